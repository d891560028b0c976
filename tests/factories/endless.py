"""Papers as long as one likes, each made of one thing again and again; the pieces differ by their number."""

from __future__ import annotations

from collections.abc import Callable

_SYLLABLES = "An Bình Cường Dũng Giang Hà Khánh Lâm Minh Nam Phú Quang Sơn Tân Vân Xuân Yên Thịnh".split()
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEAD = "KẾ HOẠCH\nXây dựng nông thôn mới năm 2024\n"
_GOALS = f"{_HEAD}I. MỤC TIÊU\n"
_MONEY = f"{_HEAD}I. KINH PHÍ\n"
_ITEMS = "TT\tNội dung\tĐơn vị chủ trì\tVốn (triệu đồng)\n"


def name(number: int) -> str:
    """A name of two or three syllables, another one for every number."""
    count = len(_SYLLABLES)
    found = f"{_SYLLABLES[number % count]} {_SYLLABLES[number // count % count]}"
    return found if number < count * count else f"{found} {_SYLLABLES[number // count**2 % count]}"


def _table(number: int) -> str:
    rows = f"1\tĐường thôn\tXã {name(number)}\t{number}\n2\tCầu dân sinh\tXã {name(number + 1)}\t20\n"
    return f"Bảng {number}. Vốn của xã {name(number)}\n\n{_ITEMS}{rows}\tTổng cộng\t\t{number + 20}\n\n"


def _repeated(opening: str, piece: Callable[[int], str], closing: str = "") -> Callable[[int], str]:
    return lambda count: opening + "".join(map(piece, range(1, count + 1))) + closing


def _notes_at_the_end(count: int) -> str:
    marks = [str(number).translate(_RAISED) for number in range(1, count + 1)]
    said = "".join(f"- Xã {name(place)}{mark} đạt 12 tiêu chí\n" for place, mark in enumerate(marks))
    notes = "".join(f"{mark} {name(place)} 5 thôn.\n" for place, mark in enumerate(marks))
    return f"{_GOALS}{said}{notes}"


SHAPES: dict[str, Callable[[int], str]] = {
    "one sentence of words": _repeated(_GOALS, lambda n: "xã đạt chuẩn và các xã khác "),
    "one sentence of communes": _repeated(_GOALS, lambda n: f"xã {name(n)} đạt {n % 19 + 1} tiêu chí, "),
    "one sentence of shares": _repeated(_GOALS, lambda n: "hộ nghèo còn 5%, thu nhập 50 triệu đồng, "),
    "one sentence of money": _repeated(
        f"{_MONEY}Tổng kinh phí 50 triệu đồng, trong đó: ", lambda n: f"vốn {name(n)} {n} triệu đồng; "
    ),
    "the same statement": _repeated(_GOALS, lambda n: "- Phấn đấu có thêm 03 xã đạt chuẩn nông thôn mới.\n"),
    "statements that contradict": _repeated(
        _GOALS, lambda n: f"- Phấn đấu năm 2024 có thêm {n} xã đạt tiêu chí số {n % 19 + 1}.\n"
    ),
    "counts with their parts": _repeated(
        _GOALS, lambda n: f"- Huyện có {n + 3} xã, gồm {n} xã đạt chuẩn và 3 xã chưa đạt chuẩn.\n"
    ),
    "communes": _repeated(_GOALS, lambda n: f"- Xã {name(n)} đạt {n % 19 + 1} tiêu chí.\n"),
    "shares": _repeated(_GOALS, lambda n: f"- Tỷ lệ hộ {name(n)} dùng nước sạch đạt {n % 90}%.\n"),
    "amounts": _repeated(
        f"{_MONEY}Tổng kinh phí: 5.490 triệu đồng, trong đó:\n",
        lambda n: f"- Vốn {name(n)}: {n} triệu đồng;\n",
    ),
    "tasks": _repeated(f"{_HEAD}I. NHIỆM VỤ\n", lambda n: f"- Hoàn thành {n} công trình tại xã {name(n)}.\n"),
    "duties": _repeated(
        f"{_HEAD}I. TỔ CHỨC THỰC HIỆN\n", lambda n: f"{n}. Phòng {name(n)}\nChủ trì rà soát, báo cáo.\n"
    ),
    "bases": _repeated(_HEAD, lambda n: f"Căn cứ Quyết định số {n}/QĐ-TTg ngày 22/02/2022;\n"),
    "citations": _repeated(_GOALS, lambda n: f"- Theo Quyết định số {n}/QĐ-UBND, khoản {n} Điều {n}.\n"),
    "articles": _repeated(_HEAD, lambda n: f"Điều {n}. Nội dung {name(n)}\n1. Theo khoản 1 Điều {n}.\n"),
    "titles": _repeated(_HEAD, lambda n: f"{n}. NỘI DUNG {name(n).upper()}\n"),
    "nested numbers": _repeated(_GOALS, lambda n: "1. A\n1.1. B\n1.1.1. C\na) D\n"),
    "annexes": _repeated(_GOALS, lambda n: f"Phụ lục {n}\nDANH MỤC {name(n).upper()}\n\n"),
    "footnotes of their own mark": _notes_at_the_end,
    "units named": _repeated(_GOALS, lambda n: f"Tại xã {name(n)}, thôn {name(n + 7)} các ngành phối hợp.\n"),
    "one table": _repeated(
        f"{_MONEY}{_ITEMS}", lambda n: f"{n}\tCông trình {n}\tXã {name(n)}\t{n}\n", "\tTổng cộng\t\t9\n"
    ),
    "tables": _repeated(_MONEY, _table),
    "one line of letters": _repeated(_GOALS, lambda n: "a" * 20),
    "bullets": _repeated(_GOALS, lambda n: "- a\n"),
    "tabs": _repeated(_GOALS, lambda n: "\t"),
    "numbers in a row": _repeated(_GOALS, lambda n: "1."),
    "brackets": _repeated(_GOALS, lambda n: "("),
    "lines that go on": _repeated(_GOALS, lambda n: "và các xã khác\n"),
}
