"""What is said of a unit for a time, by a decision."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models.units import Unit


class UnitTag(models.Model):
    """Phân loại đơn vị: a fact that decides what the law asks of a unit, from a day, by a decision.

    A later decision does not change the row: it ends it, and says its own in another.
    """

    class Name(models.TextChoices):
        """Phân loại. A xã is what it is only by a decision: nothing here is handed down by a merger."""

        REGION = "region", _("Vùng")
        COMMUNE_GROUP = "commune_group", _("Nhóm xã")
        BORDER = "border", _("Xã biên giới")
        SPECIALLY_DIFFICULT = "specially_difficult", _("Xã đặc biệt khó khăn")
        SAFE_ZONE = "safe_zone", _("Xã an toàn khu thuộc huyện nghèo, huyện vừa thoát nghèo")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dated_tags")
    name = models.CharField(_("phân loại"), max_length=30, choices=Name.choices)
    value = models.CharField(_("giá trị"), max_length=40)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it holds
    decision = models.CharField(_("số quyết định"), max_length=120)
    decided_on = models.DateField(_("ngày quyết định"))
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phân loại đơn vị")
        ordering: ClassVar = ["unit_id", "name", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name", "valid_from"], name="unit_tag_begins_once_a_day"),
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(valid_to__isnull=True),
                name="unit_has_one_open_tag_of_a_name",
            ),
            models.CheckConstraint(
                name="unit_tag_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("Phân loại phải kết thúc sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="unit_tag_rests_on_a_decision",
                condition=~Q(decision="") & ~Q(value="") & ~Q(recorded_by=""),
                violation_error_message=_("Phân loại phải có giá trị, số quyết định và người ghi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}={self.value}"

    def held_on(self, day: date) -> bool:
        """Was it so on the day?"""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
