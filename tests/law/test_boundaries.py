"""Tệp ranh giới: read whole or refused whole, in words; simplified without leaving its place."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law import boundaries
from chungsuc.law.boundaries import TOLERANCE, BoundaryError, Outline, read_boundaries, simplified

SQUARE = [[104.0, 22.0], [104.2, 22.0], [104.2, 22.2], [104.0, 22.2], [104.0, 22.0]]
POINT = {"type": "Point", "coordinates": [104.5, 22.5]}


def area(ring: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(*features: Any) -> list[Outline]:
    return read_boundaries(json.dumps({"type": "FeatureCollection", "features": features}), "xa.geojson")


def test_areas_and_places_with_what_names_their_unit() -> None:
    found = read(
        feature(area(SQUARE), code="00001"),
        feature(
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}, name="Hợp Nhất", parent="Phú An"
        ),
        feature(POINT, code=2, name="Tân Lập"),
    )
    assert [each.said for each in found] == ["00001", "Hợp Nhất, Phú An", "2"]
    assert [len(each.areas) for each in found] == [1, 2, 0]
    assert found[2].point == (104.5, 22.5)
    assert found[0].areas[0][0] == tuple(map(tuple, SQUARE))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "không phải là tệp JSON"),
        ("[" * 100_000, "không phải là tệp JSON"),
        ("[]", "không phải là FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "không có đối tượng nào"),
        ('{"type": "FeatureCollection", "features": [1]}', "đối tượng 1: không phải là Feature"),
        (
            '{"type": "FeatureCollection", "features": [{"properties": {"code": "1"}}]}',
            "đối tượng 1: thiếu properties hoặc geometry",
        ),
    ],
)
def test_a_file_that_is_none(text: str, told: str) -> None:
    with pytest.raises(BoundaryError, match=told):
        read_boundaries(text, "xa.geojson")


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (feature(POINT), "đối tượng 2: không nêu mã .* hay tên"),
        (feature({"type": "LineString", "coordinates": SQUARE}, code="1"), "“LineString” không dùng được"),
        (feature(area(SQUARE[:-1]), code="1"), "không khép kín"),
        (feature(area([SQUARE[0], SQUARE[1], SQUARE[0]]), code="1"), "chưa đến bốn điểm"),
        (feature(area([SQUARE[0]] * 5), code="1"), "không bao quanh gì"),
        (feature(area([]), code="1"), "trống hoặc hỏng"),
        (feature({"type": "Point", "coordinates": [22.5, 104.5]}, code="1"), "nằm ngoài Việt Nam"),
        (feature({"type": "Point", "coordinates": [500000, 2400000]}, code="1"), "WGS 84"),
        (feature({"type": "Point", "coordinates": ["104", 22]}, code="1"), "không phải là kinh độ và vĩ độ"),
        (feature({"type": "Point", "coordinates": [True, 22]}, code="1"), "không phải là kinh độ và vĩ độ"),
        (feature({"type": "Point", "coordinates": 7}, code="1"), "không phải là kinh độ và vĩ độ"),
        (feature({"type": "Point", "coordinates": [float("nan"), 22.0]}, code="1"), "kinh độ và vĩ độ"),
    ],
)
def test_one_wrong_feature_refuses_the_file_and_is_named(second: Any, told: str) -> None:
    with pytest.raises(BoundaryError, match=told):
        read(feature(POINT, code="0"), second)


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "FEATURES", 2)
    with pytest.raises(BoundaryError, match="có 3 đối tượng, quá 2"):
        read(*[feature(POINT, code=str(number)) for number in range(3)])
    monkeypatch.setattr(boundaries, "PLACES", 4)
    with pytest.raises(BoundaryError, match="hơn 4 điểm"):
        read(feature(area(SQUARE), code="1"))


PLACES = st.tuples(st.floats(102, 118), st.floats(6, 24))


@given(inside=st.lists(PLACES, min_size=3, max_size=60, unique=True))
def test_a_simplified_ring_is_closed_and_never_far_from_what_it_was(
    inside: list[tuple[float, float]],
) -> None:
    ring = [*inside, inside[0]]
    found = simplified(ring)
    assert found[0] == found[-1]
    assert len(found) <= len(ring)
    for place in ring:
        near = min(_from_stretch(place, one, other) for one, other in pairwise(found))
        assert near <= TOLERANCE + 0.0002  # and what rounding moves


def _from_stretch(place: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    length = math.dist(one, other)
    if not length:
        return math.dist(place, one)
    along = sum((p - a) * (b - a) for p, a, b in zip(place, one, other, strict=True)) / length**2
    at = min(max(along, 0.0), 1.0)
    return math.dist(place, [a + at * (b - a) for a, b in zip(one, other, strict=True)])


def test_a_smooth_coast_keeps_few_places() -> None:
    circle = [
        (105 + 0.5 * math.cos(step * math.tau / 2000), 21 + 0.5 * math.sin(step * math.tau / 2000))
        for step in range(2000)
    ]
    assert len(simplified([*circle, circle[0]])) < 100  # of 2.000
