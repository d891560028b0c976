"""Stored versions of criteria sets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CriteriaSetVersion(models.Model):
    """Phiên bản bộ tiêu chí: one text of one set, kept as it was loaded and never changed.

    The text is the data file itself; `content_hash` is its SHA-256. A corrected file is a new
    version beside the old one, so that an old verdict still finds what it was judged by.
    """

    set_id = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(_("tên"), max_length=300)
    level = models.CharField(max_length=10)
    tier = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    province = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()  # inclusive, as the decision has it
    text = models.TextField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["set_id", "-loaded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["set_id", "content_hash"], name="criteria_set_text_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
