"""Khoảng cách từ nơi chụp đến xã."""

from __future__ import annotations

import pytest

from chungsuc.core.distances import between, outside

SQUARE = [[105.0, 21.0], [105.2, 21.0], [105.2, 21.2], [105.0, 21.2]]
HOLE = [[105.08, 21.08], [105.12, 21.08], [105.12, 21.12], [105.08, 21.12]]


@pytest.mark.parametrize(
    ("place", "kilometres"),
    [
        ((105.05, 21.05), 0),  # inside
        ((105.1, 21.1), 2.08),  # in the hole: another commune lies there
        ((105.3, 21.1), 10.37),  # to the east: a degree of longitude is shorter than one of latitude
        ((105.1, 21.3), 11.12),  # to the north
        ((105.3, 21.3), 15.21),  # beside a corner
        ((105.1, 20.64), 40.03),
    ],
)
def test_outside_an_area(place: tuple[float, float], kilometres: float) -> None:
    assert outside([[SQUARE, HOLE]], place) == pytest.approx(kilometres, rel=0.01, abs=0.001)


def test_the_nearest_of_several_areas_counts() -> None:
    far = [[[x + 3, y] for x, y in SQUARE]]
    assert outside([far, [SQUARE]], (105.3, 21.1)) == outside([[SQUARE]], (105.3, 21.1))
    assert outside([], (105.3, 21.1)) == float("inf")


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((105.0, 21.0), (105.0, 21.0), 0),
        ((105.0, 21.0), (105.0, 22.0), 111.19),
        ((105.0, 21.0), (106.0, 21.0), 103.81),
        ((0.0, 0.0), (180.0, 0.0), 20015.1),
    ],
)
def test_between_two_places(one: tuple[float, float], other: tuple[float, float], kilometres: float) -> None:
    assert between(one, other) == pytest.approx(kilometres, rel=0.001)
    assert between(one, other) == between(other, one)
