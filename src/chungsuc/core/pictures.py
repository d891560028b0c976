"""Ảnh giống nhau: a short print of what a picture shows, which stays nearly the same when it is saved anew.

The picture is made grey and as small as a grid of 17 × 16 cells; each bit says whether a cell is clearly
lighter than its right neighbour. Saving with less quality, scaling and small changes of light turn over a
few of the 256 bits; another scene turns over a hundred. A crop, a turn or a mirror image is not recognised.

Two prints are alike when at most `ALIKE` bits differ. Prints are cut into 16 bands of 16 bits: of two that
are alike at least one band is equal, so whoever looks for likenesses asks for equal bands and never
compares every picture with every other.

To be alike is a reason to look at both, and no proof that either is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

WIDTH, HEIGHT = 17, 16  # cells of the grid that a print is made from
BITS = (WIDTH - 1) * HEIGHT
BANDS = 16
ALIKE = BANDS - 1  # bits that may differ: then they cannot fall into every band
CLEARLY = 3  # shades of 256: less than that is noise of a sky or a wall
LEAST = 24  # bits that are set in a picture with anything to see

_BAND_BITS = BITS // BANDS


def print_of(cells: Sequence[Sequence[int]]) -> int | None:
    """Dấu ảnh, from `HEIGHT` rows of `WIDTH` shades from 0 to 255.

    None for a picture too plain to be told from others: a blank wall, a nearly empty sheet.
    """
    if len(cells) != HEIGHT or any(len(row) != WIDTH for row in cells):
        raise ValueError(f"not a grid of {WIDTH} × {HEIGHT}")
    bits = 0
    for row in cells:
        for left, right in pairwise(row):
            bits = bits << 1 | (left > right + CLEARLY)
    return bits if LEAST <= bits.bit_count() <= BITS - LEAST else None


def distance(one: int, other: int) -> int:
    """How many bits differ."""
    return (one ^ other).bit_count()


def are_alike(one: int, other: int) -> bool:
    """Có thể trùng."""
    return distance(one, other) <= ALIKE


def bands(print_: int) -> tuple[int, ...]:
    """The bands, each with its place in it so that one number is looked up.

    Without those in which nothing is seen: half of all skies share them, and they would make the look-up
    as long as the list of pictures.
    """
    found = []
    for place in range(BANDS):
        band = print_ >> place * _BAND_BITS & (1 << _BAND_BITS) - 1
        if band:
            found.append(place << _BAND_BITS | band)
    return tuple(found)
