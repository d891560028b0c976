"""Letters and tones: folding, sorting, and when two spellings are one name."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.vietnamese.text import Tone, fold, name_key, nfc, same_name, sort_key, split_letters

LETTERS = "aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵbcdđghklmnpqrstvx"
words = st.text(LETTERS + LETTERS.upper() + " '-1", max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điện Biên", "dien bien"),
        ("ĐẮK LẮK", "dak lak"),
        ("Thừa Thiên Huế", "thua thien hue"),
        ("Cư M'gar", "cu m'gar"),
        ("Chư Pưh, Ŏ", "chu puh, o"),
        ("", ""),
    ],
)
def test_fold_drops_tones_hats_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    assert all(fold(letter).isascii() for letter in LETTERS + LETTERS.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),  # where the tone mark stands
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("HÒA BÌNH", "Hòa Bình"),
        ("M’Drắk", "M'Drắk"),
        ("Phan Rang-Tháp Chàm", "Phan Rang – Tháp Chàm"),
        ("  Bắc   Kạn ", "Bắc Kạn"),
        ("Phường 01", "Phường 1"),
        (unicodedata.normalize("NFD", "Đồng Tháp"), "Đồng Tháp"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mỹ Sơn", "Mĩ Sơn"),  # i and y are two letters
        ("Quý Lộc", "Quí Lộc"),
        ("Đăk Hà", "Đắk Hà"),
        ("Tả Phìn", "Tà Phìn"),
        ("Đại Lộc", "Dại Lộc"),
        ("Phường 1", "Phường 11"),
        ("Tân An", "Tânan"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    "in_order",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g"],
        ["o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],  # ngang, huyền, hỏi, ngã, sắc, nặng
        ["An", "An Bình", "Ana", "Ăn"],  # the shorter first; a space before any letter
        ["Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Đồng Tháp"],
        ["Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang"],
        ["Lạc", "Làm"],  # letters before tones
        ["mát", "mạt", "mau"],
        ["hoa", "Hoa", "hòa"],  # tones before case
        ["Phường 1", "Phường A"],
        ["thành", "thảo", "the", "thế"],
        ["Dục", "Duy", "Đa", "Ea"],
    ],
)
def test_dictionary_order(in_order: list[str]) -> None:
    mixed = in_order[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == in_order


@given(words, words)
def test_the_sort_key_is_a_total_order_of_texts(one: str, other: str) -> None:
    if nfc(one) == nfc(other):
        assert sort_key(one) == sort_key(other)
    elif sort_key(one) == sort_key(other):
        assert fold(one) == fold(other)


@given(words)
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert sort_key(apart) == sort_key(text)
    assert name_key(apart) == name_key(text)
    assert list(split_letters(apart)) == list(split_letters(text))


@given(st.text(max_size=20))
def test_no_text_is_refused(text: str) -> None:
    fold(text), sort_key(text), name_key(text), list(split_letters(text))


def test_a_letter_is_split_from_its_tone() -> None:
    assert [(letter.char, letter.tone) for letter in split_letters("Ặ")] == [("ă", Tone.NANG)]
    assert [letter.is_upper for letter in split_letters("Đđ")] == [True, False]
