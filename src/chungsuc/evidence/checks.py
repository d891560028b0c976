"""Kiểm tra tệp minh chứng: does each file still hold what its name says?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.db.models import Min

from chungsuc.evidence.models import Attachment, StoredFile
from chungsuc.stores import files as store

SAMPLE = 200  # files that are read through unless all are asked for


def damaged(*, every: bool = False) -> list[str]:
    """A sentence for each file that is missing, and for each of those read that was changed.

    Whether a file is there is asked of all; its bytes are compared for `every` one, else for a sample that
    is another each time.
    """
    rows = list(StoredFile.objects.order_by("pk"))
    read = rows if every or len(rows) <= SAMPLE else random.sample(rows, SAMPLE)
    wrong = {row.pk: "thiếu trong kho lưu" for row in rows if not all(map(_is_there, _names(row)))}
    for row in read:
        if row.pk not in wrong and any(store.hash_of(store.path_of(name)) != name for name in _names(row)):
            wrong[row.pk] = "đã bị thay đổi trên đĩa"
    return list(_told(wrong))


def _names(row: StoredFile) -> list[str]:
    return [name for name in (row.sha256, row.shown, row.small) if name]


def _is_there(name: str) -> bool:
    return store.path_of(name).is_file()


def _told(wrong: dict[int, str]) -> Iterator[str]:
    """Named by the first place that each file stands beside."""
    first = Attachment.objects.filter(file__in=wrong).values("file_id").annotate(at=Min("added_at"))
    times = {each["file_id"]: each["at"] for each in first.order_by()}
    found = Attachment.objects.filter(file__in=wrong).select_related("unit")
    places = {row.file_id: row for row in found if row.added_at == times[row.file_id]}
    for pk, what in wrong.items():
        row = places.get(pk)
        if row is None:
            yield f"Tệp minh chứng số {pk} {what}."
        else:
            yield (
                f"Tệp minh chứng “{row.name}” ({row.unit.full_name}, chỉ tiêu {row.code}, năm {row.year}) "
                f"{what}. Hãy lấy lại từ bản sao lưu."
            )
