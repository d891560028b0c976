"""What people say beside a cell."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.entry import models_imports  # noqa: F401 (Django looks for models here)
from chungsuc.stores.appended import Fact


class CellComment(Fact):
    """Ý kiến về một ô: a word of those who work with one figure, to each other; it changes no figure."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    indicator_code = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    text = models.CharField(_("ý kiến"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ý kiến")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "criteria_set_id", "period", "indicator_code"], name="cell_comment_by_cell"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="cell_comment_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_code} {self.period}"
