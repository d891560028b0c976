"""Hand-made statements for the tests of reasoning: a plan as an official would say it."""

from __future__ import annotations

from decimal import Decimal
from itertools import count as counter

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    CriterionMention,
    Mode,
    PartialDate,
    Source,
    Statement,
    StatementKind,
    Subject,
    UnitMention,
)

FIGURES = {"value", "of", "level", "value_to"}
CRITERIA = tuple(str(number) for number in range(1, 20))


def commune(name: str) -> UnitMention:
    return UnitMention(name, unit_id=f"u-{name}", name=name, certainty=Certainty.CERTAIN)


class Plan:
    """Collects statements; each method is one kind of sentence."""

    def __init__(self) -> None:
        self.baseline: list[Statement] = []
        self.targets: list[Statement] = []
        self._numbers = counter(1)

    def say(self, kind, mode, subject, *, at=None, units=(), criteria=(), line=None, **rest) -> str:
        number = next(self._numbers)
        for key in FIGURES & rest.keys():
            rest[key] = None if rest[key] is None else Decimal(str(rest[key]))
        statement = Statement(
            id=f"t{number}",
            source=Source(line or number, f"câu {number}"),
            certainty=rest.pop("certainty", Certainty.CERTAIN),
            kind=kind,
            mode=mode,
            subject=subject,
            units=tuple(commune(name) for name in units),
            criteria=tuple(CriterionMention(code, code) for code in criteria),
            as_of=PartialDate(at) if at else None,
            **rest,
        )
        (self.baseline if at else self.targets).append(statement)
        return statement.id

    def keep(self, *names: str, **rest) -> str:
        """Duy trì N xã đạt chuẩn: …"""
        rest = {"value": len(names)} | rest
        return self.say(StatementKind.KEEP, Mode.KEEP, Subject.COMMUNES, units=names, **rest)

    def gain(self, name: str, *codes: str, **rest) -> str:
        """Xã … NN tiêu chí (…)"""
        rest = {"value": len(codes)} | rest
        return self.say(StatementKind.GAIN, Mode.ADD, Subject.CRITERIA, units=[name], criteria=codes, **rest)

    def gain_standard(self, *names: str, **rest) -> str:
        """Có thêm N xã đạt chuẩn (…)"""
        rest = {"value": len(names)} | rest
        return self.say(StatementKind.GAIN, Mode.ADD, Subject.COMMUNES, units=names, **rest)

    def added(self, value: int, **rest) -> str:
        """Hoàn thành thêm N tiêu chí"""
        return self.say(StatementKind.TOTAL, Mode.ADD, Subject.CRITERIA, value=value, **rest)

    def total(self, value: int, **rest) -> str:
        """Tổng số N tiêu chí"""
        return self.say(StatementKind.TOTAL, Mode.REACH, Subject.CRITERIA, value=value, **rest)

    def mean(self, value: str, **rest) -> str:
        """Bình quân đạt N tiêu chí/xã"""
        decimals = len(value.partition(".")[2])
        rest = {"decimals": decimals, "all_units": True} | rest
        return self.say(StatementKind.AVERAGE, Mode.REACH, Subject.CRITERIA, value=value, **rest)

    def count(self, code: str, value: int, of: int | None = None, mode: Mode = Mode.REACH, **rest) -> str:
        """N/M xã đạt tiêu chí …"""
        return self.say(
            StatementKind.COUNT, mode, Subject.CRITERION, criteria=[code], value=value, of=of, **rest
        )

    def all_reach(self, code: str, mode: Mode = Mode.REACH, **rest) -> str:
        """100% các xã đạt tiêu chí …"""
        return self.say(
            StatementKind.SHARE, mode, Subject.CRITERION, criteria=[code], value=100, all_units=True, **rest
        )

    def communes(self, value: int, kind=StatementKind.COUNT, mode: Mode = Mode.REACH, **rest) -> str:
        """N xã đạt chuẩn"""
        return self.say(kind, mode, Subject.COMMUNES, value=value, **rest)

    def level(self, value: int, level: int, **rest) -> str:
        """NN xã đạt đúng … tiêu chí"""
        return self.say(StatementKind.COUNT, Mode.REACH, Subject.CRITERIA, value=value, level=level, **rest)

    def floor(self, value: int, **rest) -> str:
        """Không còn xã đạt dưới N tiêu chí"""
        rest = {"comparator": Comparator.AT_LEAST} | rest
        rest |= {"all_units": True}
        return self.say(StatementKind.FLOOR, Mode.REACH, Subject.CRITERIA, value=value, **rest)


def plan_of_nine() -> tuple[Plan, dict[str, str]]:
    """The statements of a plan of nine communes in which one sector line does not agree."""
    plan = Plan()
    ids = {"keep": plan.keep("Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu", line=45)}
    ids["added"] = plan.added(14, rest=True, line=47)
    part = {"part_of": ids["added"]}
    ids["Sán Chải"] = plan.gain("Sán Chải", "10", "11", "12", "17", "18", line=49, **part)
    ids["Quan Hồ Thẩn"] = plan.gain("Quan Hồ Thẩn", "8", "19", line=51, **part)
    ids["Thào Chư Phìn"] = plan.gain("Thào Chư Phìn", "15", "17", line=53, **part)
    ids["Lùng Thẩn"] = plan.gain("Lùng Thẩn", "15", "5", "17", line=55, **part)
    ids["Nàn Sín"] = plan.gain("Nàn Sín", "5", "8", line=57, **part)
    ids["total"] = plan.total(150, line=59)
    ids["mean"] = plan.mean("16.67", line=59)
    for code in ("1", "2"):
        plan.all_reach(code)
    for code in ("3", "4", "6", "7", "14", "16", "19"):
        ids[f"all {code}"] = plan.all_reach(code, Mode.KEEP)
    ids["school"] = plan.count("5", 8, 9, line=103)
    plan.count("8", 9, 9)
    plan.count("9", 9, 9, Mode.KEEP)
    ids["health"] = plan.count("15", 6, 9, Mode.KEEP, line=121)
    ids["environment"] = plan.count("17", 6, 9, Mode.ADD, line=127)
    ids["politics"] = plan.count("18", 7, 9, line=131)
    return plan, ids


def plan_of_seventeen() -> tuple[Plan, dict[str, str]]:
    """The statements of a programme of seventeen communes, by levels and means."""
    plan = Plan()
    ids = {}
    for value, level in ((2, 13), (3, 12), (5, 11), (5, 10), (1, 9)):
        ids[f"level {level}"] = plan.level(value, level, at=2021, line=36)
    ids["one"] = plan.communes(1, at=2021, line=36)
    ids["mean then"] = plan.mean("11.47", at=2021, line=36)
    ids["three"] = plan.communes(3, line=19)
    ids["gain"] = plan.gain_standard("Sủng Trà", "Niêm Sơn", line=76)
    ids["total"] = plan.communes(3, kind=StatementKind.TOTAL, line=76)
    ids["floor"] = plan.floor(13, line=76)
    ids["mean"] = plan.mean("14.06", line=76)
    return plan, ids
