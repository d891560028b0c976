"""Dấu ảnh: the same picture saved anew is found without comparing every two, and another scene is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from chungsuc.core.pictures import ALIKE, BITS, HEIGHT, WIDTH, are_alike, bands, distance, print_of
from factories.photos import jpeg, scene

prints = st.integers(0, 2**BITS - 1)


def cells(image: Image.Image) -> list[list[int]]:
    shades = image.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX).tobytes()
    return [list(shades[row * WIDTH : (row + 1) * WIDTH]) for row in range(HEIGHT)]


def printed(image: Image.Image) -> int:
    found = print_of(cells(image))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "again",
    [
        lambda image: Image.open(io.BytesIO(jpeg(image, 30))),
        lambda image: image.resize((300, 225)),
        lambda image: Image.open(io.BytesIO(jpeg(image.resize((200, 150)), 50))),
        lambda image: ImageEnhance.Brightness(image).enhance(1.1),
        lambda image: ImageEnhance.Contrast(image).enhance(0.9),
    ],
    ids=["less quality", "half the size", "a third and less quality", "lighter", "paler"],
)
def test_a_picture_saved_anew_is_alike(again: Callable[[Image.Image], Image.Image]) -> None:
    for seed in range(6):
        image = scene(seed)
        assert are_alike(printed(image), printed(again(image)))


def test_other_scenes_are_not_alike() -> None:
    found = [printed(scene(seed)) for seed in range(25)]
    assert min(distance(one, other) for at, one in enumerate(found) for other in found[:at]) > 2 * ALIKE


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_picture_with_nothing_in_it_is_compared_with_none(shade: int) -> None:
    assert print_of([[shade] * WIDTH] * HEIGHT) is None


def test_noise_of_a_wall_is_nothing() -> None:
    assert print_of([[120 + (x * y) % 3 for x in range(WIDTH)] for y in range(HEIGHT)]) is None


@given(prints, st.sets(st.integers(0, BITS - 1), max_size=ALIKE))
def test_whatever_is_alike_shares_a_band_or_is_dark_there(one: int, turned: set[int]) -> None:
    """The bands that two share are looked up; only those in which nothing is seen are left out."""
    other = one
    for bit in turned:
        other ^= 1 << bit
    assert are_alike(one, other)
    shared = set(bands(one)) & set(bands(other))
    same = [
        place
        for place in range(16)
        if one >> place * 16 & 0xFFFF == other >> place * 16 & 0xFFFF and one >> place * 16 & 0xFFFF
    ]
    assert len(shared) == len(same)
    assert shared or not any(one >> place * 16 & 0xFFFF for place in range(16) if not _touched(place, turned))


def _touched(place: int, turned: set[int]) -> bool:
    return any(bit // 16 == place for bit in turned)


@settings(max_examples=40)
@given(prints, prints)
def test_bands_tell_their_place(one: int, other: int) -> None:
    assert len(set(bands(one))) == len(bands(one)) <= 16
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0


def test_a_grid_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="grid"):
        print_of([[0] * 3] * 3)
