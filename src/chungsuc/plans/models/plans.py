"""What is brought in: a file, the plan that it is, what was done with it, and the work behind the page."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core import workflow
from chungsuc.criteria.models import CriteriaSetVersion


def author(**more: Any) -> models.ForeignKey:
    """The person beside a time: an account is never deleted under what it did."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Upload(models.Model):
    """Tệp tải lên: the bytes of one paper, kept under their SHA-256; the same bytes are one upload."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("tên tệp"), max_length=255)
    size = models.PositiveIntegerField()
    media = models.CharField(max_length=10)  # text, docx, pdf
    uploaded_by = author()
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp tải lên")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="upload_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message=_("Tệp tải lên không được rỗng."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """Kế hoạch, chương trình: a paper with targets, funding and duties for a unit and a period.

    What is known only from the text stays empty until it is read. `state` repeats what the events
    fold to, for filtering; only `actions` writes it, together with an event.
    """

    class State(models.TextChoices):
        """Trạng thái."""

        WAITING = workflow.PlanState.WAITING, _("Đang chờ đọc")
        IN_REVIEW = workflow.PlanState.IN_REVIEW, _("Đang rà soát")
        REFUSED = workflow.PlanState.REFUSED, _("Không đọc được")
        TRACKED = workflow.PlanState.TRACKED, _("Đang theo dõi")
        PUBLISHED = workflow.PlanState.PUBLISHED, _("Đã công khai")
        WITHDRAWN = workflow.PlanState.WITHDRAWN, _("Đã rút")

    class DocumentStatus(models.TextChoices):
        """Tình trạng văn bản: a paper without its number or its day is a draft."""

        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Đã ban hành")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    kind = models.CharField(max_length=20, blank=True)
    kind_text = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    title = models.CharField(_("trích yếu"), max_length=500, blank=True)
    reference = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.CharField(_("ngày ban hành"), max_length=10, blank=True)  # ISO, as far as it is known
    document_status = models.CharField(
        max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT
    )
    period_from = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    criteria_set = models.ForeignKey(
        CriteriaSetVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State.choices)
    created_by = author()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kế hoạch")
        ordering: ClassVar = ["-created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state"], name="plan_by_unit_and_state"),
            models.Index(fields=["state", "-created_at"], name="plan_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="plan_period_is_whole_and_in_order",
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(period_from__isnull=False, period_to__isnull=False, period_to__gte=F("period_from")),
                violation_error_message=_("Kế hoạch phải có cả năm đầu và năm cuối, theo thứ tự."),
            ),
            models.CheckConstraint(
                name="plan_that_was_read_has_its_unit",
                condition=~Q(state__in=["in_review", "tracked", "published"]) | Q(unit__isnull=False),
                violation_error_message=_("Kế hoạch đã đọc phải có đơn vị."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.upload.name

    @property
    def short_name(self) -> str:
        """ "Kế hoạch 2024"; the file's name while the paper is not read."""
        if not self.kind_text:
            return self.upload.name
        return f"{self.kind_text.capitalize()} {self.period}".strip()

    @property
    def owner(self) -> str:
        """Của ai: "huyện B"; an office of the centre plans for the whole country. "" while nobody knows."""
        if self.unit is None:
            return ""
        return gettext("Trung ương") if self.unit.level == Level.COUNTRY else str(self.unit)

    @property
    def is_draft(self) -> bool:
        """Dự thảo: the paper itself has no number or no day yet."""
        return self.document_status == self.DocumentStatus.DRAFT

    @property
    def period(self) -> str:
        """ "2024" or "2022-2025"."""
        if self.period_from is None:
            return ""
        return (
            str(self.period_from)
            if self.period_from == self.period_to
            else f"{self.period_from}-{self.period_to}"
        )


class PlanEvent(models.Model):
    """Việc đã làm với kế hoạch: numbered, past tense, never changed. `note` is the reason or the refusal."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    by = author()
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_event_number_is_unique"),
            models.CheckConstraint(name="plan_event_numbers_begin_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class ReadingJob(models.Model):
    """Việc đọc đang chạy: how far the work behind the page has come, for whoever waits."""

    class Stage(models.TextChoices):
        """Bước."""

        RECEIVED = "received", _("Đã nhận tệp")
        SPLITTING = "splitting", _("Đang tách chữ")
        READING = "reading", _("Đang đọc")
        CHECKING = "checking", _("Đang kiểm tra")
        DONE = "done", _("Đã xong")

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="job")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    asked_by = author()
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)  # begun since someone asked
    trouble = models.TextField(blank=True)  # why a check of corrected items did not end

    def __str__(self) -> str:
        return self.get_stage_display()
