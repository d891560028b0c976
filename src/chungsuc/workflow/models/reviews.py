"""Reviews: what the body in charge of an indicator said of it, and who is in charge."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Body, Unit
from chungsuc.stores.appended import Fact
from chungsuc.workflow.models.dossiers import author


class ReviewEvent(Fact):
    """Việc thẩm tra một chỉ tiêu: numbered within one indicator, unit and year; past tense, never changed.

    Two who act at once write the same number: the second is refused. `act` is made where the button is, one
    for all cells that are acted on together, so that an act that is sent twice is done once.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    code = models.CharField(_("chỉ tiêu"), max_length=20)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    by = author()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    explain_by = models.DateField(null=True, blank=True)  # of a question: until then only the unit sees it
    data = models.JSONField(default=dict, blank=True)  # which observations were accepted; which codes belong
    act = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("việc thẩm tra chỉ tiêu")
        ordering: ClassVar = ["unit", "criteria_set_id", "year", "code", "number"]
        indexes: ClassVar = [models.Index(fields=["act"], name="review_event_by_act")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "year", "code", "number"],
                name="review_event_number_is_unique",
            ),
            models.CheckConstraint(
                name="review_event_is_numbered_from_one", condition=Q(number__gte=1) & ~Q(code="")
            ),
            models.CheckConstraint(
                name="review_begins_with_handing_up",
                condition=Q(number__gt=1) | Q(number=1, kind="submitted"),
            ),
            models.CheckConstraint(
                name="review_event_that_asks_or_goes_back_says_why",
                condition=~Q(kind__in=["questioned", "explained", "returned", "reopened"]) | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do: hỏi lại, giải trình, trả lại và mở lại phải có."),
            ),
            models.CheckConstraint(
                name="review_question_leaves_time_to_explain",
                condition=Q(kind="questioned", explain_by__isnull=False)
                | (~Q(kind="questioned") & Q(explain_by__isnull=True)),
                violation_error_message=_("Câu hỏi phải có hạn giải trình."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.year}: {self.number} {self.kind}"


class ReviewDuty(Fact):
    """Phân công thẩm tra: which body of a province leads a criterion or reviews an indicator, from a day.

    Of each the newest that has begun counts; one without a body gives it back to whom the subject names.
    """

    class Part(models.TextChoices):
        """Phần của bộ tiêu chí."""

        CRITERION = "criterion", _("Chủ trì tiêu chí")
        INDICATOR = "indicator", _("Phụ trách chỉ tiêu")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    part = models.CharField(max_length=9, choices=Part.choices)
    code = models.CharField(max_length=20)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    decision = models.CharField(_("số văn bản phân công"), max_length=120)
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("phân công thẩm tra")
        ordering: ClassVar = ["unit", "criteria_set_id", "part", "code", "-valid_from", "-pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "criteria_set_id"], name="review_duty_of_a_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="review_duty_rests_on_a_paper",
                condition=~Q(decision="") & ~Q(code="") & ~Q(criteria_set_id=""),
                violation_error_message=_("Phân công thẩm tra phải có số văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set_id} {self.part} {self.code}"
