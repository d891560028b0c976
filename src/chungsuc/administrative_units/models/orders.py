"""Orders that changed the units, as they were recorded here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models.units import Unit


class Reorganisation(models.Model):
    """Sắp xếp đơn vị hành chính: one order that was recorded here, with what it says and who recorded it.

    What came of it stands with the units it changed, their paths and their successions.
    """

    order_number = models.CharField(_("số nghị quyết"), max_length=120)
    issued_on = models.DateField(_("ngày ban hành"))
    effective = models.DateField(_("ngày có hiệu lực"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)  # of the signed paper
    stated = models.JSONField(default=dict)  # the changes as the order states them, by codes
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sắp xếp đơn vị hành chính")
        ordering: ClassVar = ["effective", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order_number", "effective"], name="reorganisation_is_recorded_once"
            ),
            models.CheckConstraint(
                name="reorganisation_takes_effect_once_issued",
                condition=Q(effective__gte=F("issued_on")),
                violation_error_message=_("Nghị quyết không thể có hiệu lực trước ngày ban hành."),
            ),
            models.CheckConstraint(
                name="reorganisation_has_a_number_and_an_author",
                condition=~Q(order_number="") & ~Q(recorded_by=""),
                violation_error_message=_("Nghị quyết phải có số và người ghi."),
            ),
        ]

    def __str__(self) -> str:
        return self.order_number


class UnitChange(models.Model):
    """Thay đổi của một đơn vị: what an order did to it, so that no reference list undoes it unseen."""

    class Fate(models.TextChoices):
        """Đơn vị ra sao."""

        ENDED = "ended", _("kết thúc")
        BEGUN = "begun", _("thành lập")
        MOVED = "moved", _("chuyển đơn vị cấp trên")

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="changes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    fate = models.CharField(max_length=6, choices=Fate.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reorganisation", "unit"], name="unit_changes_once_by_an_order")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.fate}"
