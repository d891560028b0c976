"""`chungsuc sample`: một đất nước mẫu, with real units and invented figures, from a seed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from chungsuc.commands.run import start_django
from chungsuc.core.criteria import CriteriaSet, Mark, Tier
from chungsuc.core.errors import ChungsucError
from chungsuc.core.units import Level
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.samples.figures import Entry, entries
from chungsuc.samples.world import Size, World


def add_to(nouns: Any) -> None:
    """sample [--seed N] [--provinces K] [--communes M] [--villages V] [--years FIRST-LAST] [--to FOLDER]"""
    noun = nouns.add_parser("sample", help="dựng một đất nước mẫu: đơn vị thật, số liệu bịa ra để thử")
    noun.add_argument("--seed", type=int, default=1, help="mã số; cùng mã số thì cùng số liệu")
    noun.add_argument("--provinces", type=int, help="số tỉnh; không nêu là cả nước")
    noun.add_argument("--communes", type=int, help="số xã hiện nay của mỗi tỉnh; không nêu là tất cả")
    noun.add_argument(
        "--villages", type=int, default=0, help="số thôn bịa ra trong mỗi xã; không nêu là không có"
    )
    noun.add_argument("--years", default="2021-2026", help="năm đầu và năm cuối, ví dụ 2021-2030")
    noun.add_argument("--to", type=Path, help="ghi ra thư mục tệp Parquet, không ghi vào cơ sở dữ liệu")
    noun.set_defaults(do=_sample)


def _sample(given: argparse.Namespace) -> int:
    world = sample_world(_size(given))
    if given.to is not None:
        if given.villages:
            raise ChungsucError(
                "Tệp Parquet không chứa danh sách thôn, nên số liệu thôn chỉ ghi được vào cơ sở dữ liệu. "
                "Hãy bỏ --villages hoặc bỏ --to."
            )
        count = write_columns(world, given.to)
        print(f"Đã ghi {format_number(Decimal(count))} số liệu mẫu vào {given.to}.")
        return 0
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.assessments.sample import load_sample
    from chungsuc.web.setup import prepare

    prepare(tell=print, with_examples=False)
    now = timezone.now()
    by = ensure_system_account(now=now)
    count = load_sample(world=world, entries=entries(world), by=by, now=now)
    print(f"Đã nạp {format_number(Decimal(count))} số liệu mẫu. Mọi trang đều ghi rõ đây là số liệu mẫu.")
    return 0


def _size(given: argparse.Namespace) -> Size:
    first, _dash, last = given.years.partition("-")
    try:
        years = int(first), int(last or first)
    except ValueError:
        raise ChungsucError(
            f"‘{given.years}’ không phải là hai năm. Hãy viết năm đầu và năm cuối, ví dụ 2021-2026."
        ) from None
    return Size(
        seed=given.seed,
        first_year=years[0],
        last_year=years[1],
        provinces=given.provinces,
        communes=given.communes,
        villages=given.villages,
    )


def sample_world(size: Size) -> World:
    """The world of that size, under the national standard sets of its time. Raises SampleError."""
    sets = load_criteria_sets().values()
    return World(size, load_gazetteer(), [*national_sets(sets), *village_sets(sets)])


def national_sets(sets: Iterable[CriteriaSet]) -> list[CriteriaSet]:
    """The standard sets of the nation: no province's, none that comes after another."""
    return [each for each in _standard(sets) if each.province is None]


def village_sets(sets: Iterable[CriteriaSet]) -> list[CriteriaSet]:
    """Those of villages, which only provinces make: in an invented country one serves for all."""
    return [each for each in _standard(sets) if each.level is Level.VILLAGE]


def _standard(sets: Iterable[CriteriaSet]) -> list[CriteriaSet]:
    return [each for each in sets if each.tier is Tier.STANDARD]


def write_columns(world: World, folder: Path) -> int:
    """Write the world as Parquet files; the number of observations."""
    from chungsuc.analytics.columns import all_pairs
    from chungsuc.analytics.files import replacing
    from chungsuc.analytics.law import numbered

    numbers = numbered(world.sets)
    count = 0
    with replacing(folder, numbers) as writer:
        for _unit, of_unit in groupby(entries(world), key=attrgetter("unit_id")):
            listed = list(of_unit)
            slots = Counter(map(_slot, listed))
            for each in listed:
                measure = numbers[each.criteria_set_id, each.code]
                writer.observation((*_row(each, measure), slots[_slot(each)] == 1))
                if each.accepted_at is not None:
                    writer.acceptance((each.id, each.accepted_at.replace(tzinfo=None)))
            direct = ((each.id, older) for each in listed for older in each.supersedes)
            for pair in all_pairs(direct):
                writer.supersession(pair)
            count += len(listed)
    return count


def _slot(each: Entry) -> tuple[Any, ...]:
    """What an entry is about, of one unit."""
    return each.criteria_set_id, each.code, each.period


def _row(each: Entry, measure: int) -> tuple[Any, ...]:
    """An entry in the order of the columns, but for whether it is alone in its slot."""
    value = each.value
    return (
        each.id,
        each.unit_id,
        measure,
        each.period.first_day,
        each.period.last_day,
        value if isinstance(value, Decimal) else None,
        value if isinstance(value, bool) else None,
        value if isinstance(value, str) else None,
        value.value if isinstance(value, Mark) else None,
        each.numerator,
        each.denominator,
        each.recorded_at.replace(tzinfo=None),
    )
