"""Mức của kế hoạch thấp hơn mức của bộ tiêu chí: a commune that is to meet a criterion with less.

Only for a commune that the same document says will meet the standard, or that very criterion; a target
on the way there may be any. Where the commune's region or group is not known, the mildest level counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chungsuc.checking.case import Case, finding
from chungsuc.core.criteria import (
    Confidence,
    CriteriaSet,
    Direction,
    Indicator,
    IndicatorKind,
    Threshold,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Finding,
    FindingKind,
    Mode,
    Severity,
    Statement,
    StatementKind,
    Subject,
    UnitLevel,
)
from chungsuc.core.units import Level, Unit
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import name_key
from chungsuc.reading.letters import CAPITAL

_WORD = re.compile(r"[^\W\d_]+")
_BRACKET = re.compile(r"\([^)]*\)")
_LEAD = tuple(map(name_key, "tỷ lệ".split()))
_LEAST_WORDS = 3


def check_thresholds(case: Case) -> Iterator[Finding]:
    criteria = case.criteria_set
    if not isinstance(criteria, CriteriaSet) or criteria.level is not Level.COMMUNE:
        return
    names = [(_words(_BRACKET.sub(" ", each.name)), each) for each in criteria.indicators()]
    for said in case.reading.targets:
        is_state = said.subject is Subject.INDICATOR and said.mode is not Mode.ADD
        if not is_state or said.value is None or said.certainty is Certainty.DOUBTFUL:
            continue
        indicator = _by_code(names, said) or _indicator(names, _words(said.object_text))
        year = _year(case, said)
        if indicator is None or year is None or not criteria.in_force(year):
            continue
        if not _measured_alike(indicator, said.measure or ""):
            continue
        for unit in _communes(case, said):
            if not _is_to_meet(case, unit, indicator.code.split(".")[0]):
                continue
            mildest = _mildest(case, indicator, unit, year)
            if mildest is not None and _falls_short(indicator, said, mildest):
                yield _told(criteria, said, unit, indicator, mildest)


def _words(text: str) -> tuple[str, ...]:
    words = tuple(name_key(word) for word in _WORD.findall(text))
    return words[len(_LEAD) :] if words[: len(_LEAD)] == _LEAD else words


def _indicator(names: list[tuple[tuple[str, ...], Indicator]], said: tuple[str, ...]) -> Indicator | None:
    """The one indicator whose name begins with the words of the target."""
    if len(said) < _LEAST_WORDS:
        return None
    found = [indicator for words, indicator in names if words[: len(said)] == said]
    return found[0] if len(found) == 1 else None


def _by_code(names: list[tuple[tuple[str, ...], Indicator]], said: Statement) -> Indicator | None:
    """The indicator that the reader was sure of."""
    codes = {each.code for each in said.criteria if each.certainty is Certainty.CERTAIN}
    found = [each for _, each in names if each.code in codes] if codes else []
    return found[0] if len(found) == 1 else None


def _year(case: Case, said: Statement) -> int | None:
    if said.deadline is not None:
        return said.deadline.year
    return case.period[1] if case.period is not None and case.period[0] == case.period[1] else None


def _measured_alike(indicator: Indicator, measure: str) -> bool:
    if indicator.kind is IndicatorKind.PERCENT:
        return measure.startswith("%")
    words = (indicator.unit or "").split()
    return indicator.kind is IndicatorKind.NUMBER and bool(words) and measure.split()[:1] == words[:1]


def _communes(case: Case, said: Statement) -> list[Unit]:
    ids = [mention.unit_id for mention in said.units if mention.unit_id is not None]
    named = [case.gazetteer.units[each] for each in ids if each in case.gazetteer.units]
    if not said.units:
        named = _named_beside(case, said)
        if not named and case.home is not None:
            named = [case.home]
    return [unit for unit in named if unit.level is Level.COMMUNE]


def _named_beside(case: Case, said: Statement) -> list[Unit]:
    """The one commune that the line names: "Xã A: tỷ lệ … đạt 61%"."""
    line = case.line_text(said.source.line)
    found = {
        mention.unit_id
        for mention in case.reading.mentions
        if mention.level is UnitLevel.COMMUNE and mention.unit_id is not None
        if re.search(rf"\b[Xx]ã {re.escape(mention.text)}(?!\w| [{CAPITAL}])", line)
    }
    return [case.gazetteer.units[each] for each in found] if len(found) == 1 else []


def _is_to_meet(case: Case, unit: Unit, code: str) -> bool:
    """Whether a target says that the commune meets the standard, or this criterion."""
    for said in case.reading.targets:
        if said.kind not in {StatementKind.GAIN, StatementKind.KEEP}:
            continue
        about = any(mention.unit_id == unit.id for mention in said.units)
        whole = said.subject is Subject.COMMUNES
        if about and (whole or any(mention.code == code for mention in said.criteria)):
            return True
    return False


def _mildest(case: Case, indicator: Indicator, unit: Unit, year: int) -> Threshold | None:
    """The level that binds the commune; where that is open, the one that asks least."""
    day = case.day
    region = case.gazetteer.tag(unit.id, "region", day) if day is not None else None
    binding = threshold_for(indicator, UnitAttributes(region=region), year)
    if binding is not None:
        return binding if isinstance(binding.value, Decimal) and binding.applies else None
    levels = [each for each in indicator.thresholds if each.from_year <= year <= each.to_year]
    if not levels or not all(isinstance(each.value, Decimal) and each.applies for each in levels):
        return None
    ordered = sorted(levels, key=_value)
    return ordered[0] if indicator.direction is Direction.AT_LEAST else ordered[-1]


def _value(threshold: Threshold) -> Decimal:
    assert isinstance(threshold.value, Decimal)
    return threshold.value


def _falls_short(indicator: Indicator, said: Statement, threshold: Threshold) -> bool:
    assert said.value is not None
    if indicator.direction is Direction.AT_LEAST:
        highest = said.value_to if said.comparator is Comparator.RANGE else said.value
        # "Dưới 90%" is a limit that says nothing of the least.
        return (
            highest is not None and said.comparator is not Comparator.AT_MOST and highest < _value(threshold)
        )
    if indicator.direction is Direction.AT_MOST:
        return said.comparator is not Comparator.AT_LEAST and said.value > _value(threshold)
    return False


def _told(
    criteria: CriteriaSet, said: Statement, unit: Unit, indicator: Indicator, threshold: Threshold
) -> Finding:
    measure = "%" if indicator.kind is IndicatorKind.PERCENT else f" {indicator.unit}"
    stated = f"{format_number(said.value or 0)}{measure}"
    asked = f"{format_number(_value(threshold))}{measure}"
    word = "ít nhất" if indicator.direction is Direction.AT_LEAST else "không quá"
    is_known = threshold.confidence is Confidence.VERIFIED
    premises = [f"mức của chỉ tiêu {indicator.code} theo {threshold.document or criteria.clause}"]
    if not is_known:
        premises.append("con số của bộ tiêu chí chưa đối chiếu với văn bản in")
    return finding(
        FindingKind.QUESTION,
        Severity.WARNING if is_known else Severity.INFO,
        f"Dòng {said.source.line} đặt mục tiêu {stated} cho {unit.title}, trong khi xã này đăng ký đạt mà "
        f"chỉ tiêu {indicator.code} ({indicator.name}) cần {word} {asked}.",
        items=(said,),
        premises=tuple(premises),
        stated=stated,
        follows=f"{word} {asked}",
        repairs=(f"Nâng mục tiêu lên mức {asked}, hoặc nói rõ xã chưa đạt tiêu chí này trong kỳ.",),
        certainty=Certainty.LIKELY,
        facts={"indicator": indicator.code},
    )
