"""The page that describes the API, made from its own OpenAPI document; no script, nothing from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from chungsuc.api.errors import refused
from chungsuc.api.root import document


class Field(NamedTuple):
    """A parameter, or a part of what is sent or answered."""

    name: str
    kind: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Call:
    """One call: its method and address, and what it takes and gives."""

    method: str
    path: str
    summary: str
    words: str
    needs_key: bool
    given: list[Field]
    body: str  # the name of its shape, "" where nothing is sent
    answers: list[tuple[str, str]]  # the code, and the name of the shape


class Shape(NamedTuple):
    """Something that is sent or answered, with its parts."""

    name: str
    words: str
    fields: list[Field]


@require_GET
def documentation(request: HttpRequest) -> HttpResponse:
    """Tài liệu API."""
    described = document()
    return render(
        request,
        "api/documentation.html",
        {"title": described["info"]["title"], "about": described["info"]["description"], **_told()},
    )


@csrf_exempt  # it does nothing, and says so to everyone
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    return refused(404, "not_found", "Không có địa chỉ này trong API. Tài liệu của API ở /api/v1/.")


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    """The document, in the order of the page. It is the same as long as the program runs."""
    described = document()
    groups: dict[str, list[Call]] = defaultdict(list)
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            groups[call.get("tags", [""])[0]].append(_call(method, path, call))
    shapes = [
        Shape(
            name,
            shape.get("description", ""),
            [
                Field(part, _kind(at), part in shape.get("required", ()), at.get("description", ""))
                for part, at in shape.get("properties", {}).items()
            ],
        )
        for name, shape in sorted(described["components"]["schemas"].items())
        if "properties" in shape
    ]
    return {"groups": dict(groups), "shapes": shapes}


def _call(method: str, path: str, call: dict[str, Any]) -> Call:
    given = [
        Field(each["name"], _kind(each["schema"]), each.get("required", False), _words(each))
        for each in call.get("parameters", ())
    ]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Call(
        method=method.upper(),
        path=path,
        summary=call["summary"],
        words=call.get("description", ""),
        needs_key=bool(call.get("security")),
        given=given,
        body=_kind(body) if body else "",
        answers=[(str(code), _answer(each)) for code, each in sorted(call["responses"].items(), key=str)],
    )


def _words(given: dict[str, Any]) -> str:
    return str(given.get("description") or given["schema"].get("description", ""))


def _answer(answer: dict[str, Any]) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return _kind(schema) if schema else ""


def _kind(schema: dict[str, Any]) -> str:
    """ "string (date)", "list of OneUnit", "Value or null"."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if several := schema.get("anyOf") or schema.get("allOf"):
        return " | ".join(_kind(each) for each in several)
    if "enum" in schema:
        return " | ".join(f'"{each}"' for each in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    kind = str(schema.get("type", ""))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
