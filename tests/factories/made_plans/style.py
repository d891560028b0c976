"""How one office writes: its lists of names, its figures, its short forms."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


class Style:
    """Drawn once for a plan and kept through it."""

    def __init__(self, random: Random) -> None:
        self._joins_with_and = random.random() < 0.3
        self._says_commune = random.random() < 0.25
        self._pads = random.random() < 0.8
        self.village = random.choice(("thôn", "thôn", "bản", "ấp", "xóm"))
        self.ntm = random.choice(("nông thôn mới", "nông thôn mới", "NTM"))

    def names(self, names: Sequence[str]) -> str:
        """«A, B, C», «A, B và C», «xã A, xã B, xã C»"""
        shown = [f"xã {name}" for name in names] if self._says_commune else list(names)
        if self._joins_with_and and len(shown) > 1:
            return f"{', '.join(shown[:-1])} và {shown[-1]}"
        return ", ".join(shown)

    def n(self, number: int) -> str:
        """«05» or «5»"""
        return f"{number:02d}" if self._pads else str(number)
