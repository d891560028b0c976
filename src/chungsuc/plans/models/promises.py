"""What is followed after a reading was confirmed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.plans.models.plans import Plan
from chungsuc.plans.models.readings import ReadItem


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
    level_to = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)  # "at 15 to 18"
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
