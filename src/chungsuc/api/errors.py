"""How the API says no: a code for programs, a Vietnamese sentence for people, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from chungsuc.accounts.policy import NotAllowed
from chungsuc.core.errors import ChungsucError

MOST_PROBLEMS = 100  # told in one answer


class Problem(BaseModel):
    """One of several things that are wrong."""

    where: str
    message: str


class Told(BaseModel):
    code: str
    message: str
    where: str
    problems: list[Problem] = []


class Refusal(BaseModel):
    """What every answer that is not the one asked for looks like."""

    error: Told


class ApiError(ChungsucError):
    """A call that cannot be answered. `where` names the part of the call: "query.set", "entries.3.value"."""

    def __init__(
        self, status: int, code: str, message: str, *, where: str = "", problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.where, self.problems = status, code, where, problems


def refused(
    status: int, code: str, message: str, *, where: str = "", problems: Sequence[Problem] = ()
) -> HttpResponse:
    """The answer itself."""
    told: dict[str, Any] = {"code": code, "message": message, "where": where}
    told["problems"] = [each.model_dump() for each in problems]
    response = JsonResponse({"error": told}, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="chungsuc"'
    return response


def unknown(where: str, what: str) -> ApiError:
    """Nothing of that name is here, or nothing that may be seen."""
    return ApiError(404, "not_found", f"Không tìm thấy {what}. Hãy kiểm tra lại.", where=where)


# --- what pydantic finds wrong, in words ----------------------------------------------------------

_WORDS = {
    "missing": "thiếu giá trị này.",
    "extra_forbidden": "không có tên này trong tài liệu của API. Hãy bỏ đi hoặc viết lại cho đúng.",
    "string_type": "phải là một chuỗi ký tự (số cũng viết trong dấu ngoặc kép).",
    "string_too_long": "chuỗi quá dài (nhiều nhất {max_length} ký tự).",
    "string_too_short": "chuỗi quá ngắn (ít nhất {min_length} ký tự).",
    "string_pattern_mismatch": "viết chưa đúng cách. Hãy xem cách viết trong tài liệu của API.",
    "bool_type": "phải là true hoặc false.",
    "list_type": "phải là một danh sách.",
    "too_long": "quá nhiều phần tử (nhiều nhất {max_length}).",
    "too_short": "phải có ít nhất {min_length} phần tử.",
    "enum": "phải là một trong: {expected}.",
    "literal_error": "phải là một trong: {expected}.",
    "greater_than_equal": "phải từ {ge} trở lên.",
    "less_than_equal": "phải không quá {le}.",
    "uuid_parsing": "phải là một mã UUID.",
    "uuid_type": "phải là một mã UUID.",
    "value_error": "{error}",
}
_OTHERWISE = "giá trị không hợp lệ. Hãy xem cách viết trong tài liệu của API."


def _problem(found: dict[str, Any]) -> Problem:
    words = _WORDS.get(found["type"], _OTHERWISE)
    parts = [str(each) for each in found["loc"] if each not in ("body", "given")]
    try:
        said = words.format(**found.get("ctx", {}))
    except (KeyError, IndexError):
        said = _OTHERWISE
    return Problem(where=".".join(parts)[:200], message=said)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not have the form that the document of the API gives."""
    problems = [_problem(each) for each in error.errors[:MOST_PROBLEMS]]
    first = problems[0]
    named = f"‘{first.where}’ {first.message}" if first.where else f"Nội dung gửi lên: {first.message}"
    more = f" Còn {len(error.errors) - 1} chỗ khác." if len(error.errors) > 1 else ""
    return refused(422, "invalid", named + more, where=first.where, problems=problems)


_NO_KEY = (
    "Cần khóa kết nối còn hiệu lực trong đầu mục Authorization: Bearer …. Hãy cấp khóa ở trang Khóa kết nối."
)
_NO_JSON = "Nội dung gửi lên không phải là JSON đọc được{why}. Hãy kiểm tra lại rồi gửi lại."


def attach(api: NinjaAPI) -> None:
    """Have the API say everything in this way."""

    @api.exception_handler(ApiError)
    def _of_ours(request: HttpRequest, error: ApiError) -> HttpResponse:
        return refused(error.status, error.code, str(error), where=error.where, problems=error.problems)

    @api.exception_handler(NotAllowed)
    def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
        return refused(403, "not_allowed", str(error))

    @api.exception_handler(ChungsucError)
    def _mistake(request: HttpRequest, error: ChungsucError) -> HttpResponse:
        return refused(422, "refused", str(error))

    @api.exception_handler(AuthenticationError)
    def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return refused(401, "no_key", _NO_KEY, where="header.Authorization")

    @api.exception_handler(Http404)
    def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
        return refused(404, "not_found", "Không có địa chỉ này trong API. Hãy xem tài liệu của API.")

    @api.exception_handler(HttpError)
    def _no_json(request: HttpRequest, error: HttpError) -> HttpResponse:
        why = f": {error.__cause__}" if isinstance(error.__cause__, ValueError) else ""
        return refused(400, "bad_json", _NO_JSON.format(why=why[:200]), where="body")

    @api.exception_handler(SuspiciousOperation)
    def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        return refused(400, "bad_request", "Yêu cầu có phần không hợp lệ. Hãy kiểm tra lại.")

    api.add_exception_handler(ValidationError, invalid)
