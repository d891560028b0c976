"""The API itself: routers by noun under one version, and the document that describes them."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.types import DictStrAny
from pydantic_core import from_json

from chungsuc.api import assessments, errors, recording, results, sets, units


class Json(Parser):
    """Reads JSON strictly: no NaN, and no depth without end."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        return cast(DictStrAny, from_json(request.body, allow_inf_nan=False))


DESCRIPTION = (
    "Đọc đơn vị, bộ tiêu chí, số liệu, kết quả, hồ sơ; gửi số liệu. Số viết thành chuỗi chữ số thập phân "
    "(“98.5”), ngày theo ISO 8601, đơn vị gọi bằng mã định danh hoặc bằng mã và ngày (25270@2024-12-31, vì "
    "mã được dùng lại). Chưa có số liệu, số 0 và không xét là ba điều khác nhau và luôn được ghi khác nhau "
    "(state, verdict). Lời từ chối nào cũng có dạng {“error”: {“code”, “message”, “where”, “problems”}}."
)

api = NinjaAPI(
    title="API của Chung sức",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    parser=Json(),
)
errors.attach(api)
api.add_router("/units", units.router)
api.add_router("/sets", sets.router)
api.add_router("/observations", recording.router)
api.add_router("/results", results.router)
api.add_router("/assessments", assessments.router)


def document() -> dict[str, Any]:
    """Tài liệu OpenAPI."""
    return dict(api.get_openapi_schema())
