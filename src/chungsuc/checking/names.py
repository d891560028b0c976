"""Địa danh: a name that is not spelt as in the list of units, and what it was taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding, line_quote
from chungsuc.checking.words import at_lines, listed
from chungsuc.core.statements import (
    Certainty,
    Finding,
    FindingKind,
    Note,
    Quote,
    Severity,
    Statement,
    UnitLevel,
)
from chungsuc.core.units import Unit
from chungsuc.core.vietnamese.text import nfc, same_name


def check_names(case: Case) -> list[Finding]:
    return [*_home_unknown(case), *_misspelt(case), *_unknown(case)]


def _misspelt(case: Case) -> Iterator[Finding]:
    """A name that only sounds like a unit's (a lake, a field) is no slip: the text must use it as one."""
    counted = _counted_units(case)
    spellings: dict[str, list[str]] = {}
    for mention in case.reading.mentions:
        if mention.unit_id is not None and mention.unit_id in case.gazetteer.units:
            spellings.setdefault(mention.unit_id, []).append(_bare(mention.text, case, mention.unit_id))
    for unit_id, written in spellings.items():
        unit = case.gazetteer.units[unit_id]
        wrong = list(dict.fromkeys(nfc(name) for name in written if not same_name(name, unit.name)))
        is_also_right = len(wrong) < len(set(map(nfc, written)))
        if wrong and (unit_id in counted or is_also_right or any(_is_called_a_unit(case, n) for n in wrong)):
            yield _told(case, unit, wrong, is_also_right=is_also_right)


def _counted_units(case: Case) -> set[str]:
    """The units that sentences, footnotes and tables count."""
    mentions = [m for said in case.statements for m in said.units]
    mentions += [m for note in case.reading.notes for m in note.units]
    mentions += [m for table in case.reading.tables for m in table.units if m is not None]
    return {m.unit_id for m in mentions if m.unit_id is not None}


def _is_called_a_unit(case: Case, name: str) -> bool:
    called = re.compile(
        rf"\b(?:xã|phường|thị trấn|huyện|thị xã|tỉnh|thành phố)\s+{re.escape(name)}(?!\w)",
        re.IGNORECASE,
    )
    return any(called.search(nfc(line.text)) for line in case.reading.lines)


def _told(case: Case, unit: Unit, wrong: list[str], *, is_also_right: bool) -> Finding:
    places = {name: _lines_with(case, name) for name in wrong}
    parts = [f"“{name}” ({at_lines(lines)})" if lines else f"“{name}”" for name, lines in places.items()]
    # Two spellings of one name in one paper: at least one is a slip. A single one may be the local habit.
    is_slip = len(wrong) > 1 or is_also_right
    message = f"{listed(parts)} được hiểu là {unit.title} (mã {unit.code})."
    if is_slip:
        message += " Tên này được viết theo nhiều cách trong cùng văn bản."
    quotes = tuple(_quote(case, name, line) for name, lines in places.items() for line in lines[:1])
    return finding(
        FindingKind.SLIP if is_slip else FindingKind.QUESTION,
        Severity.WARNING,
        message,
        quotes=quotes,
        stated=listed(wrong),
        follows=unit.name,
        repairs=(f"Viết thống nhất là “{unit.name}” nếu hiểu đúng.",),
        certainty=Certainty.LIKELY,
        facts={"unit_id": unit.id, "code": unit.code, "name": unit.name},
    )


_LEVEL_WORDS = {UnitLevel.PROVINCE: "tỉnh", UnitLevel.DISTRICT: "huyện", UnitLevel.COMMUNE: "xã"}


def _home_unknown(case: Case) -> Iterator[Finding]:
    """The place that the whole paper is about is not in the list: no commune of it can be found either."""
    head = case.reading.head
    if head.unit is None or head.unit.unit_id is not None:
        return
    word = _LEVEL_WORDS.get(head.unit.level) if head.unit.level else None
    named = (
        f"{word} {head.unit.text}"
        if word and not head.unit.text.casefold().startswith(word)
        else head.unit.text
    )
    namesakes = case.gazetteer.named(_without_kind(head.unit.text))
    if namesakes and all(each.level.value != head.unit.level for each in namesakes):
        named = head.unit.text  # "thành phố" may be of a province
    if namesakes:
        found = f"trong danh mục có {len(namesakes)} đơn vị tên ấy và văn bản không cho biết là nơi nào."
    else:
        found = (
            "tên này không có trong danh mục đơn vị hành chính vào thời điểm của văn bản; "
            "có thể là tên cũ mà danh mục chưa có, hoặc ghi chưa đúng."
        )
    yield finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"Văn bản nói về {named}, nhưng {found}",
        items=(head,),
        stated=named,
        repairs=("Sửa lại tên, hoặc chọn đơn vị của kế hoạch rồi cho đọc lại.",),
        certainty=Certainty.LIKELY,
    )


def _unknown(case: Case) -> Iterator[Finding]:
    """A commune that the place does not have. Told only where the sentence counts it as one of its own."""
    home = case.home
    if home is None:
        return
    seen: set[str] = set()
    items: list[Statement | Note] = [*case.statements, *case.reading.notes]
    for item in items:
        for mention in item.units:
            is_lost = mention.unit_id is None and mention.level is UnitLevel.COMMUNE
            if not is_lost or nfc(mention.text) in seen or _goes_on(case, item, mention.text):
                continue
            seen.add(nfc(mention.text))
            yield finding(
                FindingKind.QUESTION,
                Severity.WARNING,
                f"Không tìm thấy “{mention.text}” (dòng {item.source.line}) trong các xã của {home.title} "
                "vào thời điểm của văn bản.",
                items=(item,),
                stated=mention.text,
                certainty=Certainty.LIKELY,
            )


def _goes_on(case: Case, item: Statement | Note, name: str) -> bool:
    """Whether the line writes out the longer name of a unit, one that goes on in small letters."""
    begun = f"{nfc(name).casefold()} "
    line = nfc(case.line_text(item.source.line)).casefold()
    return any(unit.startswith(begun) and unit in line for unit in case.own_names)


def _bare(text: str, case: Case, unit_id: str) -> str:
    """The name without its type word: "xã Hòa An" is "Hòa An"."""
    return _without_kind(text, case.gazetteer.units[unit_id].kind)


def _without_kind(text: str, *kinds: str) -> str:
    words = nfc(text).strip()
    for prefix in (*kinds, "xã", "phường", "thị trấn", "huyện", "tỉnh", "thôn"):
        if words.casefold().startswith(f"{prefix} "):
            return words[len(prefix) :].strip()
    return words


def _lines_with(case: Case, name: str) -> list[int]:
    word = re.compile(rf"(?<!\w){re.escape(nfc(name))}(?!\w)")
    return [line.number for line in case.reading.lines if word.search(nfc(line.text))]


def _quote(case: Case, name: str, line: int) -> Quote:
    text = nfc(case.line_text(line))
    at = text.find(nfc(name))
    start, end = max(0, at - 60), at + len(name) + 60
    words = " ".join(text[start:end].split())
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return line_quote(line, f"{before}{words}{after}")
