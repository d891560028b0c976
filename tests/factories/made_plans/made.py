"""What the generator gives back: lines, the truths that they state, and how each line may be spoilt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from chungsuc.core.vietnamese.numbers import parse_number


@dataclass(frozen=True)
class Truth:
    """One thing that the plan says, as a reader should give it back."""

    kind: str  # "keep", "gain", "level" …; "money" for a funding line, in triệu đồng
    value: Decimal
    of: int | None = None  # the base of a count, or the level at which the counted communes stand
    units: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass
class Made:
    """A plan as text, and the lines whose figures may be spoilt: line index → the line with a fault."""

    lines: list[str] = field(default_factory=list)
    spoilt: dict[int, str] = field(default_factory=dict)
    truths: list[Truth] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines) + "\n"

    def say(self, text: str, wrong: str | None = None) -> None:
        """`wrong`: the same line with a figure that no table can satisfy."""
        if wrong is not None:
            self.spoilt[len(self.lines)] = wrong
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
        lines = [self.spoilt[index] if i == index else line for i, line in enumerate(self.lines)]
        before = "\n\n".join([*lines[:index], ""])
        return "\n\n".join(lines) + "\n", before.count("\n") + 1
