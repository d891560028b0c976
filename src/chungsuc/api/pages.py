"""What routers have in common: the unit, the set and the page that a call names."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from pydantic import Field

from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.api.door import Caller
from chungsuc.api.errors import ApiError, unknown
from chungsuc.api.values import Cursor
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.queries import Series
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion

CursorText = Annotated[str, Field(max_length=600, description="next của trang trước")]


def the_unit(name: str, where: str) -> Unit:
    """Raises ApiError for a unit that is not known."""
    found = named_by(name)
    if found is None:
        raise unknown(where, f"đơn vị ‘{name[:60]}’")
    return found


def the_set(set_id: str, where: str = "query.set") -> CriteriaSetVersion:
    """The newest text of a set. Raises ApiError for one that is not known."""
    found = criteria.version_of(set_id)
    if found is None:
        raise unknown(where, f"bộ tiêu chí ‘{set_id[:80]}’")
    return found


def caller_of(request: HttpRequest) -> Caller:
    """Who calls: the door has let them in."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Caller)
    return found


def readable(caller: Caller, unit: Unit, asked: Series | None, *, of_totals: bool = False) -> Series:
    """The series to show of a unit, the one that was asked for or the first that may be read.

    `of_totals`: over the units below, or where what stands hidden is left out cell by cell. Raises NotAllowed
    where the key or its person may not.
    """
    caller.check_unit(unit)
    asking = assessments.readable_totals if of_totals else assessments.readable
    allowed = asking(caller.person, unit)
    if not allowed or (asked is not None and asked not in allowed):
        what = "số liệu báo cáo" if allowed else "số liệu"
        raise NotAllowed(
            f"Người cấp khóa kết nối này không có quyền xem {what} của {unit.full_name}. "
            "Hãy dùng khóa của người có quyền; số liệu báo cáo chưa trình thì chờ đơn vị trình."
        )
    return asked or allowed[0]


def place(cursor: str | None, places: int) -> list[str]:
    """Where the page before ended; empty at the beginning. Raises ApiError for what is no cursor."""
    if cursor is None:
        return []
    try:
        return Cursor.read(cursor, places)
    except ValueError:
        raise bad_cursor() from None


def bad_cursor() -> ApiError:
    """A cursor that this program did not write."""
    return ApiError(
        422,
        "bad_cursor",
        "cursor không đọc được. Hãy gửi đúng next của trang trước, hoặc bỏ đi để xem từ đầu.",
        where="query.cursor",
    )
