"""Who calls, and whether the answer is the one they have already.

A program shows its key in the header `Authorization: Bearer …` and nowhere else: a cookie of somebody who
is signed in opens nothing here, and so no foreign page can make a browser write.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from ninja.security import HttpBearer
from pydantic import BaseModel

from chungsuc import __version__
from chungsuc.accounts import policy, tokens
from chungsuc.accounts.models import User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.accounts.policy import Indicator, NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import lay_below
from chungsuc.api.errors import ApiError
from chungsuc.audit import queries as log

MOST_BYTES = 5 * 1024 * 1024
WRONG_KEYS = 20  # from one address, before they are no longer looked up
FORGET = 15 * 60  # seconds

_TOO_MUCH = "Mỗi lần gửi nhiều nhất 10.000 số liệu và 5 MB. Hãy chia ra nhiều lần gửi."


@dataclass(frozen=True)
class Caller:
    """Người gọi: a key, and the person in whose name it acts."""

    token: ApiToken

    @property
    def person(self) -> User:
        return self.token.made_by

    @cached_property
    def indicators(self) -> frozenset[Indicator] | None:
        """What the key is limited to; None for everything."""
        if not self.token.codes:
            return None
        return frozenset(Indicator(self.token.criteria_set_id, code) for code in self.token.codes)

    def check_unit(self, unit: Unit) -> None:
        """Raises NotAllowed for a unit that the key was not made for."""
        if unit.pk != self.token.unit_id and not lay_below(unit, self.token.unit):
            raise NotAllowed(
                f"Khóa kết nối này chỉ dùng cho {self.token.unit.full_name} và các đơn vị trực thuộc. "
                "Hãy dùng khóa khác."
            )

    def check_set(self, set_id: str) -> None:
        """Raises NotAllowed for a set that the key was not made for."""
        if self.token.criteria_set_id not in ("", set_id):
            raise NotAllowed(
                f"Khóa kết nối này chỉ dùng cho bộ tiêu chí {self.token.criteria_set_id}. Hãy dùng khóa khác."
            )

    def covers(self, set_id: str, code: str) -> bool:
        """Whether the key was made for an indicator of the set."""
        return policy.covers(self.indicators, Indicator(set_id, code))


class Reader(HttpBearer):
    """Khóa được đọc."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        caller = _caller(request, token)
        if caller is not None and not caller.token.may_read:
            raise NotAllowed("Khóa kết nối này chỉ được ghi. Hãy dùng khóa được đọc.")
        return caller


class Writer(HttpBearer):
    """Khóa được ghi. Only who shows one may send as much as these calls take."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        caller = _caller(request, token)
        if caller is None:
            return None
        if not caller.token.may_write:
            raise NotAllowed("Khóa kết nối này chỉ được đọc. Hãy dùng khóa được ghi.")
        if request.content_type != "application/json":
            raise ApiError(
                415,
                "not_json",
                "Nội dung gửi lên phải là JSON, với Content-Type: application/json.",
                where="header.Content-Type",
            )
        body = request.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise ApiError(413, "too_much", _TOO_MUCH, where="body")
        request._body = body  # type: ignore[attr-defined]  # the settings allow a page less than this
        return caller


def _caller(request: HttpRequest, secret: str) -> Caller | None:
    """Raises ApiError for an address that has tried too many wrong keys.

    A right key is taken from wherever it comes: many offices share one address, and no key can be guessed.
    """
    refuse_key_in_address(request)
    token = tokens.holder(secret)
    if token is None:
        _count_wrong_key(request)
        return None
    tokens.note_use(token)
    return Caller(token)


def _count_wrong_key(request: HttpRequest) -> None:
    name = f"api-wrong-keys:{request.META.get('REMOTE_ADDR', '')}"
    tried = cache.get_or_set(name, 0, FORGET) + 1
    cache.set(name, tried, FORGET)
    if tried > WRONG_KEYS:
        raise ApiError(
            429,
            "too_many_wrong_keys",
            "Đã thử quá nhiều khóa kết nối sai từ địa chỉ này. Hãy chờ 15 phút, kiểm tra khóa rồi thử lại.",
            where="header.Authorization",
        )


_NAMES_OF_KEYS = ("token", "access_token", "key", "api_key", "authorization", "bearer")


def refuse_key_in_address(request: HttpRequest) -> None:
    """Raises ApiError for a key in the address, where logs, proxies and browsers keep it."""
    given = request.GET
    if any(name in given for name in _NAMES_OF_KEYS) or any(
        value.startswith(tokens.PREFIX) for values in given.lists() for value in values[1]
    ):
        raise ApiError(
            400,
            "key_in_address",
            "Không gửi khóa kết nối trong địa chỉ: nhật ký của máy chủ giữ lại địa chỉ. "
            "Hãy thu hồi khóa này, cấp khóa mới và gửi trong đầu mục Authorization.",
            where="query",
        )


def reading(view: Callable[..., BaseModel]) -> Callable[..., HttpResponse]:
    """A view that reads: refuses what it does not know, and says so where nothing has changed.

    Every act adds a line to the log in its own transaction, so the head of the log names the state of the
    store (docs/adr/0014): an answer under the same head, to the same key on the same day, is the same.
    """
    signature = inspect.signature(view, eval_str=True)  # ninja would look for the types in this module
    known = set(signature.parameters) - {"request"}

    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        refuse_key_in_address(request)
        if unknown := sorted(set(request.GET) - known):
            name = unknown[0][:40]
            raise ApiError(
                422, "unknown_parameter", f"Địa chỉ này không có tham số ‘{name}’.", where=f"query.{name}"
            )
        tag = _tag(request)
        if tag in request.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = as_json(view(request, *given, **named))
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        return response

    answered.__signature__ = signature  # type: ignore[attr-defined]
    return answered


def as_json(said: BaseModel, status: int = 200) -> HttpResponse:
    """Written by pydantic itself, which takes a fifth of the time of the detour over Python's values."""
    return HttpResponse(said.model_dump_json(), content_type="application/json; charset=utf-8", status=status)


def _tag(request: HttpRequest) -> str:
    caller = getattr(request, "auth", None)
    who = caller.token.pk if isinstance(caller, Caller) else ""
    named = log.head(), request.get_full_path(), who, policy.today(), __version__
    return f'"{hashlib.sha256(repr(named).encode()).hexdigest()[:32]}"'
