"""Keys by which other programs read and write in a person's name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit


class ApiToken(models.Model):
    """Khóa kết nối: lets a program act for the person who made it, at one unit and below, until a day.

    The key itself is shown once and is not stored: 256 random bits need no slow hash, since nobody can try
    them out. It never allows more than that person may do at the moment when it is used.
    """

    name = models.CharField(_("dùng cho"), max_length=120)
    shown = models.CharField(max_length=12)  # its first letters, by which people tell one from another
    digest = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    may_read = models.BooleanField(_("đọc"), default=True)
    may_write = models.BooleanField(_("ghi"), default=False)
    criteria_set_id = models.CharField(max_length=80, blank=True)  # empty: every set
    codes = models.JSONField(default=list, blank=True)  # of criteria and indicators; empty: all of them
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    made_at = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField(_("đến hết ngày"))
    used_on = models.DateField(null=True, blank=True)  # the last day it was used
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="api_token_allows_something",
                condition=Q(may_read=True) | Q(may_write=True),
            ),
            models.CheckConstraint(
                name="api_token_names_its_use",
                condition=~Q(name=""),
            ),
            models.CheckConstraint(
                name="api_token_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="api_token_revocation_has_its_author",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="api_token_codes_are_of_one_set", condition=~Q(criteria_set_id="") | Q(codes=[])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"
