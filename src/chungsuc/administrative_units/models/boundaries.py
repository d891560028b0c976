"""Where units lie."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models.units import Unit


class BoundaryLoad(models.Model):
    """Lần nạp ranh giới: one file, by whom and when. What a later one says of a unit counts."""

    source = models.CharField(_("tệp"), max_length=200)
    content_hash = models.CharField(max_length=64, unique=True)  # of the file's bytes
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("lần nạp ranh giới")

    def __str__(self) -> str:
        return self.source


class Boundary(models.Model):
    """Ranh giới hoặc vị trí của một đơn vị, simplified for a map on a page.

    An area is a list of polygons, each a list of rings of [longitude, latitude]; a place is one such pair.
    """

    load = models.ForeignKey(BoundaryLoad, on_delete=models.PROTECT, related_name="boundaries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="boundaries")
    areas = models.JSONField(null=True, blank=True)
    place = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("ranh giới")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["load", "unit"], name="boundary_is_loaded_once"),
            models.CheckConstraint(
                name="boundary_is_an_area_or_a_place",
                condition=Q(areas__isnull=True, place__isnull=False)
                | Q(areas__isnull=False, place__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}"
