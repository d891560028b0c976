"""Bodies of a unit, what became of them, and the people who hold an office in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models.units import Unit


class Body(models.Model):
    """Cơ quan, đơn vị, đoàn thể: who holds duties at a unit, with a life span.

    A body that is merged or renamed ends and another begins, as with units, so that what the old one
    verified stays under its own name.
    """

    class Kind(models.TextChoices):
        """Loại cơ quan."""

        COMMITTEE = "committee", _("Ủy ban nhân dân, ban chỉ đạo")
        DEPARTMENT = "department", _("Sở, phòng, ban")
        OFFICE = "office", _("Văn phòng điều phối")
        UNION = "union", _("Mặt trận, đoàn thể")
        VILLAGE_BOARD = "village_board", _("Ban phát triển thôn")
        OTHER = "other", _("Khác")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=15, choices=Kind.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name", "valid_from"], name="body_is_recorded_once"),
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(valid_to__isnull=True),
                name="body_of_a_name_is_one_at_a_time",
            ),
            models.CheckConstraint(
                name="body_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("Cơ quan phải kết thúc sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date | None:
        """The last day that it was there; None while it is."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)

    def existed_on(self, day: date) -> bool:
        """Was the body there on the day?"""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


class BodySuccession(models.Model):
    """Kế thừa của cơ quan: what a body that ended became, by a decision."""

    predecessor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="origins")
    effective = models.DateField()
    decision = models.CharField(_("số quyết định"), max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective"], name="body_succession_is_recorded_once"
            ),
            models.CheckConstraint(
                name="body_succession_is_between_two_bodies", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Official(models.Model):
    """Cán bộ, nhiệm kỳ: a person who holds an office at a body for a term. Not an account of this site."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="officials")
    name = models.CharField(_("họ tên"), max_length=120)
    title = models.CharField(_("chức danh"), max_length=120)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it is held

    class Meta:
        verbose_name = _("cán bộ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "name", "title", "valid_from"], name="official_begins_a_term_once"
            ),
            models.CheckConstraint(
                name="official_term_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("Nhiệm kỳ phải kết thúc sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"
