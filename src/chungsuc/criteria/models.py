"""Stored versions of criteria sets, decisions laid over them, and comparisons with the printed law."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit


class CriteriaSetVersion(models.Model):
    """Phiên bản bộ tiêu chí: one text of one set, kept as it was loaded and never changed.

    The text is the data file itself; `content_hash` is its SHA-256. A corrected file is a new
    version beside the old one, so that an old verdict still finds what it was judged by.
    """

    set_id = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(_("tên"), max_length=300)
    level = models.CharField(max_length=10)
    tier = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    province = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()  # inclusive, as the decision has it
    text = models.TextField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["set_id", "-loaded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["set_id", "content_hash"], name="criteria_set_text_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LevelColumns(models.Model):
    """Mức: a figure, a yes or a grade, as columns. At most one of them is filled."""

    number = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)
    grade = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class FigureReview(LevelColumns):
    """Lần đối chiếu con số: a person held one figure beside the printed law, and says what she saw.

    Kept with the name and the figure as they stood then; a newer review stands before an older one.
    The columns of the level hold what the print has where it differs: a proposal, which changes
    nothing until it is adopted as a correction.
    """

    edition = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # ids are used again
    set_id = models.CharField(max_length=80)
    version = models.ForeignKey(CriteriaSetVersion, on_delete=models.PROTECT, related_name="reviews")
    key = models.CharField(max_length=60)  # of the figure within its set
    shown_name = models.TextField()
    shown = models.JSONField()  # the figure as it was shown: value and applies
    agrees = models.BooleanField()
    place = models.CharField(_("trang, điều, phụ lục"), max_length=200)
    note = models.TextField(_("ghi chú"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần đối chiếu")
        ordering: ClassVar = ["set_id", "key", "-pk"]
        indexes: ClassVar = [models.Index(fields=["set_id", "key"], name="figure_review_by_figure")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="figure_review_names_its_place",
                condition=~Q(place=""),
                violation_error_message=_("Phải ghi trang, điều hoặc phụ lục của văn bản in."),
            ),
            models.CheckConstraint(
                name="figure_review_that_differs_says_how",
                condition=Q(agrees=True, number__isnull=True, yes__isnull=True, grade="")
                | Q(agrees=False)
                & (~Q(note="") | Q(number__isnull=False) | Q(yes__isnull=False) | ~Q(grade="")),
                violation_error_message=_("Nếu văn bản in khác, hãy ghi con số hoặc câu chữ trong văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_id} {self.key}"


class Overlay(models.Model):
    """Quyết định đặt mức: what a province or a later national decision lays over a criteria set.

    Stored once and not changed; one that was typed wrongly is withdrawn and stored anew, so that what
    was judged by it can still be told.
    """

    class Kind(models.TextChoices):
        """Loại."""

        PROVINCE = "province", _("quy định của tỉnh")
        AMENDMENT = "amendment", _("sửa đổi")
        CORRECTION = "correction", _("đính chính theo văn bản in")

    edition = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # ids are used again
    set_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    province = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="overlays", null=True, blank=True
    )
    number = models.CharField(_("số quyết định"), max_length=120)
    decided_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("có hiệu lực từ"))
    note = models.TextField(_("ghi chú"), blank=True)
    review = models.OneToOneField(
        FigureReview, on_delete=models.PROTECT, related_name="correction", null=True, blank=True
    )
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        verbose_name = _("quyết định đặt mức")
        ordering: ClassVar = ["set_id", "-effective_on", "-decided_on", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="overlay_of_a_province_names_it",
                condition=Q(kind="province", province__isnull=False)
                | ~Q(kind="province") & Q(province__isnull=True),
            ),
            models.CheckConstraint(
                name="overlay_correction_rests_on_a_review",
                condition=Q(kind="correction", review__isnull=False)
                | ~Q(kind="correction") & Q(review__isnull=True),
            ),
            models.CheckConstraint(
                name="overlay_takes_effect_after_it_is_decided",
                condition=Q(kind="correction") | Q(effective_on__gte=F("decided_on")),
                violation_error_message=_("Ngày có hiệu lực không thể trước ngày ban hành."),
            ),
            models.CheckConstraint(
                name="overlay_withdrawal_has_its_author_and_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
            ),
            models.UniqueConstraint(
                fields=["set_id", "province", "number", "decided_on"],
                condition=Q(kind="province", withdrawn_at__isnull=True),
                name="overlay_of_a_province_is_stored_once",
            ),
            models.UniqueConstraint(
                fields=["set_id", "number", "decided_on"],
                condition=Q(kind="amendment", withdrawn_at__isnull=True),
                name="overlay_amendment_is_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OverlayValue(LevelColumns):
    """Mức của quyết định: one level, for some years and one region or group, or for all."""

    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, related_name="values")
    code = models.CharField(max_length=20)  # of an indicator, a component or a condition
    region = models.CharField(max_length=20, blank=True)
    commune_group = models.CharField(max_length=20, blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="overlay_value_is_one_value",
                condition=Q(number__isnull=False, yes__isnull=True, grade="")
                | Q(number__isnull=True, yes__isnull=False, yes=True, grade="")
                | Q(number__isnull=True, yes__isnull=True) & ~Q(grade=""),
            ),
            models.CheckConstraint(
                name="overlay_value_has_one_scope", condition=Q(region="") | Q(commune_group="")
            ),
            models.CheckConstraint(
                name="overlay_value_years_are_in_order", condition=Q(to_year__gte=F("from_year"))
            ),
            models.UniqueConstraint(
                fields=["overlay", "code", "region", "commune_group", "from_year"],
                name="overlay_value_is_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code
