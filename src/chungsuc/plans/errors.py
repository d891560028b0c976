"""What can go wrong with a plan, told to the person who works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from chungsuc.core.errors import ChungsucError

if TYPE_CHECKING:
    from chungsuc.plans.models import ReviewStep


class PlanError(ChungsucError):
    """A step with a plan that cannot be done as asked."""


class StoreError(PlanError):
    """The bytes of an upload are not there, or are not what was uploaded."""


class ChangedMeanwhile(PlanError):
    """Two people at one item: the second is told what the first did, and nothing of either is lost."""

    def __init__(self, step: ReviewStep) -> None:
        super().__init__(
            _(
                "%(who)s vừa xem mục này và chọn “%(what)s”, sau khi bạn mở trang. Chưa ghi gì của bạn. "
                "Hãy xem lại mục dưới đây rồi gửi lần nữa nếu vẫn thấy cần."
            )
            % {"who": step.by, "what": step.get_kind_display()}
        )
        self.step = step
