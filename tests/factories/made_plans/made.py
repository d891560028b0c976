"""What the generator gives back: lines, the truths that they state, and how each line may be spoilt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from chungsuc.core.statements import FindingKind
from chungsuc.core.vietnamese.numbers import parse_number

ACCUSING = frozenset({FindingKind.CONTRADICTION, FindingKind.ARITHMETIC})


@dataclass(frozen=True)
class Truth:
    """One thing that the plan says, as a reader should give it back."""

    kind: str  # "keep", "gain", "level" …; "money" for a funding line, in triệu đồng
    value: Decimal
    of: int | None = None  # the base of a count, or the level at which the counted communes stand
    units: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fault:
    """A line with something in it that cannot be true, and as what a careful reader tells it."""

    line: str
    sort: str  # "sum", "share", "two dates" …: what the tally counts by
    told_as: frozenset[FindingKind] = ACCUSING


@dataclass
class Made:
    """A plan as text, and the lines that may be spoilt: line index → the line with a fault."""

    lines: list[str] = field(default_factory=list)
    spoilt: dict[int, Fault] = field(default_factory=dict)
    truths: list[Truth] = field(default_factory=list)
    goal: tuple[str, int] | None = None  # a measured goal of the whole place: its name, per cent
    has_income: bool = False  # a second figure of it would be another value of the same thing
    kept: tuple[str, int] | None = None  # a result that is to be kept

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines) + "\n"

    def say(
        self, text: str, wrong: str | None = None, sort: str = "table", told_as: FindingKind | None = None
    ) -> None:
        """`wrong`: the same line with a fault; one that no table can satisfy, where `told_as` is None."""
        if wrong is not None:
            kinds = ACCUSING if told_as is None else frozenset({told_as})
            self.spoilt[len(self.lines)] = Fault(wrong, sort, kinds)
        self.lines.append(text)

    def means(
        self,
        kind: str,
        value: int | str,
        of: int | None = None,
        units: Iterable[str] = (),
        codes: Iterable[str] = (),
    ) -> None:
        exact = parse_number(value) if isinstance(value, str) else Decimal(value)
        self.truths.append(Truth(kind, exact, of, frozenset(units), frozenset(codes)))

    def spoil(self, index: int) -> tuple[str, int]:
        """The text with one wrong line, and the number of that line."""
        lines = [self.spoilt[index].line if i == index else line for i, line in enumerate(self.lines)]
        before = "\n\n".join([*lines[:index], ""])
        return "\n\n".join(lines) + "\n", before.count("\n") + 1
