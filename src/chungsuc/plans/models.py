"""Uploads, plans and their events, readings with what was read and found, and what is followed after."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
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
    media = models.CharField(max_length=10)  # text, docx
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

    def __str__(self) -> str:
        return self.get_stage_display()


class Reading(models.Model):
    """Bản đọc: what one version of the reader understood of a plan; a new reading is a new row."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    reader_version = models.CharField(max_length=40)
    read_by = author()
    read_at = models.DateTimeField()
    coverage = models.DecimalField(max_digits=5, decimal_places=4)  # share of characters, 0 to 1
    lines = models.JSONField()  # [[number, text, page], …]: the whole paper, nothing dropped
    data = models.JSONField()  # the published JSON form of the reading

    class Meta:
        ordering: ClassVar = ["plan", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_reading_number_is_unique"),
            models.CheckConstraint(
                name="plan_reading_coverage_is_a_share", condition=Q(coverage__gte=0) & Q(coverage__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.number}"


class ReadItem(models.Model):
    """Mục đã đọc: one thing that the reader found in one line, and whether a person agrees."""

    class Section(models.TextChoices):
        """Nhóm."""

        TARGETS = "targets", _("Mục tiêu")
        BASELINE = "baseline", _("Hiện trạng nêu trong văn bản")
        FUNDING = "funding", _("Nguồn vốn")
        DUTIES = "duties", _("Phân công")
        TASKS = "tasks", _("Nhiệm vụ")
        LEGAL_BASES = "legal_bases", _("Căn cứ")
        ANNEXES = "annexes", _("Phụ lục, biểu được nhắc")
        TABLES = "tables", _("Bảng")
        NOTES = "notes", _("Chú thích")
        RECIPIENTS = "recipients", _("Nơi nhận")
        SIGNATORY = "signatory", _("Người ký")

    class Decision(models.TextChoices):
        """Ý kiến của người rà soát."""

        PENDING = "pending", _("Chưa xem")
        CONFIRMED = "confirmed", _("Đúng")
        REJECTED = "rejected", _("Không đúng")

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=40)  # the item's id in the document: "T12"
    section = models.CharField(max_length=12, choices=Section.choices)
    line = models.PositiveIntegerField()
    spans = models.JSONField(default=list, blank=True)  # [[line, start, end], …]
    text = models.TextField()
    certainty = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    data = models.JSONField(default=dict, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = author(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["reading", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "key"], name="read_item_key_is_unique"),
            models.CheckConstraint(
                name="read_item_decision_has_its_author",
                condition=Q(decision="pending", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    decision__in=["confirmed", "rejected"], decided_by__isnull=False, decided_at__isnull=False
                ),
                violation_error_message=_("Ý kiến rà soát phải có người và thời điểm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} (dòng {self.line})"


class Finding(models.Model):
    """Phát hiện: what does not add up, or follows unsaid; with the statements it rests on."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="findings")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=14)
    severity = models.CharField(max_length=8)
    message = models.TextField()
    certainty = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    data = models.JSONField(default=dict, blank=True)  # quotes, premises, repairs, stated, follows, facts

    class Meta:
        ordering: ClassVar = ["reading", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "key"], name="plan_finding_key_is_unique"),
        ]

    def __str__(self) -> str:
        return self.message


class Acknowledgement(models.Model):
    """Xác nhận đã biết: a person goes on although the paper contradicts itself, and says so."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="acknowledgement")
    by = author()
    at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="acknowledgement_says_something",
                condition=~Q(words=""),
                violation_error_message=_("Hãy ghi lý do tiếp tục dù văn bản còn mâu thuẫn."),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Promise(models.Model):
    """Câu đã ghi nhận: the typed form of one confirmed statement; the words stay beside it."""

    item = models.OneToOneField(ReadItem, on_delete=models.PROTECT, related_name="%(class)s")
    kind = models.CharField(max_length=10)
    mode = models.CharField(max_length=8)
    subject = models.CharField(max_length=16)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_to = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    of = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)  # "8 of 9"
    level = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)  # "at 13 criteria"
    comparator = models.CharField(max_length=10)
    measure = models.CharField(max_length=60, blank=True)
    object_text = models.TextField(blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    all_units = models.BooleanField(default=False)
    rest = models.BooleanField(default=False)
    part_of = models.CharField(max_length=40, blank=True)  # key of the statement it is listed under
    body = models.CharField(_("cơ quan phụ trách"), max_length=300, blank=True)
    criteria = models.JSONField(default=list, blank=True)  # codes in the plan's criteria set
    line = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["plan", "line", "id"]

    def __str__(self) -> str:
        return self.text


class Target(Promise):
    """Mục tiêu, chỉ tiêu kế hoạch: a confirmed statement that must become true by its deadline."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    deadline = models.CharField(max_length=10, blank=True)  # ISO, as far as it is known


class StatedResult(Promise):
    """Kết quả nêu trong văn bản: what the paper says of the past. Never mixed into observations."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="stated_results")
    as_of = models.CharField(max_length=10, blank=True)


class TargetCell(models.Model):
    """Ô kế hoạch: the unit, and the criterion, that a target names. No code: the whole standard."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="cells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    criterion_code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "unit", "criterion_code"], name="target_names_a_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criterion_code or '*'}"


class StatedResultCell(models.Model):
    """Ô hiện trạng: the unit, and the criterion, that a stated result names."""

    stated_result = models.ForeignKey(StatedResult, on_delete=models.PROTECT, related_name="cells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    criterion_code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stated_result", "unit", "criterion_code"], name="stated_result_names_a_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criterion_code or '*'}"
