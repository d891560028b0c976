"""The chains of entries."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """Chuỗi nhật ký: the head of one chain. Locked while an entry is added, so they stand in one line."""

    name = models.CharField(max_length=40, primary_key=True)
    last_number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)  # of the last entry
    latest_at = models.DateTimeField(null=True, blank=True)  # of all its entries
    # Behind which moment of whatever chain it was last noticed here that the clock had been put back.
    noticed = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ClockSetback(models.Model):
    """Đồng hồ bị vặn lùi: from this entry on, what was written bears an earlier time than what it follows.

    Nobody knows which of the two times was wrong. The order of the log is certain: what follows was not known
    before what it follows, so until the clock has passed `latest` again entries count as known since then.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="setbacks")
    number = models.PositiveBigIntegerField()  # of the chain's first entry with an earlier time
    at = models.DateTimeField()  # what the clock was put back to
    latest = models.DateTimeField()  # what it had shown

    class Meta:
        ordering: ClassVar = ["chain", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="clock_setback_is_noticed_once"),
            models.CheckConstraint(name="clock_setback_goes_back", condition=Q(at__lt=F("latest"))),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.latest} → {self.at}"


class Entry(models.Model):
    """Dòng nhật ký: one act, with the person, the time, the thing and what was changed.

    People and things are plain text references: the entry outlives them. `hash` covers every
    other field and the hash of the entry before it.
    """

    # Its number within the chain has an index that begins with the chain.
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    unit_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["chain", "number"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="audit_entry_by_object"),
            # By the order of writing: times may go back.
            models.Index(fields=["unit_id", "-id"], name="audit_entry_of_unit"),
            models.Index(fields=["by", "-id"], name="audit_entry_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_entry_number_is_unique"),
            models.CheckConstraint(
                name="audit_entry_names_its_author",
                condition=~Q(by="") & ~Q(action=""),
                violation_error_message=_("Dòng nhật ký phải ghi rõ ai làm và làm gì."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.object_type} {self.object_id}"
