"""What other programs sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.accounts.models_tokens import ApiToken


class Sending(models.Model):
    """Lần gửi: one call that wrote figures, under the key that its sender gave it, with its answer.

    Sent again under the same key it is answered from here, so a program that heard no answer may ask again
    without doing anything twice. Its id is made of the token and the key, so two at once are one.
    """

    id = models.CharField(primary_key=True, max_length=64)
    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="sendings", db_index=False)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="sending_has_its_own_key"),
            models.CheckConstraint(name="sending_names_its_key", condition=~Q(key="") & ~Q(body_hash="")),
        ]
        indexes: ClassVar = [models.Index(fields=["token", "at"], name="sending_by_token_and_time")]

    def __str__(self) -> str:
        return self.key
