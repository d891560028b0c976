"""What is drawn on a page besides letters: ruling lines, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from chungsuc.documents.pdf.page import Point, Rule, framed

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_THIN = 3.0  # points; a filled shape this narrow is drawn as a rule
_STRAIGHT = 0.8  # points; how much a rule may lean
_SEGMENTS = 5_000  # of one path; a table has some hundreds


def matrix_of(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, by: Matrix) -> Point:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _bounds(handle: Any, matrix: Matrix) -> tuple[Point, Point]:
    found = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *found):
        return (0.0, 0.0), (0.0, 0.0)
    left, bottom, right, top = (each.value for each in found)
    return _moved(left, bottom, matrix), _moved(right, top, matrix)


def area(handle: Any, matrix: Matrix) -> float:
    """How much of the page an object covers, in square points."""
    (xa, ya), (xb, yb) = _bounds(handle, matrix)
    return abs(xb - xa) * abs(yb - ya)


def rules_of(handle: Any, matrix: Matrix, main: int) -> Iterator[Rule]:
    """The straight lines of a shape: a thin filled box is one, a stroked path has one for each side."""
    one, other = (framed(*point, main) for point in _bounds(handle, matrix))
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(x1 - x0, y1 - y0) <= _THIN:
        if max(x1 - x0, y1 - y0) > _THIN:
            across = x1 - x0 > y1 - y0
            yield (Rule(True, (y0 + y1) / 2, x0, x1) if across else Rule(False, (x0 + x1) / 2, y0, y1))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if stroke.value:
        yield from _sides(handle, times(matrix_of(handle), matrix), main)


def _sides(handle: Any, matrix: Matrix, main: int) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point | None = None
    last: Point | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), _SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = framed(*_moved(x.value, y.value, matrix), main)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield from _side(last, here)
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _side(here, start)
            last = start


def _side(one: Point, other: Point) -> Iterator[Rule]:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if height <= _STRAIGHT and width > _THIN:
        yield Rule(True, (one[1] + other[1]) / 2, *sorted((one[0], other[0])))
    elif width <= _STRAIGHT and height > _THIN:
        yield Rule(False, (one[0] + other[0]) / 2, *sorted((one[1], other[1])))
