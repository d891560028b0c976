"""Assignments: who owns which figure of a unit, from what source, and when it is asked for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.accounts.models import RoleHeld
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.core.periods import PeriodKind
from chungsuc.core.seasons import ASKED_EVERY, Season


def _author(**more: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Assignment(models.Model):
    """Phân công số liệu: who owns the figure of one indicator at a unit, and when it is asked for.

    A person, by the role of entering that they hold there, or a body of the unit (the school, the clinic,
    the police post), or both. It is ended with a day and given anew, never edited; `code` names an
    indicator, which covers its parts, or a condition of recognition.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    code = models.CharField(max_length=20)
    held = models.ForeignKey(
        RoleHeld, on_delete=models.PROTECT, related_name="assignments", null=True, blank=True
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)
    first_month = models.PositiveSmallIntegerField(_("từ tháng"))
    last_month = models.PositiveSmallIntegerField(_("đến tháng"))
    due_day = models.PositiveSmallIntegerField(_("hạn ngày"))
    of_year_before = models.BooleanField(_("của kỳ trước"), default=False)
    every = models.CharField(_("kỳ"), max_length=9, default=PeriodKind.YEAR.value)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it holds
    given_by = _author()
    given_at = models.DateTimeField()
    ended_by = _author(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("phân công số liệu")
        ordering: ClassVar = ["unit", "criteria_set_id", "code", "valid_from"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "criteria_set_id"], name="assignment_by_unit_and_set")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set_id", "code"],
                condition=Q(valid_to__isnull=True),
                name="assignment_of_a_figure_is_one_at_a_time",
            ),
            models.CheckConstraint(
                name="assignment_names_an_owner",
                condition=Q(held__isnull=False) | Q(body__isnull=False),
                violation_error_message=_("Phân công phải nêu người nhập hoặc cơ quan."),
            ),
            models.CheckConstraint(
                name="assignment_season_is_of_a_year",
                condition=Q(first_month__range=(1, 12), last_month__range=(1, 12), due_day__range=(1, 31)),
                violation_error_message=_("Tháng phải từ 1 đến 12, ngày hạn từ 1 đến 31."),
            ),
            models.CheckConstraint(
                name="assignment_asks_for_a_known_period",
                condition=Q(every__in=[each.value for each in ASKED_EVERY]),
            ),
            models.CheckConstraint(
                name="assignment_is_ended_by_someone",
                condition=Q(valid_to__isnull=True, ended_by__isnull=True, ended_at__isnull=True)
                | Q(valid_to__gte=F("valid_from"), ended_by__isnull=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.criteria_set_id} {self.code}"

    @property
    def season(self) -> Season:
        """When the figure is asked for."""
        return Season(
            first_month=self.first_month,
            last_month=self.last_month,
            due_day=self.due_day,
            of_year_before=self.of_year_before,
            every=PeriodKind(self.every),
        )

    @property
    def owner(self) -> str:
        """Who owns the figure, as a page names them."""
        names = [str(self.held.user)] if self.held else []
        return ", ".join([*names, *([self.body.name] if self.body else [])])
