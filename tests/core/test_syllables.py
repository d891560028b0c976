"""Which strings of letters can be a syllable."""

import pytest

from chungsuc.core.vietnamese.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    "nông thôn mới xã nghiêng quyết khuỷu giếng gì ý ở ủy uỷ hoà hòa Thuỷ NƯỚC đường ngoằng kỹ yêu quýt khúc"
    " tuyệt ách oái".split(),
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "naêm hoaïch ViÖt Đắk ktx ng tểp khàc hoc1 quả̉ café ố́".split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
