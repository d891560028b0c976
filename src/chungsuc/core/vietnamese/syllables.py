"""Âm tiết: which strings of letters are syllables that Vietnamese can have."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = ("", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
_RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng "
    "i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơu "
    "u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôp uôt uân uâng uât uây uê uêch uênh uên uơ "
    "uy uya uych uyên uyêt uynh uyn uyt uyp uyu ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu ych ynh yt".split()
)
_SHORT = ("c", "ch", "p", "t")  # syllables that end so have the tones sắc and nặng only
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_TONES = {ord(mark): None for mark in _TONES}
_SYLLABLES = frozenset(onset + rime for onset in _ONSETS for rime in _RIMES)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Can this be one Vietnamese syllable? Names from other languages, such as "Đắk", need not be."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [part for part in parts if part in _TONES]
    if len(tones) > 1 or unicodedata.normalize("NFC", parts.translate(_NO_TONES)) not in _SYLLABLES:
        return False
    return not word.lower().endswith(_SHORT) or tones in ([], ["\u0301"], ["\u0323"])
