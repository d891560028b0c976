"""How much of the truth the reader gives, and how much of what it gives is true."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Miss:
    """One place where the reader and the truth differ."""

    file: str
    line: int
    kind: str
    how: str  # "missed": not read; "wrong": read and not so; a field: read, with that field not so
    truth: str = ""
    read: str = ""


@dataclass
class Tally:
    """Items of one kind: right, missed, wrong; and of the right ones, fields right of fields marked."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    marked_fields: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        read = self.right + self.wrong
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        marked = self.right + self.missed
        return self.right / marked if marked else 1.0

    def share(self, name: str) -> float:
        marked = self.marked_fields[name]
        return self.fields[name] / marked if marked else 1.0


@dataclass
class Score:
    """All kinds together, with every miss."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    characters: int = 0
    understood: float = 0.0
    documents: int = 0

    @property
    def coverage(self) -> float:
        """The share of all characters that some item rests on."""
        return self.understood / self.characters if self.characters else 0.0

    def of(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def right(self, kind: str) -> None:
        self.of(kind).right += 1

    def missed(self, file: str, line: int, kind: str, truth: str) -> None:
        self.of(kind).missed += 1
        self.misses.append(Miss(file, line, kind, "missed", truth=truth))

    def wrong(self, file: str, line: int, kind: str, read: str) -> None:
        self.of(kind).wrong += 1
        self.misses.append(Miss(file, line, kind, "wrong", read=read))

    def check(
        self, file: str, line: int, kind: str, name: str, *, truth: str, read: str, holds: bool
    ) -> None:
        """One field of an item that was read."""
        tally = self.of(kind)
        tally.marked_fields[name] += 1
        if holds:
            tally.fields[name] += 1
        else:
            self.misses.append(Miss(file, line, kind, name, truth, read))
