"""Ranh giới và vị trí từ tệp GeoJSON: each feature with what names its unit, checked and simplified.

A feature is an area (Polygon, MultiPolygon) or a point (Point). Its `properties` name the unit by `code`, or
by `name` within `parent` (the code or the name of the unit above). Coordinates are longitude and latitude,
as GeoJSON has them. The first thing that is wrong refuses the whole file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from chungsuc.law.errors import LawError

Place = tuple[float, float]  # longitude, latitude
Ring = tuple[Place, ...]

WEST, EAST, SOUTH, NORTH = 102.0, 118.0, 6.0, 24.0  # Vietnam with its islands
FEATURES, PLACES = 20_000, 5_000_000
TOLERANCE = 0.002  # degrees, about 200 m: less than a pixel on a map of a province
_DIGITS = 4


class BoundaryError(LawError):
    """A file of boundaries that cannot be taken; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Ranh giới hoặc vị trí of one unit, and how the file names the unit."""

    number: int  # of the feature in the file, from 1
    code: str
    name: str
    parent: str
    point: Place | None
    areas: tuple[tuple[Ring, ...], ...] = ()  # each its outer ring, then its holes

    @property
    def said(self) -> str:
        """The unit in the file's own words."""
        return self.code or (f"{self.name}, {self.parent}" if self.parent else self.name)


def read_boundaries(text: str, source: str) -> list[Outline]:
    """Every feature of a file. Raises BoundaryError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BoundaryError(f"{source}: không phải là tệp JSON. Hãy xuất lại dạng GeoJSON.") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise BoundaryError(
            f"{source}: không phải là FeatureCollection của GeoJSON. Hãy xuất lại dạng GeoJSON."
        )
    if not features:
        raise BoundaryError(f"{source}: không có đối tượng nào. Hãy kiểm tra lại tệp.")
    if len(features) > FEATURES:
        raise BoundaryError(
            f"{source}: có {len(features)} đối tượng, quá {FEATURES}. Hãy chia tệp theo tỉnh."
        )
    reading = _Reading(source)
    return [reading.outline(number, each) for number, each in enumerate(features, 1)]


class _Reading:
    """One file; the places that were read of it are counted."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.places = 0

    def outline(self, number: int, feature: Any) -> Outline:
        where = f"{self.source}, đối tượng {number}"
        if not isinstance(feature, dict):
            raise BoundaryError(f"{where}: không phải là Feature của GeoJSON. Hãy xuất lại tệp.")
        properties, geometry = feature.get("properties"), feature.get("geometry")
        if not isinstance(properties, dict) or not isinstance(geometry, dict):
            raise BoundaryError(f"{where}: thiếu properties hoặc geometry. Hãy xuất lại tệp.")
        code, name, parent = (_word(properties.get(key)) for key in ("code", "name", "parent"))
        if not code and not name:
            raise BoundaryError(
                f"{where}: không nêu mã (code) hay tên (name) của đơn vị. Hãy thêm một trong hai."
            )
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        match kind:
            case "Point":
                return Outline(number, code, name, parent, self._place(coordinates, where))
            case "Polygon":
                areas = [self._area(coordinates, where)]
            case "MultiPolygon":
                areas = [self._area(each, where) for each in _listed(coordinates, where)]
            case _:
                raise BoundaryError(
                    f"{where}: hình dạng “{kind}” không dùng được. Hãy dùng Polygon, MultiPolygon hoặc Point."
                )
        return Outline(number, code, name, parent, None, tuple(areas))

    def _area(self, rings: Any, where: str) -> tuple[Ring, ...]:
        read = [self._ring(each, where) for each in _listed(rings, where)]
        outer, *holes = read
        return (outer, *(hole for hole in holes if len(hole) > 3))

    def _ring(self, places: Any, where: str) -> Ring:
        ring = [self._place(each, where) for each in _listed(places, where)]
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise BoundaryError(
                f"{where}: một đường ranh giới không khép kín, hoặc có chưa đến bốn điểm. Hãy sửa hình."
            )
        if not _twice_area(ring):
            raise BoundaryError(f"{where}: một đường ranh giới không bao quanh gì. Hãy sửa hình.")
        return simplified(ring)

    def _place(self, pair: Any, where: str) -> Place:
        self.places += 1
        if self.places > PLACES:
            raise BoundaryError(f"{self.source}: có hơn {PLACES} điểm. Hãy giản lược hình rồi nạp lại.")
        numbers = pair[:2] if isinstance(pair, list) else []
        if len(numbers) != 2 or not all(map(_is_number, numbers)):
            raise BoundaryError(f"{where}: {_shown(pair)} không phải là kinh độ và vĩ độ. Hãy sửa hình.")
        longitude, latitude = float(numbers[0]), float(numbers[1])
        if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
            raise BoundaryError(
                f"{where}: điểm ({longitude}, {latitude}) nằm ngoài Việt Nam. Hãy kiểm tra hệ tọa độ "
                "(WGS 84) và thứ tự kinh độ, vĩ độ."
            )
        return longitude, latitude


def _word(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:40]


def _listed(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BoundaryError(f"{where}: hình dạng trống hoặc hỏng. Hãy xuất lại tệp.")
    return value


def _twice_area(ring: Sequence[Place]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


# --- simplifying -------------------------------------------------------------------------------------


def simplified(ring: Sequence[Place]) -> Ring:
    """The ring without what the eye does not miss (Douglas-Peucker); closed, of four places at least.

    The two ends of a closed ring are one place, so it is halved at the place farthest from there first.
    """
    first = ring[0]
    far = max(range(len(ring)), key=lambda at: math.dist(first, ring[at]))
    kept = {0, far, len(ring) - 1}
    waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        start, end = waiting.pop()
        at, distance = _farthest(ring, start, end)
        if distance > TOLERANCE:
            kept.add(at)
            waiting += [(start, at), (at, end)]
    if len(kept) < 4:
        kept |= {_farthest(ring, 0, far)[0], _farthest(ring, far, len(ring) - 1)[0]}
    rounded = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in (ring[at] for at in sorted(kept))]
    return tuple(_without_repeats(rounded))


def _farthest(ring: Sequence[Place], start: int, end: int) -> tuple[int, float]:
    """The place between two that is farthest from the stretch that joins them."""
    best, most = start, 0.0
    for at in range(start + 1, end):
        distance = _from_stretch(ring[at], ring[start], ring[end])
        if distance > most:
            best, most = at, distance
    return best, most


def _from_stretch(place: Place, one: Place, other: Place) -> float:
    (x, y), (x1, y1), (x2, y2) = place, one, other
    east, north = x2 - x1, y2 - y1
    square = east * east + north * north
    along = ((x - x1) * east + (y - y1) * north) / square if square else 0.0
    at = min(max(along, 0.0), 1.0)
    return math.hypot(x - x1 - at * east, y - y1 - at * north)


def _without_repeats(places: Sequence[Place]) -> Iterator[Place]:
    before = None
    for place in places:
        if place != before:
            yield place
        before = place
