"""What was said of units on a day: their tags and their province, for many units at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from chungsuc.administrative_units.models import Level, Succession, Unit, UnitPath, UnitTag
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.territories import Lying, territories
from chungsuc.administrative_units.tree import some_of
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.criteria.attributes import attributes_under

_DAY = timedelta(days=1)
REGION = UnitTag.Name.REGION.value


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """Căn cứ xét của một đơn vị on a day."""

    tags: dict[str, str] = field(default_factory=dict)
    province: str | None = None  # whose decisions hold: of a merged one, the land that was its own before


class _Asked(NamedTuple):
    unit_id: str
    day: date


def facts_on(unit_ids: Iterable[str], day: date) -> dict[str, UnitFacts]:
    """Tags and province of each unit on a day; of a unit that was no more, on its last day.

    A tag is the unit's own or that of the nearest unit above it. Its region, where none of these
    has one, is that of its own land before it was reorganised; its province is told by the way of
    that land too, see `territories`. The questions asked of the store do not grow with the units.
    """
    moments = _moments(set(unit_ids), day)
    found = _near(moments.values())
    lacking = [asked for asked in moments.values() if REGION not in found[asked].tags]
    for asked, region in _regions_before(lacking, found).items():
        if region is not None:
            found[asked].tags[REGION] = region
    lying = {
        asked: Lying(asked.unit_id, asked.day, facts.province)
        for asked, facts in found.items()
        if facts.province is not None
    }
    lands = territories(lying.values())
    for asked, here in lying.items():
        found[asked] = replace(found[asked], province=lands[here].id)
    return {unit_id: found[asked] for unit_id, asked in moments.items()}


def attributes_on(unit_ids: Iterable[str], day: date, criteria_set: CriteriaSet) -> dict[str, UnitAttributes]:
    """Căn cứ áp dụng mức of each unit on a day, under one criteria set."""
    return {
        unit_id: attributes_under(criteria_set, facts.tags, facts.province)
        for unit_id, facts in facts_on(unit_ids, day).items()
    }


def _moments(unit_ids: Collection[str], day: date) -> dict[str, _Asked]:
    moments = {}
    for some in some_of(unit_ids):
        for pk, begin, end in Unit.objects.filter(pk__in=some).values_list("pk", "valid_from", "valid_to"):
            last = end - _DAY if end else day
            moments[pk] = _Asked(pk, max(min(day, last), begin or date.min))
    return moments


def _near(asked: Iterable[_Asked]) -> dict[_Asked, UnitFacts]:
    """What holds of each unit by itself and by all above it on the day."""
    by_day: dict[date, list[str]] = defaultdict(list)
    for each in asked:
        by_day[each.day].append(each.unit_id)
    return {
        _Asked(unit_id, day): facts
        for day, unit_ids in by_day.items()
        for some in some_of(unit_ids)
        for unit_id, facts in _near_on(day, some).items()
    }


def _near_on(day: date, unit_ids: list[str]) -> dict[str, UnitFacts]:
    rows = list(
        UnitPath.objects.filter(as_of(day), descendant__in=unit_ids)
        .order_by("-depth")  # the nearest comes last and has the last word
        .annotate(listed=Cast("ancestor__tags", TextField()))
        .values_list("descendant_id", "ancestor_id", "ancestor__level", "listed")
    )
    said = {listed: json.loads(listed) for listed in {row[-1] for row in rows}}  # nearly all say the same
    dated: dict[str, dict[str, str]] = defaultdict(dict)
    for some in some_of({ancestor for _, ancestor, _, _ in rows}):
        for tag in UnitTag.objects.filter(as_of(day), unit__in=some):
            dated[tag.unit_id][tag.name] = tag.value
    tags: dict[str, dict[str, str]] = {unit_id: {} for unit_id in unit_ids}
    provinces: dict[str, str] = {}
    for unit_id, ancestor, level, listed in rows:
        tags[unit_id].update(said[listed])
        tags[unit_id].update(dated.get(ancestor, {}))
        if level == Level.PROVINCE:
            provinces[unit_id] = ancestor
    return {unit_id: UnitFacts(held, provinces.get(unit_id)) for unit_id, held in tags.items()}


def _regions_before(lacking: Iterable[_Asked], known: dict[_Asked, UnitFacts]) -> dict[_Asked, str | None]:
    """The region of the land before: one that all earlier places share, else None.

    A round of questions for each reorganisation that lies between.
    """
    before: dict[_Asked, list[_Asked]] = {}
    facts = dict(known)
    waiting = list(lacking)
    while waiting:
        facts.update(_near(each for each in waiting if each not in facts))
        open_ones = [each for each in waiting if REGION not in facts[each].tags]
        before.update(_earlier_places(open_ones))
        asked = set(waiting)
        places = (place for each in open_ones for place in before[each])
        waiting = list(dict.fromkeys(each for each in places if each not in before and each not in asked))
    answers: dict[_Asked, str | None] = {}

    def region(each: _Asked) -> str | None:
        if REGION in facts[each].tags:
            return facts[each].tags[REGION]
        if each not in answers:
            shared = {region(place) for place in before[each]}
            answers[each] = shared.pop() if len(shared) == 1 else None
        return answers[each]

    return {each: region(each) for each in lacking}


def _earlier_places(asked: list[_Asked]) -> dict[_Asked, list[_Asked]]:
    """The unit itself under an earlier unit above; else the units it was made from, on their last day."""
    ids = {each.unit_id for each in asked}
    ended: dict[str, list[date]] = defaultdict(list)
    made_from: dict[str, list[_Asked]] = defaultdict(list)
    for some in some_of(ids):
        stints = UnitPath.objects.filter(descendant__in=some, depth=1, valid_to__isnull=False)
        for unit_id, end in stints.values_list("descendant_id", "valid_to"):
            ended[unit_id].append(end)
        steps = Succession.objects.filter(successor__in=some)
        for unit_id, former, day in steps.values_list("successor_id", "predecessor_id", "effective"):
            made_from[unit_id].append(_Asked(former, day - _DAY))
    found = {}
    for each in asked:
        past = [end for end in ended[each.unit_id] if end <= each.day]
        found[each] = [_Asked(each.unit_id, max(past) - _DAY)] if past else made_from[each.unit_id]
    return found
