"""Writing criteria sets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.core.criteria import CriteriaSet
from chungsuc.criteria.models import CriteriaSetVersion


@transaction.atomic
def store_versions(
    *, texts: Iterable[tuple[CriteriaSet, str]], by: Any, now: datetime
) -> list[CriteriaSetVersion]:
    """Lưu phiên bản: keep the text of each set; a text that is stored already is left as it is."""
    stored = []
    for criteria_set, text in texts:
        version, made = CriteriaSetVersion.objects.get_or_create(
            set_id=criteria_set.id,
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            defaults={
                "title": criteria_set.title,
                "level": criteria_set.level,
                "tier": criteria_set.tier,
                "status": criteria_set.status,
                "province": criteria_set.province or "",
                "valid_from": criteria_set.valid_from,
                "valid_to": criteria_set.valid_to,
                "text": text,
                "loaded_at": now,
                "loaded_by": by.get_username(),
            },
        )
        if made:
            record("criteria_set.stored", version, by=by, at=now, data={"set": criteria_set.id})
        stored.append(version)
    return stored
