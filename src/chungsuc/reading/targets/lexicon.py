"""Từ vựng: the words that make an administrative sentence a statement, by the part they play.

A phrase of two words or more is also known without its marks, since scanners lose them ("Phần đầu",
"Phân đấu" for "Phấn đấu"); a single word is known only as it is spelt ("đạt", never "đất").
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from functools import lru_cache
from typing import NamedTuple

from chungsuc.core.vietnamese.text import fold, name_key


class Word(StrEnum):
    """What a token is in a phrase."""

    # figures
    NUMBER = auto()
    FRACTION = auto()  # 08/09
    PERCENT = auto()
    RANGE = auto()  # 01 - 02
    PERCENT_RANGE = auto()
    # time and reference
    YEAR = auto()  # "đến hết năm 2024"
    DATE = auto()
    YEARS = auto()  # "2021-2025"
    SINCE = auto()  # "so với năm 2022": what it is compared with
    CITED = auto()  # "05-NQ/TU"
    CODE = auto()  # "17.1": an indicator by its code
    # verbs
    GOAL = auto()
    KEEP = auto()
    ADD = auto()
    REACH = auto()
    REMAIN = auto()
    # what is counted
    COMMUNE = auto()
    VILLAGE = auto()
    DISTRICT = auto()  # "huyện", "thị xã", "tỉnh": a level above the communes
    PRODUCT = auto()  # "sản phẩm OCOP", "vườn mẫu": what the programme counts beside places
    CRITERIA = auto()
    MEASURE = auto()  # "chỉ tiêu": a part of a criterion
    RATE = auto()
    AVERAGE = auto()
    TOTAL = auto()
    # what is reached
    STANDARD = auto()
    RURAL = auto()
    HIGHER = auto()
    VILLAGE_STANDARD = auto()
    MODEL = auto()
    # bounds
    LEAST = auto()
    ABOUT = auto()  # "khoảng"
    MORE = auto()  # "trở lên", behind the figure
    MOST = auto()
    BELOW = auto()
    NONE = auto()
    EACH = auto()
    ALL = auto()
    # joints
    REST = auto()
    AMONG = auto()  # "trong đó", "gồm"
    FOR = auto()
    DET = auto()
    NOT = auto()
    MAKE = auto()
    # names and the rest
    UNIT = auto()  # "xã Bản Lầu": a commune by name
    PLACE = auto()  # any other place by name
    PROPER = auto()  # capitalised words at the head of a clause
    PLAIN = auto()
    # punctuation
    STOP = auto()
    SEMI = auto()
    COLON = auto()
    COMMA = auto()
    SLASH = auto()
    DASH = auto()
    LEFT = auto()
    RIGHT = auto()
    MARK = auto()  # a footnote's mark


_PHRASES: dict[Word, str] = {
    Word.PLAIN: (
        "tăng cường|tăng trưởng|gia tăng|có thể|có trách nhiệm|có hiệu quả|là cơ quan|đồng bộ|chuẩn bị|"
        "chuẩn hóa|hợp tác xã|xã hội|xã viên|xã hội hóa|cấp xã|cấp thôn|cấp bản|làng nghề|bản sắc|bản đồ|"
        "văn bản|cơ bản|bản thân|tỉnh ủy|huyện ủy|huyện uỷ|tỉnh uỷ|"
        # standards of other things: "xã đạt chuẩn tiếp cận pháp luật" says nothing of nông thôn mới
        "chuẩn về|chuẩn quốc gia|chuẩn quốc gia về|chuẩn tiếp cận|chuẩn tiếp cận pháp luật|chuẩn an toàn|"
        "chuẩn an toàn thực phẩm|chuẩn an ninh|chuẩn phổ cập|chuẩn pháp luật|chuẩn văn hóa|chuẩn văn minh|"
        "chuẩn đô thị|chuẩn đô thị văn minh|chuẩn nghèo|chuẩn chất lượng|chuẩn môi trường"
    ),
    Word.GOAL: "phấn đấu",
    Word.KEEP: "duy trì|giữ vững|giữ nguyên",
    Word.ADD: "thêm|tăng thêm|bổ sung thêm|tăng|công nhận mới|công nhận thêm|thêm mới",
    Word.REACH: (
        "đạt|đạt được|hoàn thành|có|là|xây dựng|công nhận|được công nhận|về đích|lên|lên thành|nâng lên|"
        "tăng lên|"
        "xây dựng đạt|đạt tỷ lệ|đạt từ|đã đạt"
    ),
    Word.REMAIN: "còn|giảm còn|giảm xuống|giảm xuống còn|xuống còn|xuống dưới|xuống|giảm|giảm dưới|còn dưới",
    Word.COMMUNE: "xã",
    Word.VILLAGE: "thôn|bản|ấp|buôn|xóm|khu dân cư|tổ dân phố|thôn bản|làng|khóm",
    Word.DISTRICT: (
        "huyện|thị xã|thành phố|tỉnh|đơn vị cấp huyện|đơn vị cấp tỉnh|huyện thị xã|huyện thị xã thành phố"
    ),
    Word.PRODUCT: "sản phẩm ocop|sản phẩm|vườn mẫu|vườn chuẩn",
    Word.CRITERIA: "tiêu chí",
    Word.MEASURE: "chỉ tiêu",
    Word.RATE: "tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất",
    Word.AVERAGE: "bình quân|trung bình|bình quân chung",
    Word.TOTAL: "tổng số|tổng cộng|nâng tổng số|nâng số|lũy kế|luỹ kế|tổng",
    Word.STANDARD: (
        "chuẩn|chuẩn nông thôn mới|chuẩn ntm|chuẩn xã nông thôn mới|chuẩn xã ntm|"
        "chuẩn quốc gia nông thôn mới|chuẩn quốc gia về nông thôn mới|chuẩn về nông thôn mới|"
        "chuẩn quốc gia về ntm|chuẩn về ntm|chuẩn quốc gia về xã nông thôn mới|chuẩn huyện nông thôn mới|"
        "chuẩn huyện ntm|chuẩn tỉnh nông thôn mới"
    ),
    Word.RURAL: "nông thôn mới|ntm|xây dựng nông thôn mới",
    Word.HIGHER: (
        "nông thôn mới nâng cao|ntm nâng cao|chuẩn nông thôn mới nâng cao|chuẩn ntm nâng cao|xã nông "
        "thôn mới nâng cao|"
        "nông thôn mới kiểu mẫu|ntm kiểu mẫu|chuẩn nông thôn mới kiểu mẫu|chuẩn ntm kiểu mẫu|xã nông "
        "thôn mới kiểu mẫu|"
        "nông thôn mới hiện đại|ntm hiện đại|chuẩn nông thôn mới hiện đại|chuẩn ntm hiện đại|nông thôn "
        "mới thông minh|chuẩn nâng cao|chuẩn kiểu mẫu|chuẩn hiện đại|chuẩn xã nông thôn mới nâng cao|"
        "chuẩn xã nông thôn mới kiểu mẫu|chuẩn xã nông thôn mới hiện đại|chuẩn xã ntm nâng cao|"
        "chuẩn xã ntm kiểu mẫu|xã ntm nâng cao|xã ntm kiểu mẫu|xã ntm hiện đại|xã nông thôn mới hiện đại"
    ),
    Word.VILLAGE_STANDARD: (
        "chuẩn thôn nông thôn mới|thôn nông thôn mới|chuẩn thôn ntm|thôn ntm|bản nông thôn mới|thôn bản "
        "nông thôn mới|"
        "chuẩn nông thôn mới cấp thôn|chuẩn ấp nông thôn mới|ấp nông thôn mới|thôn đạt chuẩn nông thôn mới|"
        "chuẩn bản nông thôn mới|chuẩn bản ntm|bản ntm|chuẩn xóm nông thôn mới|xóm nông thôn mới|"
        "chuẩn buôn nông thôn mới|buôn nông thôn mới|chuẩn khu dân cư nông thôn mới|khu dân cư nông thôn mới"
    ),
    Word.MODEL: (
        "thôn kiểu mẫu|thôn nông thôn mới kiểu mẫu|thôn ntm kiểu mẫu|khu dân cư kiểu mẫu|khu dân cư nông "
        "thôn mới kiểu mẫu|"
        "khu dân cư ntm kiểu mẫu|bản kiểu mẫu|ấp kiểu mẫu|xóm kiểu mẫu|kiểu mẫu|chuẩn thôn kiểu mẫu"
    ),
    Word.LEAST: (
        "ít nhất|tối thiểu|từ|trên|hơn|không dưới|không thấp hơn|tối thiểu từ|ít nhất từ|không ít hơn|"
        "ít nhất là|tối thiểu là|tối thiểu có"
    ),
    Word.ABOUT: "khoảng|xấp xỉ|gần|chiếm khoảng|đạt khoảng|chiếm",
    Word.MORE: "trở lên|trở lên trên",
    Word.MOST: "không quá|tối đa|nhiều nhất|không vượt quá|không cao hơn|không hơn",
    Word.BELOW: "dưới",
    Word.NONE: "không còn|không có|không để|không còn có",
    Word.EACH: "mỗi|từng",
    Word.ALL: "tất cả|toàn bộ",
    Word.REST: "còn lại",
    Word.AMONG: "trong đó|gồm|bao gồm|gồm có",
    Word.FOR: "đối với",
    Word.DET: "các|số|những|tổng các|số các|các số",
    Word.NOT: "chưa|không|chưa được",
    Word.MAKE: (
        "thành lập|hỗ trợ|trồng mới|tạo việc làm|tạo việc làm mới|giải quyết việc làm|"
        "phát triển|nhân rộng|mở|tổ chức|trồng|cứng hóa|bê tông hóa|nhựa hóa|kiên cố "
        "hóa|nâng cấp|hình thành|xóa|"
        "sửa chữa|xây mới|làm mới|cải tạo|lắp đặt|đào tạo|hỗ trợ xây dựng"
    ),
}


# What the programme counts: a statement that counts in one of these is read by its own phrases alone.
PROGRAMME_NOUNS = frozenset(
    "xã|thôn|bản|ấp|buôn|xóm|khóm|khu dân cư|tổ dân phố|huyện|thị xã|tỉnh|tiêu chí|chỉ tiêu|sản phẩm|vườn|"
    "tiêu chí/xã|tiêu chí/năm|tiêu chí/xã/năm|xã/năm|thôn/năm|xã/huyện|thôn/xã|%".split("|")
)


class Known(NamedTuple):
    """A phrase of the lexicon: its part, its length in words, and whether it was spelt right."""

    word: Word
    length: int
    exact: bool


class _Entry(NamedTuple):
    keys: tuple[str, ...]
    folded: tuple[str, ...]
    word: Word


@lru_cache(maxsize=16384)
def _forms(word: str) -> tuple[str, str]:
    """A word as it compares: by letter and tone, and without marks."""
    return name_key(word), fold(word)


def _table() -> tuple[dict[str, list[_Entry]], int]:
    """Phrases by their first word without marks, the longest first."""
    table: dict[str, list[_Entry]] = {}
    for word, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            keys, folded = zip(*map(_forms, phrase.split()), strict=True)
            table.setdefault(folded[0], []).append(_Entry(keys, folded, word))
    for entries in table.values():
        entries.sort(key=lambda entry: len(entry.keys), reverse=True)
    return table, max(len(entry.keys) for entries in table.values() for entry in entries)


_TABLE, LONGEST = _table()


def opens_phrase(word: str) -> bool:
    """Does a phrase of the lexicon begin with this word, marks apart?"""
    return _forms(word)[1] in _TABLE


def longest_phrase(words: Sequence[str]) -> Known | None:
    """The longest phrase of the lexicon that `words` begin with; one spelt right before a loose one."""
    entries = _TABLE.get(_forms(words[0])[1])
    if entries is None:
        return None
    forms = [_forms(word) for word in words]
    loose: Known | None = None
    for entry in entries:
        length = len(entry.keys)
        if length > len(forms) or (loose is not None and length < loose.length):
            continue
        if all(form[0] == key for form, key in zip(forms, entry.keys, strict=False)):
            return Known(entry.word, length, True)
        if (
            length > 1
            and loose is None
            and all(form[1] == key for form, key in zip(forms, entry.folded, strict=False))
        ):
            loose = Known(entry.word, length, False)
    return loose
