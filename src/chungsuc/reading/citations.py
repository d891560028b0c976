"""Viện dẫn: a document named in a text by its kind, number, day and issuing body.

"Quyết định số 12/QĐ-UBND ngày 05/3/2022 của UBND tỉnh về việc …", "Luật Đầu tư công ngày 13/6/2019",
"Nghị quyết số 05-NQ/TU". A citation ends where its own words end: the subject is read by `bases`,
which knows where the citation stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.flow import plain
from chungsuc.reading.issuers import issuer_end
from chungsuc.reading.letters import CAPITAL

_KINDS = (
    "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Chỉ thị", "Kế hoạch", "Chương trình", "Kết luận",
    "Thông báo", "Thông tri", "Hướng dẫn", "Công văn", "Văn bản", "Tờ trình", "Báo cáo", "Đề án", "Quy định",
    "Quy chế", "Công điện", "Lệnh", "Sắc lệnh", "Phương án", "Giấy mời", "Bộ luật", "Luật", "Pháp lệnh",
    "Biên bản", "Hợp đồng", "Giấy phép", "Phiếu trình",
)  # fmt: skip
_KIND_BY_WORDS = {plain(kind): kind for kind in _KINDS}
KIND_NAMES = "|".join(sorted(_KINDS, key=len, reverse=True))
LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_OF_KIND = (
    r"(?:\s+(?:lien\s+tich|hanh\s+dong|cong\s+tac|ket\s+luan|tham\s+tra|tham\s+dinh|hop\s+nhat|chuyen\s+de|phoi\s+"
    r"hop|lien\s+nganh|tiep\s+thu,?\s*giai\s+trinh|giai\s+trinh,?\s*tiep\s+thu|tong\s+ket))?"
)
_SHORT = {"nq": "Nghị quyết", "qd": "Quyết định", "nd": "Nghị định", "kh": "Kế hoạch", "cv": "Công văn"}
_KIND = (
    rf"(?P<kind>{'|'.join(sorted(_KIND_BY_WORDS, key=len, reverse=True))}|(?:{'|'.join(_SHORT)})(?=\s+so\b))"
    rf"{_OF_KIND}(?:\s+|(?=so\s))"
)
_GLUED = r"(?:(?<=can cu)|(?<=thuc hien)|(?<=trien khai)|(?<=theo)|(?<=va))"  # "Thực hiệnQuyết định số"
_BEFORE = re.compile(  # in plain words, right before the number
    rf"(?<!phap )(?:(?:(?<!\w)|{_GLUED}){_KIND}(?:so?\s*[:.]?\s*)?|(?<!\w)so\s*[:.]?\s*)"
    r"(?P<more>(?:[0-9]{1,5}\s*(?:[,;]|va)\s*){1,12}(?:so\s+)?)?$"
)
_NAMED_BEFORE = re.compile(  # "Căn cứ Quy định thi hành Điều lệ … số": the kind, its name, the number
    rf"(?<!\w)(?:can cu|thuc hien|trien khai|thi hanh|theo|va)\s+(?:cac\s+)?(?!bo luat|luat|phap lenh){_KIND}"
    rf"(?:(?!(?<!bo )(?<!so )(?:{'|'.join(_KIND_BY_WORDS)})\b)[^,;:.]){{2,100}}?\s+so\s*[:.]?\s*$"
)
_BEFORE_REACHES = 120
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХ\u00d0", "ABEKMHOPCTXĐ")  # Cyrillic letters, and Ð of Icelandic
_LETTERS = "A-ZĐƯÂÊĂÔƠ" + "".join(map(chr, _LOOK_ALIKES))
_PART = (
    rf"(?:[QN]\s(?=[ĐQ]-))?[{_LETTERS}]"  # "Q Đ-UBND": letters that a scanner set apart
    rf"(?:[{_LETTERS}0-9&]|(?<=GD)\sĐT\b|(?<=[TC])[Tt]?r|(?<=T)g|(?<=V)x|\s?\.(?=[{_LETTERS}][{_LETTERS}0-9]))*"
)
_YEAR = r"(?:(?:/|\s?/\s?(?=[0-9]{4}\s?/))(?:19|20)[0-9]{2}|-(?:19|20)[0-9]{2}(?=/))"
_UNJOINED = r"\s(?=(?:NQ|KH|QĐ|CT|CTr|KL|TB|HD|BC|CV|TTr)/[A-ZĐ])"  # "Nghị quyết số 15 NQ/TU"
NUMBER = rf"[0-9][0-9lO]{{0,4}}[a-z]?{_YEAR}?(?:\s?[-–/]\s?|{_UNJOINED}){_PART}(?:\s?[-–/]\s?{_PART})*"
NUMBERED = re.compile(
    rf"(?:(?<![\w/.,-])|(?<=\b[Ss]ố)|(?<=\b[Ss]))(?:{NUMBER}|[lIO][0-9lO]{{1,4}}/{_PART}-{_PART})(?=\W|_|$|của)"
)
_SLASHED = r"[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?(?:[0-9]{4}|[12][0-9]\s[0-9]{2})(?![0-9])"
_WORDED = r"ngày\s*[0-9]{1,2}\s*tháng\s*[0-9]{1,2}\s*,?\s*năm\s*[0-9]{4}"
_DATE = re.compile(
    rf"\s*(?:,?\s*(?:cùng\s+)?|(?P<bracket>\()\s*)(?P<date>{_WORDED}|(?:ngày\s*)?{_SLASHED})(?(bracket)\s*\))",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\s*,?\s*(?:được\s+)?(?:(?:ký\s+)?(?:ban hành|ký)|hồi\s+[0-9]{1,2}(?:h|\s*giờ)[^,;.]{0,10})"
    r",?\s+(?=ngày\s*[0-9])"
)
_OF = re.compile(r"\s*,?\s*(?:của|do|(?P<between>giữa))\s+(?P<joint>[Ll]iên\s+[Bb]ộ\s*:?\s*)?")
_JOINT = re.compile(r"LT(?=[-/])")  # "TTLT-…", "NQLT/…": of several bodies
_ALIAS = re.compile(r"\s*\((?:nay|trước đây|cũ|khóa|khoá)\b[^()]{0,200}\)", re.IGNORECASE)
_SESSION = re.compile(r"\s*,?\s*(?:tại\s+)?kỳ\s+họp\s+(?:lần\s+)?thứ\s+\w+(?:\s*\([^()]{0,60}\))?")
_TERM = re.compile(r"\s*,?\s*(?:nhiệm\s+kỳ|khóa|khoá)\s+[^,;.()]{1,40}", re.IGNORECASE)
_LAW_WORD = re.compile(
    r"(?<!\w)(?P<kind>Bộ [Ll]uật|Luật|Pháp [Ll]ệnh|Hiến [Pp]háp|"
    r"(?<=ăn cứ )(?:bộ luật|luật|pháp lệnh|hiến pháp))"
    r"(?:\s+|(?<=ác Luật)\s*:\s*)"
)
# "các Luật: Thủy lợi ngày …; Đê điều ngày …": the word is said once for the clause
_LAWS_TOGETHER = re.compile(r"\b[Cc]ác\s+(?:Bộ\s+)?[Ll]uật(?P<colon>\s*:)?\s*(?=[^\W\d_])")
_NEXT_LAW = re.compile(
    rf"(?<=[0-9)])\s*(?:[,;]\s*(?:và\s+)?|và\s+)(?=[{CAPITAL}])"
    rf"(?!(?:{KIND_NAMES}|Căn cứ|Thực hiện)\b)"
)
_SENTENCE_END = re.compile(r"\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[;.](?=\s|$)")
_TELLS_WHICH = re.compile(r"\s*,?\s*\(?(?:số\s*[:.]?\s*[0-9]|ngày\s+[0-9]|(?:năm\s+)?(?:19|20)[0-9]{2})")
# "Luật Ban hành văn bản … của Hội đồng nhân dân, Ủy ban nhân dân ngày …": a name with a comma in it
_COUNCILS = r"(?:Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND)[^,;.:()]{0,40}\s(?:ngày\s+[0-9]|năm\s+(?:19|20))"
_LAW_NAME_END = re.compile(
    rf"\s*(?:[;:()“”]|\.(?=\s|$)|,(?=\s*(?:(?!{_COUNCILS})[{CAPITAL}]|ngày\b|số\b|năm\b|được\b|đã\b))|$|"
    r"ngày\s+[0-9]|(?:19|20)[0-9]{2}(?=\s*(?:[;,.)]|$))|"
    r"\bsố\s*[:.]?\s*[0-9]|\bnăm\s+(?:19|20)[0-9]{2}|\b(?:đã\s+)?được\s+(?:sửa|bổ|thay|Quốc|[ỦU]ỷ?y?\s+ban)|"
    r"\bvà\s+(?:Luật|Bộ\s+luật|Pháp\s+lệnh|các|pháp\s+luật|Nghị|Quyết))"
)
_AMENDS_END = re.compile(
    r"\s*(?:[;:()“”]|\.(?=\s|$)|$|,?\s*\bngày\s+[0-9]|,?\s*\bsố\s*[:.]?\s*[0-9]|\bnăm\s+(?:19|20)[0-9]{2}|"
    r",?\s*\b(?:đã\s+)?được\s+(?:sửa|bổ|thay|Quốc))"
)
_PASSED = re.compile(  # "… đã được Quốc hội khóa XI thông qua ngày 26/11/2003"
    r"\s*,?\s*(?:đã\s+)?được\s+(?:Quốc\s+hội|[ỦU]ỷ?y?\s+ban)\s[^;:.]{0,140}?\bthông\s+qua(?=\s*,?\s*ngày\b)"
)
_REVISED = re.compile(
    r"\s*\((?:đã\s+)?(?:được\s+)?(?:sửa đổi|bổ sung|hợp nhất)[^()]{0,40}\)|\s*,?\s*công bố(?=\s)"
)
_LAW_YEAR = re.compile(r"\s*,?\s*\(?(?:năm\s+)?(?P<year>(?:19|20)[0-9]{2})\)?")
_DOUBLED = re.compile(r"(\w[^,;]{3,80}) \1")
_NEAR = 400  # characters that the name of a law may take before its number
_KIND_OF_SYMBOL = {
    "NQ": "Nghị quyết",
    "QD": "Quyết định",
    "ND": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư",
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "KL": "Kết luận",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "TTR": "Tờ trình",
    "BC": "Báo cáo",
    "CV": "Công văn",
    "CD": "Công điện",
    "QYD": "Quy định",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One document as named; `end` is behind the last of its own words, before its subject."""

    start: int
    end: int
    kind: str
    number: str  # "" for a law that is named and not numbered
    issued_on: PartialDate | None = None
    issuer: str | None = None
    name: str | None = None  # of a law: "Đất đai"
    says_kind: bool = True  # the text names the kind; else it was told from the symbol


def citations_in(text: str) -> tuple[Citation, ...]:
    """Every document that the text names by its number; laws by name too."""
    found: list[Citation] = []
    words_of_laws = _law_words(text)
    place = 0
    for match in NUMBERED.finditer(text):
        if match.start() < place:
            continue
        begin = max(place, match.start() - _BEFORE_REACHES)
        words = plain(text[begin : match.start()])
        before = _BEFORE.search(words)
        if before is not None and not before["kind"] and not before["more"]:
            before = _NAMED_BEFORE.search(words) or before
        if before is None and not _looks_cited(match[0]):
            continue
        kind = before["kind"] if before else None
        start = match.start() if before is None else begin + before.start("kind" if kind else 0)
        law = None if kind else _law_before(text, words_of_laws, place, start)
        found.extend(_laws(text, words_of_laws, place, law.start if law else start))
        read = _finished(text, _numbered(match, kind, start, law))
        if before and law is None and before.groupdict().get("more"):
            found.extend(_others(read, before["more"], begin + before.start("more")))
            read = replace(read, start=match.start())
        found.append(read)
        place = read.end
    found.extend(_laws(text, words_of_laws, place, len(text)))
    return tuple(found)


def _numbered(match: re.Match[str], kind_words: str | None, start: int, law: Citation | None) -> Citation:
    joined = re.sub(rf"(?<=[0-9]){_UNJOINED}", "-", match[0])
    number = _without_slips(re.sub(r"\s+", "", joined).replace("–", "-"))
    if law is not None:
        return replace(law, end=match.end(), number=number)
    kind = (_KIND_BY_WORDS | _SHORT)[" ".join(kind_words.split())] if kind_words else _kind_of(number)
    issuer = "Quốc hội" if kind in ("Luật", "Bộ luật") else _issuer_before(match.string, start, match.start())
    return Citation(start, match.end(), kind, number, issuer=issuer, says_kind=kind_words is not None)


def _issuer_before(text: str, start: int, until: int) -> str | None:
    """ "Nghị quyết của HĐND huyện số 5/NQ-HĐND": between the kind and the number."""
    of = re.search(rf"\scủa\s+(?=[{CAPITAL}])", text[start:until])
    stop = issuer_end(text, start + of.end()) if of else None
    if of is None or stop is None or not re.fullmatch(r"\s*,?\s*số\s*[:.]?\s*", text[stop:until]):
        return None
    return " ".join(text[start + of.end() : stop].split())


def _without_slips(number: str) -> str:
    """ "l2/QĐ-UBND", "1O/KH-UBND": a scanner's l and O among digits, its Cyrillic letters among ours."""
    number = number.translate(_LOOK_ALIKES)
    digits = re.match(r"[0-9lIO]+", number)
    if digits is None:
        return number
    return digits[0].replace("l", "1").replace("I", "1").replace("O", "0") + number[digits.end() :]


def _others(read: Citation, more: str, begin: int) -> Iterator[Citation]:
    """ "số 11, 12, 13/QĐ-TTg": those before the last have its symbol, day and issuing body."""
    rest = re.sub(r"^[0-9]+[a-z]?", "", read.number)
    for place, bare in enumerate(re.finditer(r"[0-9]+", more)):
        start = begin + bare.start()
        first = read.start if place == 0 else start
        yield replace(read, start=first, end=start + len(bare[0]), number=bare[0] + rest)


def _finished(text: str, read: Citation) -> Citation:
    """Its day, issuing body and term of office, in the order that the text has them."""
    end, day, issuer = read.end, read.issued_on, read.issuer
    while True:
        if day is None and (found := _DATE.match(text, _day_after(text, end, read))):
            day, end = day_of(found["date"]), found.end()
        elif (issuer is None or read.kind in LAWS) and (of := _OF.match(text, end)):
            jointly = bool(of["between"] or _JOINT.search(read.number))
            stop = issuer_end(text, of.end(), jointly=jointly, bare=of["joint"] is not None)
            if stop is None:
                break
            issuer, end = _once(" ".join(text[of.end() : stop].split())), stop
            if term := _TERM.match(text, end):
                issuer, end = " ".join(f"{issuer}{term[0]}".split()), term.end()
            if alias := _ALIAS.match(text, end) or _SESSION.match(text, end):
                end = alias.end()
            if day is not None:
                break
        else:
            break
    return replace(read, end=end, issued_on=day, issuer=issuer)


def _day_after(text: str, end: int, read: Citation) -> int:
    """Where the day would stand: behind "được Quốc hội … thông qua", "ban hành"."""
    aside = _SIGNED.match(text, end) or (read.kind in LAWS and _PASSED.match(text, end)) or None
    return aside.end() if aside else end


def _once(name: str) -> str:
    """ "Chính phủ Chính phủ": a name that a slip of the pen doubled."""
    doubled = _DOUBLED.fullmatch(name)
    return doubled[1] if doubled else name


def _looks_cited(number: str) -> bool:
    """A bare "05-NQ/TU" is a citation; a bare "5/NTM" is not."""
    return bool(
        re.search(r"[0-9]\s?[-–/]\s?[A-ZĐ]{1,4}[rg]?\s?[-–/]\s?[A-ZĐ]|/(?:19|20)[0-9]{2}\s?/", number)
    )


def _kind_of(number: str) -> str:
    first = re.match(r"[0-9]+[a-zA-Z]?(?:/[0-9]{4})?[-/](?P<first>[^-/]+)(?P<rest>.*)", number)
    if first is None or first["first"] == "HĐ":  # a contract, not "HD"
        return ""
    known = _KIND_OF_SYMBOL.get(plain(first["first"]).upper())
    if known is None and first["first"].startswith("QH"):
        return ""  # a law or a resolution of the National Assembly
    return known or ""


# --- laws ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _LawWord:
    """Where a law begins and where its name does: behind "Luật", or in a list under one "các Luật"."""

    start: int
    name: int
    kind: str


def _law_words(text: str) -> list[_LawWord]:
    """In the order of the text."""
    found = [_LawWord(word.start(), word.end(), _law_kind(word)) for word in _LAW_WORD.finditer(text)]
    reached = 0
    for together in _LAWS_TOGETHER.finditer(text):
        if together.start() < reached:
            continue
        stop = (_SENTENCE_END if together["colon"] else _CLAUSE_END).search(text, together.end())
        reached = stop.start() if stop else len(text)
        gaps = _NEXT_LAW.finditer(text, together.end(), reached)
        names = [gap.end() for gap in gaps if _TELLS_WHICH.match(text, _name_end(text, gap.end()))]
        found.extend(_LawWord(name, name, "Luật") for name in names)
    return sorted(found, key=lambda word: word.start)


def _between(words: Sequence[_LawWord], start: int, stop: int) -> Sequence[_LawWord]:
    first = bisect_left(words, start, key=lambda word: word.start)
    return words[first : bisect_left(words, stop, lo=first, key=lambda word: word.start)]


def _law_before(text: str, words: Sequence[_LawWord], place: int, until: int) -> Citation | None:
    """ "Luật Đất đai" right before "số 31/2024/QH15"."""
    for word in _between(words, max(place, until - _NEAR), until):
        end = min(until, _name_end(text, word.name))
        if word.name < end and not text[end:until].strip(" ,"):
            name = " ".join(text[word.name : end].split()).removesuffix(" s")  # "s 5": of "số" cut short
            return Citation(word.start, until, word.kind, "", issuer=_maker(word.kind), name=name)
    return None


def _laws(text: str, words: Sequence[_LawWord], start: int, stop: int) -> Iterator[Citation]:
    """Laws by name alone, in `text[start:stop]`."""
    place = start
    for word in _between(words, start, stop):
        if word.start < place:
            continue
        place = word.name
        end = _name_end(text, place)
        name = " ".join(text[place:end].split())
        aside = _REVISED.match(text, end) or _PASSED.match(text, end)
        behind = aside.end() if aside else end
        named = name[:1].isupper() or word.kind == "Hiến pháp" or _amends(name)
        is_bare = not name and not (word.kind == "Hiến pháp" and _LAW_YEAR.match(text, end))
        if end > stop or is_bare or not (named or _DATE.match(text, behind)):
            continue  # "Luật ngân sách nhà nước ngày …" is a law by its day
        read = Citation(word.start, end, word.kind, "", issuer=_maker(word.kind), name=name or None)
        place, end = end, behind
        if day := _DATE.match(text, end):
            read = replace(read, end=day.end(), issued_on=day_of(day["date"]))
        elif year := _LAW_YEAR.match(text, end):
            read = replace(read, end=year.end(), issued_on=PartialDate(int(year["year"])))
        place = max(place, read.end)
        yield read


def _maker(kind: str) -> str:
    return "Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội"


def _law_kind(word: re.Match[str]) -> str:
    return word["kind"].capitalize()


def _name_end(text: str, start: int) -> int:
    form = _AMENDS_END if _amends(text[start : start + 12]) else _LAW_NAME_END
    found = form.search(text, start, min(len(text), start + _NEAR))
    return found.start() if found else start


def _amends(name: str) -> bool:
    return plain(name).startswith(("sua doi", "sua oi", "bo sung"))


def day_of(text: str) -> PartialDate | None:
    words = re.sub(r"\s*([/.-])\s*", r"\1", " ".join(text.replace(",", " ").split()))
    words = re.sub(r"(?<=[0-9])(?=[tn])|(?<=[gym])(?=[0-9])", " ", words)  # "ngày 16 tháng7 năm 2013"
    words = re.sub(r"(?<=[/.-])([12][0-9]) ([0-9]{2})$", r"\1\2", words)  # "16/7/20 21"
    try:
        return parse_date(re.sub(r"(?i)^ngày(?=[0-9])", "ngày ", words))
    except DateError:
        return None
