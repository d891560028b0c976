"""Observations: appended, never changed; what was accepted of them, by whom and why.

Beside them what follows from them and is made again at any time: how each unit stands at the end of a
year, and the roll-ups of every unit above. These are written by `rollups` alone, in the transaction of
the fact that they follow."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import models_assigning  # noqa: F401 (Django looks for models here)
from chungsuc.stores.appended import Fact


class Observation(Fact):
    """Số liệu: one value of one indicator for one unit and period, who saw it, when, and from what.

    A mistake is mended by a newer observation that supersedes this one. Two that supersede the
    same one are a conflict, which stands until a third supersedes both. The id is made where the
    value is entered, so an entry that is sent twice is stored once.
    """

    class Channel(models.TextChoices):
        """Đường vào."""

        WEB = "web", _("Trang web")
        OFFLINE = "offline", _("Nhập ngoại tuyến")
        FILE = "file", _("Tệp")
        API = "api", _("Kết nối")

    class Mark(models.TextChoices):
        """Thay cho giá trị: the thing that the law names ("nếu có") is not there."""

        NOT_PRESENT = "not_present", _("Không có")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Without an index of its own, here and below: another begins with the unit, and every save pays for each.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    indicator_code = models.CharField(max_length=20)  # of an indicator, a component or a condition
    period = models.CharField(max_length=20)  # "2024", "2024-Q1"
    first_day = models.DateField()
    last_day = models.DateField()
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    mark = models.CharField(max_length=12, choices=Mark.choices, blank=True)
    # A share keeps its parts where they are known: roll-ups add them, and never average shares.
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observed_on = models.DateField()
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    note = models.TextField(blank=True)  # from what it is known
    supersedes = models.ManyToManyField(
        "self", through="Supersession", symmetrical=False, related_name="superseded_by"
    )

    class Meta:
        verbose_name = _("số liệu")
        ordering: ClassVar = ["recorded_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "criteria_set_id", "indicator_code", "last_day"], name="observation_by_cell"
            ),
            models.Index(fields=["criteria_set_id", "last_day"], name="observation_by_set_and_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="observation_has_at_most_one_value",
                condition=(
                    Q(yes__isnull=True, grade="", mark="")
                    | Q(number__isnull=True, grade="", mark="")
                    | Q(number__isnull=True, yes__isnull=True, mark="")
                    | Q(number__isnull=True, yes__isnull=True, grade="")
                ),
                violation_error_message=_("Một số liệu có một giá trị: số, Đạt/Chưa đạt, hoặc mức."),
            ),
            models.CheckConstraint(
                name="observation_share_has_both_parts",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__gte=0,
                    denominator__gt=0,
                    yes__isnull=True,
                    grade="",
                    mark="",
                ),
                violation_error_message=_("Tỷ lệ phải có cả tử số và mẫu số, và mẫu số lớn hơn 0."),
            ),
            models.CheckConstraint(
                name="observation_period_is_in_order",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Kỳ số liệu phải kết thúc sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.unit_id} {self.period}"


class Supersession(Fact):
    """Thay thế: one observation takes the place of an older one."""

    newer = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="replacing")
    older = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newer", "older"], name="supersession_is_recorded_once"),
            models.CheckConstraint(
                name="observation_does_not_supersede_itself",
                condition=~Q(newer=F("older")),
                violation_error_message=_("Một số liệu không thể thay cho chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.newer_id} → {self.older_id}"


class Acceptance(Fact):
    """Chấp nhận số liệu: a reviewer stands by an observation; the accepted series is frozen with it."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.observation_id}"


class WeightStatement(Fact):
    """Nêu tỷ trọng, quyền số: what someone stated after an order that did not say it, and from which paper.

    Either how much of a divided unit went where, or by what a measured value of joined units is weighed
    ("số dân năm 2024"). A newer statement of the same goes before an older one, which stays readable.
    """

    divided = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    effective = models.DateField(null=True, blank=True)  # of the order that divided the unit
    name = models.CharField(_("quyền số"), max_length=80, blank=True)
    criteria_set_id = models.CharField(max_length=80, blank=True)
    indicator_code = models.CharField(max_length=20, blank=True)  # empty: every measured value
    basis = models.CharField(_("căn cứ"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="weight_statement_is_of_parts_or_of_a_weight",
                condition=Q(divided__isnull=False, effective__isnull=False, name="", indicator_code="")
                | (Q(divided__isnull=True, effective__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="weight_statement_rests_on_a_paper",
                condition=~Q(basis=""),
                violation_error_message=_("Tỷ trọng, quyền số phải có căn cứ."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.divided_id}"


class StatedWeight(Fact):
    """Tỷ trọng, quyền số của một đơn vị: of the part that went to it, or of what it counts for."""

    statement = models.ForeignKey(WeightStatement, on_delete=models.PROTECT, related_name="weights")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=24, decimal_places=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "unit"], name="stated_weight_is_one"),
            models.CheckConstraint(
                name="stated_weight_is_above_zero",
                condition=Q(value__gt=0),
                violation_error_message=_("Tỷ trọng, quyền số phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.value}"


class OfYear(models.Model):
    """Trong năm: what is true of one unit under one criteria set at the end of a year, in one series."""

    criteria_set_id = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=8)  # of `queries.Series`

    class Meta:
        abstract = True


class YearStanding(OfYear):
    """Kết quả của một đơn vị trong năm: its verdicts, and what they were reached from.

    Only of units that the programme covers and that anything was observed of. `above` and the attributes
    are those of the last day of the year, kept so that saving a figure need not look for them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings", db_index=False)
    criteria = models.JSONField(default=dict)  # verdict by code
    conditions = models.JSONField(default=dict)  # verdict by code
    verdict = models.CharField(max_length=14)
    met = models.PositiveSmallIntegerField()  # criteria
    figures = models.PositiveSmallIntegerField()  # indicators with a figure
    above = models.JSONField(default=list)  # ids of the units above
    region = models.CharField(max_length=20, blank=True)
    commune_group = models.CharField(max_length=20, blank=True)
    province = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "series", "year"], name="year_standing_is_one"
            ),
            models.CheckConstraint(name="year_standing_rests_on_a_figure", condition=Q(figures__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criteria_set_id} {self.year} {self.series}"


class ValueRollup(OfYear):
    """Tổng hợp số liệu of one indicator over the units below: what `core.rollup.Sums` is made of.

    A sum is kept as whole numbers and millionths, since a floating point number would not come back to
    where it was when a value is taken out of it again.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=20)
    reported = models.IntegerField(default=0)
    disputed = models.IntegerField(default=0)
    achieved = models.IntegerField(default=0)
    numeric = models.IntegerField(default=0)
    total_whole = models.BigIntegerField(default=0)
    total_millionths = models.BigIntegerField(default=0)
    with_parts = models.IntegerField(default=0)
    numerator_whole = models.BigIntegerField(default=0)
    numerator_millionths = models.BigIntegerField(default=0)
    denominator_whole = models.BigIntegerField(default=0)
    denominator_millionths = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "series", "year", "code"], name="value_rollup_is_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.year}"


class VerdictRollup(OfYear):
    """Tổng hợp kết luận: how many assessed units below have each verdict, on one criterion or, without a
    code, on the standard as a whole."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=20, blank=True)
    met = models.IntegerField(default=0)
    not_met = models.IntegerField(default=0)
    no_data = models.IntegerField(default=0)
    no_threshold = models.IntegerField(default=0)
    needs_review = models.IntegerField(default=0)
    not_applicable = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "series", "year", "code"], name="verdict_rollup_is_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.year}"


class MetRollup(OfYear):
    """Số đơn vị theo số tiêu chí đạt: how many assessed units below meet so many criteria."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    met = models.PositiveSmallIntegerField()
    units = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "series", "year", "met"], name="met_rollup_is_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.met} {self.year}"


class Recount(models.Model):
    """Tính lại tổng hợp under a set whose law changed: how far it is. Done behind the page, some units at a
    time, so that it can be left, and goes on where it stopped."""

    criteria_set_id = models.CharField(max_length=80)
    within = models.CharField(max_length=40, blank=True)  # the province that decided; empty: the nation
    why = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    counted = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    last_unit = models.CharField(max_length=40, blank=True)  # in the order of ids
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["criteria_set_id", "within"],
                condition=Q(done_at__isnull=True),
                name="recount_of_a_set_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set_id} {self.counted}/{self.total}"
