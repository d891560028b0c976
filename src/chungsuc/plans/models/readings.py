"""What was read of a plan, what the checks found in it, and what people said of both."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.plans.models.plans import Plan, author


class Reading(models.Model):
    """Bản đọc: what one version of the reader understood of a plan; a new reading is a new row.

    `round` is the number of the newest check, repeated for filtering; only `actions` writes it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    reader_version = models.CharField(max_length=40)
    read_by = author()
    read_at = models.DateTimeField()
    coverage = models.DecimalField(max_digits=5, decimal_places=4)  # share of characters, 0 to 1
    lines = models.JSONField()  # [[number, text, page], …]: the whole paper, nothing dropped
    data = models.JSONField()  # the published JSON form of the reading
    notes = models.JSONField(default=list, blank=True)  # what was changed to read the file
    rest = models.JSONField(default=dict, blank=True)  # what no item holds: head, outline, places
    round = models.PositiveSmallIntegerField(default=1)

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
    """Mục đã đọc: one thing that the reader found in one line, and whether a person agrees.

    `data` is what was read and is never changed. `decision` and `corrected` repeat what the steps of
    the review fold to; only `actions` writes them, together with a step. An item that the reader missed
    and a person added (`is_added`) has in `data` the empty form that she began with.
    """

    class Section(models.TextChoices):
        """Nhóm."""

        TARGETS = "targets", _("Mục tiêu")
        BASELINE = "baseline", _("Hiện trạng nêu trong văn bản")
        FUNDING = "funding", _("Nguồn vốn")
        DUTIES = "duties", _("Phân công")
        TASKS = "tasks", _("Nhiệm vụ")
        SUMS = "sums", _("Phép tính nêu trong văn bản")
        LEGAL_BASES = "legal_bases", _("Căn cứ")
        ANNEXES = "annexes", _("Phụ lục, biểu được nhắc")
        TABLES = "tables", _("Bảng")
        NOTES = "notes", _("Chú thích")
        RECIPIENTS = "recipients", _("Nơi nhận")
        SIGNATORIES = "signatories", _("Người ký")

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
    corrected = models.JSONField(null=True, blank=True)
    is_asked = models.BooleanField(default=False)  # a person has to look: it is not certain
    is_added = models.BooleanField(default=False)  # by a person, where the reader missed it
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

    @property
    def reviewed(self) -> dict[str, Any]:
        """What the item says after its review: what was read, with the corrections."""
        return self.data if self.corrected is None else self.corrected


class ReviewStep(models.Model):
    """Bước rà soát: what one person said of one item, numbered within the reading, never changed.

    `changes` holds what a correction changed: `{"value": ["6", "7"]}`.
    """

    class Kind(models.TextChoices):
        """Việc."""

        CONFIRMED = "confirmed", _("Đúng")
        REJECTED = "rejected", _("Không đúng")
        CORRECTED = "corrected", _("Sửa")
        ADDED = "added", _("Thêm mục máy bỏ sót")

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    item = models.ForeignKey(ReadItem, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    changes = models.JSONField(default=dict, blank=True)
    why = models.TextField(blank=True)
    by = author()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["reading", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "number"], name="review_step_number_is_unique"),
            models.CheckConstraint(name="review_step_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="review_step_corrects_something_for_a_reason",
                condition=~Q(kind__in=["corrected", "added"]) | (~Q(changes={}) & ~Q(why="")),
                violation_error_message=_("Một lần sửa phải có nội dung sửa và lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Check(models.Model):
    """Lần kiểm tra: the checks over a reading as it stood after some step of its review. Never changed."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField()
    steps = models.PositiveIntegerField(default=0)  # number of the last step that it knew
    sums = models.JSONField(default=list, blank=True)  # phép tính đã kiểm tra
    asked_by = author()
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["reading", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "number"], name="plan_check_number_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} · {self.number}"


class CurrentFindings(models.QuerySet):
    """Findings, narrowed to those of the newest check."""

    def current(self) -> CurrentFindings:
        """Of each reading, what its newest check found."""
        return self.filter(round=F("reading__round"))


class Finding(models.Model):
    """Phát hiện: what does not add up, or follows unsaid; with the statements it rests on."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="findings")
    round = models.PositiveSmallIntegerField(default=1)  # number of the check that found it
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=14)
    severity = models.CharField(max_length=8)
    message = models.TextField()
    certainty = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    data = models.JSONField(default=dict, blank=True)  # quotes, premises, repairs, stated, follows, facts

    objects = CurrentFindings.as_manager()

    class Meta:
        ordering: ClassVar = ["reading", "round", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "round", "key"], name="plan_finding_key_is_unique"),
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
