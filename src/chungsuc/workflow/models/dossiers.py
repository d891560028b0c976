"""Dossiers: one application of a unit under one criteria set, and what was done with it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.accounts.models import RoleHeld
from chungsuc.administrative_units.models import Body, Official, Unit
from chungsuc.stores.appended import Fact


def author(**more: Any) -> models.ForeignKey:
    """The person beside a time: an account is never deleted under what it did."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Purpose(models.TextChoices):
    """Mục đích của hồ sơ."""

    RECOGNITION = "recognition", _("Xét, công nhận đạt chuẩn")
    YEARLY_REVIEW = "yearly_review", _("Rà soát, đánh giá hằng năm")


class Dossier(models.Model):
    """Hồ sơ: what a unit hands up under one criteria set for one year, and what becomes of it.

    It belongs to the unit as it existed: a merger hands none of it on. `state` repeats what the events
    fold to, for filtering; only `actions` writes it, together with an event.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    purpose = models.CharField(_("mục đích"), max_length=15, choices=Purpose.choices)
    # The steps that it was opened under: those of another period do not change it.
    steps_id = models.CharField(max_length=80)
    state = models.CharField(max_length=30)
    opened_by = author()
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hồ sơ")
        ordering: ClassVar = ["-year", "unit_id", "criteria_set_id"]
        indexes: ClassVar = [models.Index(fields=["state", "year"], name="dossier_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "year", "purpose"], name="dossier_of_a_year_is_one"
            ),
            models.CheckConstraint(
                name="dossier_has_its_steps_and_state", condition=~Q(steps_id="") & ~Q(state="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criteria_set_id} {self.year}"


class DossierEvent(Fact):
    """Việc đã làm với hồ sơ: numbered, past tense, never changed.

    Two who act at once write the same number: the second is refused. `client_id` is made where the
    button is, so that a step that is sent twice is done once.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    by = author()
    # The one who is accountable for the step, where the person acts for a body.
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering: ClassVar = ["dossier", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="dossier_event_number_is_unique"),
            models.CheckConstraint(
                name="dossier_event_is_numbered_from_one", condition=Q(number__gte=1) & ~Q(kind="")
            ),
            models.CheckConstraint(
                name="dossier_event_that_goes_back_says_why",
                condition=~Q(kind__in=["returned", "refused", "withdrawn", "revocation_proposed", "revoked"])
                | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do: trả lại, không công nhận, rút và thu hồi phải có."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class DossierPart(Fact):
    """Thành phần hồ sơ: a dated statement with its numbers and its source, such as the survey of residents.

    A newer statement of the same kind goes before an older one, which stays readable.
    """

    class Kind(models.TextChoices):
        """Loại."""

        SURVEY = "survey", _("Khảo sát sự hài lòng của người dân")
        CONSULTATION = "consultation", _("Lấy ý kiến về dự thảo kết quả")
        CONSTRUCTION_DEBT = "construction_debt", _("Nợ đọng xây dựng cơ bản")
        SOCIAL_CRITICISM = "social_criticism", _("Ý kiến của Mặt trận Tổ quốc")
        PUBLIC_NOTICE = "public_notice", _("Công khai kết quả tại địa phương")
        PREREQUISITE = "prerequisite", _("Quyết định công nhận bộ tiêu chí phải đạt trước")
        COUNCIL_MINUTES = "council_minutes", _("Biên bản họp hội đồng thẩm định")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parts", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stated_on = models.DateField(_("ngày lập"))
    # How many of whom said yes, out of how many that could have been asked; each as far as the kind has it.
    part = models.PositiveIntegerField(null=True, blank=True)
    whole = models.PositiveIntegerField(null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    amount = models.BigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("số ngày"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300)
    note = models.TextField(_("ghi chú"), blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    by = author()
    at = models.DateTimeField()
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        ordering: ClassVar = ["dossier", "kind", "-pk"]
        indexes: ClassVar = [models.Index(fields=["dossier", "kind"], name="dossier_part_by_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dossier_part_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Hãy ghi nguồn: biên bản, phiếu, báo cáo nào."),
            ),
            models.CheckConstraint(
                name="dossier_part_is_within_its_whole",
                condition=Q(part__isnull=True, whole__isnull=True, base__isnull=True)
                | Q(part__isnull=False, whole__gt=0, part__lte=F("whole"), base__isnull=True)
                | Q(part__isnull=False, whole__gt=0, part__lte=F("whole"), base__gte=F("whole")),
                violation_error_message=_(
                    "Số đồng ý không quá số người trả lời, số người trả lời không quá tổng số."
                ),
            ),
            models.CheckConstraint(
                name="dossier_part_amount_is_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("Số tiền không thể âm."),
            ),
            models.CheckConstraint(
                name="dossier_part_has_the_numbers_of_its_kind",
                condition=(
                    Q(kind__in=["survey", "council_minutes"], part__isnull=False, amount__isnull=True)
                    | Q(kind="construction_debt", amount__isnull=False, part__isnull=True)
                    | Q(
                        kind__in=["consultation", "social_criticism", "public_notice", "prerequisite"],
                        amount__isnull=True,
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.stated_on}"


class CouncilSeat(Fact):
    """Thành viên hội đồng thẩm định: who was called to a vote, by the role that they held."""

    opening = models.ForeignKey(
        DossierEvent, on_delete=models.PROTECT, related_name="seats", db_index=False
    )  # the event that opened the vote
    held = models.ForeignKey(RoleHeld, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("thành viên hội đồng thẩm định")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opening", "held"], name="council_seat_is_called_once"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}"


class CouncilVote(Fact):
    """Phiếu của thành viên hội đồng: each once, never changed."""

    class Choice(models.TextChoices):
        """Ý kiến."""

        AGREE = "agree", _("Đồng ý")
        DISAGREE = "disagree", _("Không đồng ý")

    seat = models.OneToOneField(CouncilSeat, on_delete=models.PROTECT, related_name="vote")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    reason = models.TextField(blank=True)
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("phiếu của thành viên hội đồng")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="council_vote_against_says_why",
                condition=Q(choice="agree") | Q(choice="disagree") & ~Q(reason=""),
                violation_error_message=_("Không đồng ý thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return self.choice


class RecognitionDecision(Fact):
    """Quyết định công nhận, thu hồi: the paper, its day, and who signed it in which term."""

    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="decision")
    number = models.CharField(_("số quyết định"), max_length=120)
    signed_on = models.DateField(_("ngày ký"))
    effective_on = models.DateField(_("có hiệu lực từ"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("quyết định công nhận, thu hồi")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_has_a_number",
                condition=~Q(number=""),
                violation_error_message=_("Hãy ghi số quyết định."),
            ),
            models.CheckConstraint(
                name="decision_takes_effect_once_signed",
                condition=Q(effective_on__gte=F("signed_on")),
                violation_error_message=_("Ngày có hiệu lực không thể trước ngày ký."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DecisionPaper(Fact):
    """Bản ký đến sau: the signed paper of a decision that came after the decision was recorded.

    Added by who may record the decision; nothing that was recorded before is changed by it.
    """

    decision = models.ForeignKey(
        RecognitionDecision, on_delete=models.PROTECT, related_name="papers", db_index=False
    )
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    by = author()
    at = models.DateTimeField()
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("bản ký đến sau")
        ordering: ClassVar = ["decision", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "file_sha256"], name="decision_paper_is_added_once"),
            models.CheckConstraint(
                name="decision_paper_is_a_file", condition=~Q(file_sha256="") & ~Q(file_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class StepOwner(Fact):
    """Phân công bước: which body does a step of the procedure in a province from a day, by its decision.

    The law leaves some steps to the province: who verifies where there is no district. The newest that
    has begun counts; a body left empty gives the step back to whom the procedure names.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    steps_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)  # of the event
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    decision = models.CharField(_("số quyết định"), max_length=120)
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("phân công bước")
        ordering: ClassVar = ["unit", "steps_id", "kind", "-valid_from", "-pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "steps_id"], name="step_owner_of_a_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="step_owner_rests_on_a_decision",
                condition=~Q(decision="") & ~Q(kind="") & ~Q(steps_id=""),
                violation_error_message=_("Phân công bước phải có số quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.steps_id} {self.kind}"
