"""Units, the paths between them, and their successions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Cấp."""

    COUNTRY = "country", _("Trung ương")
    REGION = "region", _("Vùng")
    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện")
    COMMUNE = "commune", _("Xã")
    VILLAGE = "village", _("Thôn")


class Unit(models.Model):
    """Đơn vị hành chính: a place with a life span, by its own id, since codes are used again.

    `valid_to` is exclusive; an empty `valid_from` means that the beginning is not known.
    """

    id = models.CharField(max_length=40, primary_key=True)
    code = models.CharField(_("mã"), max_length=12)
    name = models.CharField(_("tên"), max_length=120)  # without the word for its kind
    kind = models.CharField(_("loại"), max_length=20)  # xã, phường, thị trấn, huyện …
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=120, editable=False)  # for searching without tones
    sort_key = models.CharField(max_length=400, editable=False)
    tags = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("đơn vị hành chính")
        indexes: ClassVar = [
            models.Index(fields=["code"], name="unit_by_code"),
            models.Index(fields=["folded"], name="unit_by_folded_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"], name="unit_code_and_start_are_unique"
            ),
            # An empty date equals no other to a database: units of unknown beginning need their own rule.
            models.UniqueConstraint(
                fields=["code", "level"],
                condition=Q(valid_from__isnull=True),
                name="unit_code_of_unknown_start_is_unique",
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("Đơn vị phải kết thúc sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Tên đầy đủ: "xã A", "huyện B"; the country goes by its name alone."""
        return self.name if self.level == Level.COUNTRY else f"{self.kind} {self.name}"

    def existed_on(self, day: date) -> bool:
        """Was the unit there on the day?"""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


class UnitPath(models.Model):
    """Đường dẫn trong cây: that one unit lay below another, and when. A unit lies below itself.

    The closure of the tree with dates: "everything below, as of a day" is one indexed look-up.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paths_down")
    descendant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ancestor", "depth"], name="unit_path_down"),
            models.Index(fields=["descendant", "depth"], name="unit_path_up"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ancestor", "descendant", "valid_from"], name="unit_path_is_unique"
            ),
            models.UniqueConstraint(
                fields=["ancestor", "descendant"],
                condition=Q(valid_from__isnull=True),
                name="unit_path_of_unknown_start_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} › {self.descendant_id}"


class Succession(models.Model):
    """Kế thừa: all or a part of one unit went into another on a day, by an order."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=20)
    share = models.CharField(max_length=10)  # whole, part
    is_main = models.BooleanField(default=False)
    weight = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)
    effective = models.DateField()
    order_number = models.CharField(_("số nghị quyết"), max_length=120, blank=True)
    # Empty for what came with the reference list and was not recorded here.
    reorganisation = models.ForeignKey(
        "administrative_units.Reorganisation",
        on_delete=models.PROTECT,
        related_name="successions",
        null=True,
        blank=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective"], name="succession_is_recorded_once"
            ),
            models.CheckConstraint(
                name="succession_is_between_two_units", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class ReferenceLoad(models.Model):
    """Lần nạp danh mục: which edition of the reference units the store holds."""

    edition = models.CharField(max_length=64, unique=True)  # hash of the files
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)
    units = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.edition[:12]
