"""Files that were brought in to be entered, and what people chose where a cell left a choice."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.stores.appended import Fact


class Import(models.Model):
    """Lần nhập từ tệp: one file, kept by its hash; what it holds is read from it whenever it is looked at.

    It waits until someone accepts it (then its figures are stored, all of them) or drops it; a file that
    cannot be read as a form of this unit and period is kept too, with the reason. With a criterion it is of
    the units below this one, and only who sent it sees it: others may not read of all these units.
    """

    class Outcome(models.TextChoices):
        """Kết cục."""

        REFUSED = "refused", _("Không nhận")
        ACCEPTED = "accepted", _("Đã nhập")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    criterion = models.CharField(max_length=20, blank=True, default="")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)  # why it was refused
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    stored = models.PositiveIntegerField(default=0)  # figures

    class Meta:
        verbose_name = _("lần nhập từ tệp")
        ordering: ClassVar = ["-at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "criteria_set_id", "period", "-at"], name="import_by_page"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_is_settled_by_someone_at_a_time",
                condition=Q(outcome="", settled_by__isnull=True, settled_at__isnull=True)
                | (~Q(outcome="") & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="import_is_refused_for_a_reason",
                condition=(~Q(outcome="refused") & Q(reason="")) | (Q(outcome="refused") & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="import_stores_only_when_accepted", condition=Q(stored=0) | Q(outcome="accepted")
            ),
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "period", "sha256"],
                condition=Q(outcome="", criterion=""),
                name="import_of_a_file_waits_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "period", "criterion", "by", "sha256"],
                condition=Q(outcome="") & ~Q(criterion=""),
                name="import_of_many_units_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        return self.outcome == ""


class ImportChoice(Fact):
    """Lựa chọn cho một ô: the last one counts, as long as what stands in the cell is what it was made on."""

    class Choice(models.TextChoices):
        """Cách xử lý."""

        TAKE = "take", _("Lấy số trong tệp")
        LEAVE = "leave", _("Giữ số đang có")
        WITHDRAW = "withdraw", _("Rút số đang có")
        DECIMAL = "decimal", _("Dấu chấm là dấu thập phân")
        HUNDRED = "hundred", _("Nhân với 100")

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="choices")
    unit_id = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    choice = models.CharField(max_length=8, choices=Choice.choices)
    why = models.CharField(max_length=500, blank=True)
    standing = models.JSONField(default=list)  # ids of what stood in the cell
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.code} {self.choice}"
