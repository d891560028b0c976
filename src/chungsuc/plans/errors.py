"""What can go wrong with a plan, told to the person who works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.data import vietnamese

if TYPE_CHECKING:
    from chungsuc.plans.models import ReviewStep


class PlanError(ChungsucError):
    """A step with a plan that cannot be done as asked."""

    reason = ""  # what a page says above the sentence


class UnitUnknown(PlanError):
    """The paper could be read, but not whose it is."""

    reason = "unit"


class OutOfReach(PlanError):
    """The paper could be read, and is of a unit where this person holds no office."""

    reason = "reach"

    def __init__(self, unit: Unit) -> None:
        super().__init__(
            _(
                "Văn bản là của %(unit)s, ngoài phạm vi tài khoản của bạn. Hãy nhờ Văn phòng Điều phối phụ "
                "trách %(unit)s tải lên; nếu máy nhận nhầm đơn vị, hãy chọn đơn vị rồi cho đọc lại."
            )
            % {"unit": _("cả nước") if unit.level == Level.COUNTRY else vietnamese(unit)}
        )


class ChangedMeanwhile(PlanError):
    """Two people at one item: the second is told what the first did, and nothing of either is lost."""

    def __init__(self, step: ReviewStep) -> None:
        super().__init__(
            _(
                "%(who)s vừa xem mục này và chọn “%(what)s”, sau khi bạn mở trang. Chưa ghi gì của bạn. "
                "Hãy xem lại mục dưới đây rồi gửi lần nữa nếu vẫn thấy cần."
            )
            % {"who": vietnamese(step.by), "what": step.get_kind_display()}
        )
        self.step = step
