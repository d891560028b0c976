"""People and their roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.accounts.models_tokens import ApiToken  # noqa: F401 (Django looks for models here)
from chungsuc.administrative_units.models import Body, Unit


class User(AbstractUser):
    """Người dùng: someone who signs in, or the system itself acting under its own name."""

    display_name = models.CharField(_("tên hiển thị"), max_length=120, blank=True)
    # A system account can never sign in; it is the author of what a command does by itself.
    is_system = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.display_name or self.username


class Role(models.TextChoices):
    """Vai trò. Whoever holds none is a member of the public."""

    ENTRY = "entry", _("Người nhập số liệu")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo xã")
    VERIFIER = "verifier", _("Cơ quan phụ trách chỉ tiêu")
    COORDINATION_OFFICE = "coordination_office", _("Văn phòng Điều phối")
    COMMITTEE = "committee", _("Ban Chỉ đạo")
    COUNCIL = "council", _("Hội đồng thẩm định")
    SPONSORING_BODY = "sponsoring_body", _("Đơn vị giúp đỡ")
    FRONT = "front", _("Mặt trận Tổ quốc")
    PARTY_INSPECTION = "party_inspection", _("Ủy ban Kiểm tra")
    ADMINISTRATOR = "administrator", _("Quản trị")
    READER = "reader", _("Người xem")


# A term that was ended before its first day was over was never held; the row stays for what it tells.
_WAS_HELD = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
_NOT_BEFORE_IT_BEGINS = Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))


class RoleHeld(models.Model):
    """Vai trò tại đơn vị: a person holds a role at a unit, and so below it, for a time.

    `body` is the one on whose behalf: the department of a verifier, the school or clinic of who enters.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it is held
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    # Of a term that somebody ended; one that was given with its last day ends by itself.
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=_NOT_BEFORE_IT_BEGINS,
                violation_error_message=_("Vai trò không thể kết thúc trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="role_is_ended_by_somebody_with_a_reason",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True, end_reason="")
                | (
                    Q(ended_by__isnull=False, ended_at__isnull=False, valid_to__isnull=False)
                    & ~Q(end_reason="")
                ),
                violation_error_message=_("Kết thúc vai trò phải ghi rõ người làm và lý do."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                condition=Q(body__isnull=True) & _WAS_HELD,
                name="role_is_given_once_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "body", "valid_from"],
                condition=Q(body__isnull=False) & _WAS_HELD,
                name="role_for_a_body_is_given_once_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it is held; None while that is not known."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)


class Scope(models.Model):
    """Chỉ tiêu được giao: one criterion or indicator that a role is held for.

    Who enters figures and who verifies them hold rights for what is named here only; a criterion's code
    covers its indicators, and an indicator's its parts.
    """

    held = models.ForeignKey(RoleHeld, on_delete=models.PROTECT, related_name="scopes")
    criteria_set_id = models.CharField(max_length=80)
    code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it is held
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="scope_ends_after_it_begins",
                condition=_NOT_BEFORE_IT_BEGINS,
                violation_error_message=_("Phân công không thể kết thúc trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="scope_names_an_indicator", condition=~Q(code="") & ~Q(criteria_set_id="")
            ),
            models.UniqueConstraint(
                fields=["held", "criteria_set_id", "code"],
                condition=Q(valid_to__isnull=True),
                name="scope_is_given_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held}: {self.criteria_set_id} {self.code}"
