"""Rows that are only ever added: what was said or done stays as it was."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chungsuc.core.errors import ChungsucError


class ChangeRefused(ChungsucError):
    """A stored fact would be changed or removed."""

    def __init__(self) -> None:
        super().__init__(_("Điều đã ghi thì không sửa và không xóa. Hãy ghi một điều mới thay cho điều đó."))


class Appended(QuerySet[Any]):
    """Rows that are only ever added."""

    def update(self, **_values: Any) -> int:
        raise ChangeRefused

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ChangeRefused

    def bulk_update(self, *_args: Any, **_options: Any) -> int:
        raise ChangeRefused


class Fact(models.Model):
    """Việc đã ghi: a row that is written once."""

    objects = Appended.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ChangeRefused
        options["force_insert"] = True
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        raise ChangeRefused
