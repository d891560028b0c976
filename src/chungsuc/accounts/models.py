"""People and their roles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit


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

    COORDINATION_OFFICE = "coordination_office", _("Văn phòng Điều phối")
    READER = "reader", _("Người xem")


class RoleHeld(models.Model):
    """Vai trò tại đơn vị: a person holds a role at a unit, and so below it, for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive; empty while it is held
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("Vai trò phải kết thúc sau ngày bắt đầu."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"], name="role_is_given_once_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"
