"""Quốc hiệu và cơ quan: the lines over the kind of a document, however its two columns were flattened.

Each line may hold the left column (bodies, number), the right one (motto, place and day) or both, in any
order. What is known by its form is taken out; what remains are the names of bodies, the superior first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.flow import plain
from chungsuc.reading.letters import CAPITAL

_SYMBOL = (
    r"(?:[QN]\s(?=[ĐQ]-))?[A-ZĐ][A-Za-zĐđƯưÂâÊê0-9]*(?:\s?&\s?[A-ZĐ]+)?"  # "Q Đ-UBND": set apart by a scanner
    r"(?:\s?[-–/]\s?[A-ZĐ][A-Za-zĐđƯưÂâÊêĂăÔôƠơ&0-9.]*)*"
)
_UNJOINED = r"(?:NQ|KH|QĐ|CT|CTr|KL|TB|HD|BC|CV|TTr)\s?/\s?[A-ZĐ]"  # "Số 15 NQ/TU", as it was long written
NUMBER = re.compile(
    r"(?<!\w)[Ss](?:[ốôóồổỗộoO0Ố]|(?=\s?:))\s*[:.]?\s*(?P<number>[0-9lI][0-9a-zA-Z]*(?:\s?/\s?[0-9]{4})?)?"
    rf"(?:[\s.…_]*(?P<dash>[-/–])\s*|(?<=[0-9])\s(?={_UNJOINED}))(?P<symbol>{_SYMBOL})"
)
_NUMBER_ALONE = re.compile(  # "35/QĐ-UBND" on a line of its own
    r"(?P<number>[0-9]{1,5}(?:/[0-9]{4})?)(?P<dash>[-/])(?P<symbol>(?:QĐ|NQ|KH|CT|CTr|BC|TB|KL|HD|TTr)[-/][A-ZĐ][A-ZĐ-]+)"
)
_OF_PARTY = re.compile(r"(?:TW|TƯ|TU|HU|ThU|QU|ĐU|ĐUK)\b")
_DIGITS = r"[0-9lIO]{0,2}"
_GAP = r"[\s.…_]*"
_DATE = re.compile(  # on plain words
    rf"(?P<date>ngay{_GAP}{_DIGITS.lower()}{_GAP}(?:thang{_GAP}{_DIGITS.lower()}{_GAP}nam{_GAP}[0-9]{{4}}"
    rf"|/{_GAP}{_DIGITS.lower()}{_GAP}/{_GAP}[0-9]{{4}})|ngay\s+[0-9]{{1,2}}[-.][0-9]{{1,2}}[-.][0-9]{{4}})"
)
_DAY_ALONE = re.compile(rf"\W*\w[^,:;]{{1,40}},\s*{_DATE.pattern}\W*")
_PLACE = re.compile(rf"(?:^|\s)(?P<place>(?:TP\.?\s?)?[{CAPITAL}][^,:;/\t]{{1,40}}?)\s*[,.;]?\s*$")
_MOTTO = re.compile(  # on plain words
    r"cong hoa xa hoi chu nghia viet nam|doc lap\W{1,5}tu do\W{1,5}hanh phuc|dang cong san viet nam"
)
_COLUMNS = re.compile(r"\t+|\s{3,}|[-–—_=]{3,}|\*+|\|")
_BODY = re.compile(
    r"(?:u\s?y ban|ubnd|hoi dong|hdnd|ban chap hanh|dang bo|dang uy|huyen uy|tinh uy|thanh uy|thi uy|quan uy|"
    r"ban [a-z]+|van phong|so [a-z]+|bo [a-z]+|chinh phu|thu tuong|quoc hoi|phong [a-z]+|chi cuc|cuc [a-z]+|"
    r"tong cuc|"
    r"mat tran|hoi [a-z]+|doan [a-z]+|lien doan|tong lien doan|cong doan|cong an|vien [a-z]+|toa an|kho "
    r"bac|trung "
    r"tam|truong [a-z]+|benh vien|ngan hang|bao hiem|lien minh|kiem toan|hat kiem|to cong tac|chi bo|"
    r"thuong truc|"
    r"co quan [a-z]+|chu tich|lien hiep|tong cong ty|cong ty|dai [a-z]+|tap doan)\b"
)
_AREA = re.compile(r"(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)\s+\w")
_NO_BODY = re.compile(
    r"\W*(?:du thao|ban sao|hoa toc|thuong khan|khan|toi mat|tuyet mat|mat$|khoa|ky hop|nhiem ky|cong "
    r"bao|v/v|ve viec)\b"
)
_SITE = re.compile(r"(?:^|[|\t])\s*co so du lieu\b")  # what a site prints over each of its pages
_COUNTS = re.compile(r"Số\s", re.IGNORECASE)  # "Số trang: 7" of a page, where plain words would say "Sở …"
_FORM = re.compile(r"(?<!\w)(?i:biểu mẫu|mẫu|biểu|phụ lục)\s+số\b.*", re.DOTALL)
_JOINT = re.compile(r"(?:LT|LN|PH)(?=[-/]|$)|LTịch")


@dataclass(slots=True)
class Masthead:
    number: str | None = None
    symbol: str | None = None
    has_dash: bool = False  # "12-CTr/HU": the Party's way
    place: str | None = None
    issued_on: PartialDate | None = None
    bodies: list[str] = field(default_factory=list)
    called: str | None = None  # the kind before the number: "Công văn số: 12/SXD-QLN"
    area: str | None = None  # "TỈNH …" alone over the body

    @property
    def is_complete(self) -> bool:
        """The number and the day stand at the end of a head: what follows is no part of it."""
        return self.symbol is not None and self.issued_on is not None

    @property
    def says_anything(self) -> bool:
        return bool(self.symbol or self.issued_on or self.bodies or self.called)

    @property
    def issuer(self) -> str | None:
        if not self.bodies:
            return None
        if self.symbol and _JOINT.search(self.symbol):
            return " - ".join(self.bodies)
        return self.bodies[-1]

    @property
    def superior(self) -> str | None:
        if len(self.bodies) > 1 and not (self.symbol and _JOINT.search(self.symbol)):
            return self.bodies[-2]
        return self.area

    def read(self, text: str) -> bool:
        """Take what one line says. Was there anything that is part of a head?"""
        if _SITE.search(plain(text)):
            return False
        rest, has_number = self._without_number(text)
        rest, has_motto = _without_motto(rest)
        rest, has_day = self._without_day(rest)
        named = [self._take(segment) for segment in _COLUMNS.split(rest)]
        return has_number or has_motto or has_day or any(named)

    def read_below(self, text: str) -> bool:
        """A line below the title that has nothing on it but the number, or the place and the day."""
        if NUMBER.match(text.strip(" *(")) is None and not _DAY_ALONE.fullmatch(plain(text)):
            return False
        rest, named = self._without_number(text)
        return self._without_day(rest)[1] or named

    def read_title(self, title: str, body: str | None) -> None:
        """ "… của Thủ tướng Chính phủ số 5/2001/CT-TTg ngày 3 tháng 4 năm 2001 về …": all but the place."""
        self._without_number(title)
        if self.issued_on is None and (day := _DATE.search(plain(title))):
            self.issued_on = _day(title[day.start() : day.end()])
        if body and not self.bodies and _BODY.match(plain(body)):
            self.bodies.append(" ".join(body.split()))

    def _without_number(self, text: str) -> tuple[str, bool]:
        if form := _FORM.search(text):
            text = text[: form.start()]  # the number of a form is not the document's
        found = NUMBER.search(text) or (
            _NUMBER_ALONE.fullmatch(text.strip()) if self.symbol is None else None
        )
        if found is None:
            return text, False
        self.number = without_slips(found["number"]) if found["number"] else None
        self.symbol = re.sub(r"\s*([-–/&])\s*|\s", r"\1", found["symbol"])
        self.has_dash = is_joined_by_dash(found["dash"], self.symbol)
        kind = re.search(
            r"(?:Nghị quyết|Luật|Nghị định|Quyết định|Pháp lệnh|Thông tư|Công văn)\s*$", text[: found.start()]
        )
        self.called = kind[0].strip() if kind else self.called
        start = kind.start() if kind else found.start()
        return f"{text[:start]}\t{text[found.end() :]}", True

    def _take(self, segment: str) -> bool:
        shown = segment.strip(" -–.*#|")
        words = plain(shown)
        if not words or _NO_BODY.match(words):
            return False
        if is_body(shown):
            self.bodies.append(" ".join(shown.split()))
            return True
        if not shown.isupper():
            return False
        if self.bodies:
            self.bodies[-1] = " ".join(f"{self.bodies[-1]} {shown}".split())  # "ỦY BAN NHÂN DÂN" / "HUYỆN …"
            return True
        if _AREA.match(words):
            self.area = " ".join(shown.split())  # "TỈNH …" over "UBND HUYỆN …"
            return True
        return False

    def _without_day(self, text: str) -> tuple[str, bool]:
        found = _DATE.search(plain(text))
        if found is None:
            return text, False
        self.issued_on = _day(text[found.start() : found.end()]) or self.issued_on
        before = text[: found.start()]
        column = _COLUMNS.split(before.rstrip())[-1]
        start = found.start()
        if place := _PLACE.search(column):
            self.place = " ".join(place["place"].split())
            start = before.rstrip().rfind(column) + place.start("place")
        return f"{text[:start]}\t{text[found.end() :]}", True


def symbol_at(text: str, place: int) -> str | None:
    """The symbol of the number that stands at that place."""
    found = NUMBER.match(text, place)
    return found["symbol"] if found else None


def is_joined_by_dash(dash: str | None, symbol: str) -> bool:
    """The Party's way: "15-NQ/TU"; "15 NQ/TU" is read so too."""
    return dash in ("-", "–") if dash else _OF_PARTY.search(symbol) is not None


def is_body(text: str) -> bool:
    """Does the line begin with the name of a body? It counts nothing: "Số trang: 7"."""
    return _BODY.match(plain(text)) is not None and _COUNTS.match(text) is None


def is_motto(words: str) -> bool:
    """Is Quốc hiệu, Tiêu ngữ or the name of the Party among the (plain) words?"""
    return _MOTTO.search(words) is not None


def _without_motto(text: str) -> tuple[str, bool]:
    kept, place = [], 0
    for found in _MOTTO.finditer(plain(text)):
        kept.append(text[place : found.start()])
        place = found.end()
    return "\t".join([*kept, text[place:]]), place > 0


def without_slips(number: str) -> str:
    """ "1O5", "l2": a scanner's O, I and l among digits."""
    return re.sub(r"\s", "", number).replace("l", "1").replace("I", "1").replace("O", "0")


def _day(text: str) -> PartialDate | None:
    words = " ".join(re.sub(r"[.…_]+", " ", text).split())
    words = re.sub(r"(?<![^\W\d_])[0-9lIO]+(?![^\W\d_])", lambda digits: without_slips(digits[0]), words)
    try:
        return parse_date(re.sub(r"\s*/\s*", "/", words))
    except DateError:
        pass
    stroke = re.fullmatch(r"\D*/\s*(?P<month>[0-9]{0,2})\s*/\s*(?P<year>[0-9]{4})", words)
    try:
        return parse_date(f"{stroke['month']}/{stroke['year']}".lstrip("/")) if stroke else None
    except DateError:
        return None
