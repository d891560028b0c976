"""The tree of sources."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit


class FundingLine(models.Model):
    """Nguồn vốn trong kế hoạch: one node of a plan's tree of sources, with the amount as it was written.

    `plan_id` is a plain reference: money outlives the way that a paper came in. `stated` and
    `measure` keep the figure as printed, `amount` is the same in whole đồng.
    """

    plan_id = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    key = models.CharField(max_length=40)  # the item's id in its document
    label = models.CharField(_("nguồn vốn"), max_length=500)
    source_kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: the whole period of the plan
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    stated = models.CharField(max_length=60)
    measure = models.CharField(max_length=40)
    line = models.PositiveIntegerField()
    text = models.TextField()
    position = models.PositiveIntegerField()  # order in the document
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nguồn vốn")
        ordering: ClassVar = ["plan_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan_id", "key"], name="funding_line_is_recorded_once"),
            models.CheckConstraint(
                name="funding_amount_is_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("Số tiền của nguồn vốn không được âm."),
            ),
            models.CheckConstraint(
                name="funding_line_is_not_its_own_part",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("Một nguồn vốn không thể là phần của chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.stated} {self.measure}"
