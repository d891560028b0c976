"""Chữ trong ô: what a form brings for one cell, and how a stored value stands in its boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from chungsuc.core.criteria import Mark, Measure, Observed
from chungsuc.core.observations import Observation
from chungsuc.core.plausible import check_possible
from chungsuc.core.typed import Typed, TypedError, read_typed
from chungsuc.languages.figures import format_number, parse_number

NOTE_LIMIT = 1000
YES, NO, ABSENT = "Đạt", "Chưa đạt", "không có"  # as boxes of every language hold them
BOXES = ("v", "n", "d", "w")  # value, numerator, denominator, note: the names of a cell's boxes
_HIDDEN = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Texts:
    """Chữ trong các ô của một dòng."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.value or self.numerator or self.denominator)

    @property
    def mark(self) -> str:
        """What a page keeps of the texts that it showed, to know what was typed since."""
        lines = f"{self.value}\n{self.numerator}\n{self.denominator}\n{self.note}"
        return sha256(lines.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Một ô gửi lên: the texts, the id that was made with them, and what stood there when they were typed."""

    code: str
    texts: Texts
    id: UUID
    made_on: frozenset[UUID]

    def read(self, measure: Measure) -> Typed:
        """The value. Raises TypedError."""
        texts = self.texts
        typed = read_typed(
            measure,
            texts.value,
            numerator=texts.numerator,
            denominator=texts.denominator,
            number=parse_number,
        )
        check_possible(measure, typed)
        return typed

    @property
    def note(self) -> str:
        """The note. Raises TypedError for one that cannot be kept."""
        text = self.texts.note.strip()
        if len(text) > NOTE_LIMIT:
            raise TypedError(
                _("Ghi chú dài quá %(limit)s ký tự. Hãy viết gọn, phần còn lại đưa vào minh chứng.")
                % {"limit": NOTE_LIMIT}
            )
        if _HIDDEN.search(text):
            raise TypedError(_("Ghi chú có ký tự ẩn không đọc được. Hãy gõ lại ghi chú."))
        return text


def given(data: Mapping[str, str], code: str, *, suffix: bool = True) -> Given:
    """What a form brings for one cell; `suffix`: its boxes are named "v.4.1", as on a page of many."""
    end = f".{code}" if suffix else ""
    value, over, under, note = (data.get(f"{box}{end}", "") for box in BOXES)
    return Given(
        code=code,
        texts=Texts(value, over, under, note),
        id=_uuid(data.get(f"id{end}", "")) or uuid4(),
        made_on=frozenset(_uuids(data.get(f"on{end}", ""))),
    )


def was_changed(data: Mapping[str, str], each: Given) -> bool:
    """Whether someone typed into the cell since the page was made."""
    return data.get(f"was.{each.code}", "") != each.texts.mark


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _uuids(text: str) -> Iterable[UUID]:
    return (found for each in text.split(",") if (found := _uuid(each)) is not None)


def texts_of(observed: Observation | None, note: str = "") -> Texts:
    """A stored value as it stands in the boxes; of a share with its parts, these alone."""
    if observed is None:
        return Texts(note=note)
    over, under = observed.numerator, observed.denominator
    if over is not None and under is not None:
        return Texts("", format_number(over), format_number(under), note)
    return Texts(text_of(observed.value), note=note)


def text_of(value: Observed) -> str:
    """A value as it is typed: what the boxes of a page of any language read back."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return format_number(value)
        case Mark():
            return ABSENT
        case _:
            return value


def typed_of(observed: Observation | None) -> Typed | None:
    """A stored value, for comparing with what is typed."""
    if observed is None:
        return None
    typed = Typed(observed.value, observed.numerator, observed.denominator)
    return None if typed.is_empty else typed
