"""Mệnh đề quanh một con số: what is said of it before, and what it measures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.marks import Mark, Sort
from chungsuc.reading.quantities.measures import Kind, Measure
from chungsuc.reading.quantities.wording import HINTS, LONGEST_HINT, Hint

WINDOW = 600  # characters to either side: no clause of a plan is longer

_STOPS = re.compile(r"[.!?](?=\s|$|[”\"»)])|[;\t]|…|/\./?")
_BREAKS = re.compile(
    r"[:(]|,\s+(?:(?:và|trong đó|đồng thời|riêng|nhất là)\s+)?(?=(?:phấn đấu|mục tiêu|chỉ tiêu|tỷ lệ|"
    r"tỉ lệ|tỷ trọng|tổng|số\s|bình quân|thu nhập|"
    r"diện tích|năng suất|sản lượng|giá trị|duy trì|nâng|giảm|tăng|đạt|có\s|hoàn thành|bảo đảm|đảm bảo|"
    r"trong đó|chiếm|kim ngạch|"
    r"tổ chức|xây dựng|thành lập|đào tạo|giải quyết|tạo việc làm|thu hút|trồng|phát triển|mở|kết nạp|"
    r"doanh thu|mật độ|quy mô|độ che phủ|tốc độ|mức\s|không còn|ước|trung bình|"
    r"(?:trên|dưới|ít nhất|tối thiểu|khoảng|không quá)\s+[0-9]|[0-9]))|\s(?:và|đồng thời)\s+(?=(?:trên |"
    r"ít nhất |tối thiểu |khoảng )?"
    r"[0-9][0-9.,]*\s*%|(?:bằng|tăng|giảm|đạt)\s+[0-9]|"
    r"(?:phấn đấu|tỷ lệ|tỉ lệ|giảm tỷ lệ|tăng tỷ lệ)\b)|\s[-–+]\s(?=(?-i:[A-ZĐÁÂĂÔƠƯ0-9]))",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[:()=]|,\s+(?=(?:(?:và|trong đó|đồng thời|riêng|nhất là|bao gồm|gồm|cụ thể)\s+)?(?:phấn đấu|"
    r"kinh phí|trị giá|tỷ lệ|"
    r"tỉ lệ|tỷ trọng|tổng|bình quân|thu nhập|"
    r"diện tích|năng suất|sản lượng|giá trị|duy trì|nâng|giảm|tăng|đạt|hoàn thành|bảo đảm|đảm bảo|"
    r"trong đó|chiếm|gồm|bao gồm|"
    r"góp phần|nhằm|qua đó|từ đó|để\s|tạo\s|tiến tới|không để|không còn|vượt|so với|kim ngạch|doanh thu|"
    r"mật độ|tốc độ|"
    r"tổ chức|xây dựng|thành lập|đào tạo|giải quyết|tạo việc làm|thu hút|trồng|phát triển|mở|kết nạp|có\s|"
    r"ước|quy mô|cụ thể|"
    r"(?:trên|dưới|ít nhất|tối thiểu|khoảng|không quá)\s+[0-9]|[0-9]))|\s(?:và|đồng thời)\s+(?=(?:trên |"
    r"ít nhất |tối thiểu |khoảng )?"
    r"[0-9][0-9.,]*\s*%|(?:bằng|tăng|giảm|đạt)\s+[0-9]|(?:phấn đấu|tỷ lệ|tỉ lệ)\b)|"
    r"\s(?=(?:góp phần|nhằm|trong đó)\s|(?:với|từ)\s+(?:tổng\s+)?(?:kinh phí|số tiền|mức đầu tư|số vốn|"
    r"nguồn vốn|vốn)\b)|"
    r"\s[-–+]\s(?=(?-i:[A-ZĐÁÂĂÔƠƯ0-9]))",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\((?:theo\s+|tính\s+theo\s+)?giá\s+(?:so\s+sánh|cố\s+định|hiện\s+hành|thực\s+tế)[^()]{0,40}\)"
)
_MARKS = ' ,;:-–“”"'
_CLOSES = (",", ")")  # right behind "98%" they end what is said of it
_ONWARDS = re.compile(r"\s*trở\s+(?P<way>lên|xuống)", re.IGNORECASE)
_COMPARED = re.compile(r"\s*so\s+(?:với|cùng)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;()]+")
_LEAD = re.compile(
    r"[\s,;:.()\-–+*“\"”]*(?:(?:và|với|trong đó|đồng thời|trong|riêng|về|cụ thể|như sau|là|thì|mà|gồm|"
    r"bao gồm|cùng với|cũng như|đối với|"
    r"phấn đấu|quyết tâm|mục tiêu|chỉ tiêu|yêu cầu|bảo đảm|đảm bảo|tiếp tục|từng bước|cơ bản|hằng năm|"
    r"hàng năm|mỗi năm|bình quân|trung bình|"
    r"kết quả|ước|dự kiến|đã|mới|sẽ|đến nay|hiện nay|đưa|nâng cao|nâng|tăng(?!\s+trưởng)|giảm|kéo giảm|"
    r"duy trì|giữ|"
    r"giữ vững|góp phần)(?!\w)[\s,:.]*)*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:chỉ tiêu|mục tiêu|nhiệm vụ)\s+[0-9.]+\s*[:.]\s*", re.IGNORECASE)
_SCOPES = re.compile(
    r"(?:trên địa bàn\s+)?(?:toàn|cả)\s+(?:tỉnh|huyện|xã|phường|thành phố|quốc|nước|ngành|vùng|thị xã|"
    r"địa bàn|quân khu|trường)(?:\s+phải)?|"
    r"(?:trên|tại)\s+địa bàn\s+\S+(?:\s+\S+){0,4}|trong\s+(?:kỳ|năm|giai đoạn)|mỗi\s+\S+(?:\s+\S+)?|"
    r"nước ta|nhiệm kỳ",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:mỗi|từng)\s+(?P<what>năm|quý|tháng|tuần|xã|phường|thôn|huyện|đơn vị|trường|địa phương|cơ quan|"
    r"hộ|lớp|ngành)\b[^.;:]{0,40}$"
)


@dataclass(slots=True)
class Sentence:
    """The paragraph of a figure, read once: its text in small letters and where its sentences end."""

    text: str
    low: str
    marks: Sequence[Mark]
    stops: list[int]  # where its sentences and their parts between semicolons end
    points: list[int]  # where its sentences end
    starts: list[int]  # of the marks

    @classmethod
    def of(cls, text: str, marks: Sequence[Mark]) -> Sentence:
        low = text.lower()
        if len(low) != len(text):
            low = text
        stops = [found.start() for found in _STOPS.finditer(text)]
        points = [place for place in stops if text[place] != ";"]
        return cls(text, low, marks, stops, points, [mark.start for mark in marks])

    def whole_begin(self, place: int, start: int) -> int:
        """Where the sentence begins, semicolons apart."""
        index = bisect_right(self.points, place - 1)
        return max(start, self.points[index - 1] + 1 if index else start)

    def between(self, start: int, end: int) -> Sequence[Mark]:
        """The marks that begin there."""
        return self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def times(self, start: int, end: int) -> list[Mark]:
        return [mark for mark in self.between(start, end) if mark.sort in (Sort.TIME, Sort.SINCE)]

    def names_this_year(self, place: int, start: int) -> bool:
        """ "Trong năm nay, …" before the figure in its sentence."""
        begin = max(self.whole_begin(place, start), place - WINDOW)
        return "năm nay" in self.low[begin:place]

    def is_inside_mark(self, place: int) -> bool:
        index = bisect_left(self.starts, place) - 1
        return index >= 0 and place < self.marks[index].end

    def begin(self, place: int, start: int) -> int:
        """Where the sentence (or the part between semicolons) of this place begins."""
        index = bisect_right(self.stops, place - 1)
        return max(start, self.stops[index - 1] + 1 if index else start)

    def end(self, place: int) -> int:
        index = bisect_right(self.stops, place)
        return self.stops[index] if index < len(self.stops) else len(self.text)


def without_asides(text: str) -> str:
    """Blanks for "(giá so sánh năm 2010)": its year is no time of the figure behind it."""
    return _ASIDE.sub(lambda aside: " " * len(aside[0]), text) if "(" in text else text


@dataclass(frozen=True, slots=True)
class Clause:
    """What surrounds one figure."""

    begin: int  # of the clause
    name_end: int  # where the words before the hints end
    hints: tuple[Hint, ...]  # from the figure outwards
    name: str  # what the clause names before the figure, cleaned: "tỷ lệ hộ nghèo"
    end: int  # of the words behind
    rest: str  # the words behind, with the noun of the measure
    more: bool  # "trở lên" behind
    less: bool  # "trở xuống"
    before: str  # small letters from the clause's beginning to the figure
    after: str
    lead: str  # small letters of the sentence before the figure
    bracketed: bool  # opens a bracket: "(dưới 2.500 gram)"
    earlier: str  # what the sentence names before the clause: "Tốc độ tăng …, bình quân tăng 8%"
    each: str = ""  # "mỗi quý"

    def has(self, *hints: Hint) -> bool:
        return any(hint in self.hints for hint in hints)


def clause_of(sentence: Sentence, index: int, measure: Measure, *, start: int, floor: int) -> Clause:
    """The clause of the figure `marks[index]`; nothing before `floor` belongs to it."""
    mark, text = sentence.marks[index], sentence.text
    first = max(sentence.begin(mark.start, start), floor, mark.start - WINDOW)
    hints, name_end = _hints(sentence, first, mark.start)
    begin, bracketed = _clause_begin(sentence, first, name_end, mark)
    limit = min(sentence.end(mark.end), mark.start + WINDOW)
    onwards = _ONWARDS.match(text, measure.end)
    way = onwards["way"].lower() if onwards else ""
    end = _end(sentence, measure, limit)
    each = _EACH.search(sentence.low, max(first, name_end - 60), mark.start)
    return Clause(
        begin=begin,
        name_end=name_end,
        hints=hints,
        name=_named(sentence, begin, name_end),
        end=end,
        rest=_rest(sentence, measure, end, bool(way)),
        more=way == "lên",
        less=way == "xuống",
        before=sentence.low[begin : mark.start],
        after=sentence.low[measure.end : end],
        lead=sentence.low[max(sentence.begin(mark.start, start), mark.start - 240) : mark.start],
        bracketed=bracketed,
        earlier=_named(sentence, first, begin) if begin > first else "",
        each=each["what"] if each else "",
    )


def _clause_begin(sentence: Sentence, first: int, name_end: int, mark: Mark) -> tuple[int, bool]:
    """Where the clause begins; and whether a bracket opens it."""
    text, begin, bracketed = sentence.text, first, False
    for found in _BREAKS.finditer(text, first, mark.end + 3):  # with its "%"
        if found.end() > name_end or sentence.is_inside_mark(found.start()):
            continue
        if found[0] == "(" and text.find(")", found.end(), name_end) >= 0:
            continue  # a remark inside the name
        begin, bracketed = found.end(), found[0] == "("
    if begin > first and text[begin - 1] == ":" and not text[begin:name_end].strip():
        begin = _back_over_colon(sentence, first, begin - 1)
    return begin, bracketed


def _back_over_colon(sentence: Sentence, first: int, colon: int) -> int:
    """ "Số lượng: 5.000 cuốn": the label before the colon names the figure."""
    begin = first
    for found in _BREAKS.finditer(sentence.text, first, colon):
        begin = found.end()
    return begin


def _hints(sentence: Sentence, first: int, figure: int) -> tuple[tuple[Hint, ...], int]:
    """The words of the lexicon that stand in a row right before the figure, and where they begin."""
    low = sentence.low
    window = max(first, figure - 90)
    words = [(found[0], found.start()) for found in _WORD.finditer(low, window, figure)]
    words = [part for word in words for part in _parts(*word)]
    hints: list[Hint] = []
    place, left = figure, len(words)
    while left:
        for length in range(min(LONGEST_HINT, left), 0, -1):
            row = words[left - length : left]
            hint = HINTS.get(" ".join(word for word, _ in row))
            if row[0][0] in ("lên", "xuống") and left > length and words[left - length - 1][0] == "trở":
                continue  # "từ 10 ha trở lên đạt …"
            if hint is Hint.MEAN and hints:
                hint = None  # "thu nhập bình quân đạt …": a part of the name
            if hint is not None and low[row[-1][1] + len(row[-1][0]) : place].strip() in ("", ","):
                hints.append(hint)
                left -= length
                place = row[0][1]
                break
        else:
            time = _time_ending_at(sentence, place, first)
            if time is None or not hints:
                break
            while left and words[left - 1][1] >= time.start:
                left -= 1
            place = time.start
    return tuple(hints), place


def _parts(word: str, start: int) -> list[tuple[str, int]]:
    """ "hộ:" is a word and a colon; "≥80" begins with a sign."""
    if len(word) > 1 and word[-1] in ":=":
        return [(word[:-1], start), (word[-1], start + len(word) - 1)]
    return [(word, start)]


def _time_ending_at(sentence: Sentence, place: int, first: int) -> Mark | None:
    """ "đến năm 2030" between the name and its figure: "Tỷ lệ … đến năm 2030 đạt 60%"."""
    times = sentence.times(first + 1, place)
    return times[-1] if times and not sentence.text[times[-1].end : place].strip(" ,()") else None


def _named(sentence: Sentence, begin: int, end: int) -> str:
    """The words before the figure without times, verbs of aiming and joints in front."""
    text = sentence.text
    while True:
        before = begin
        if found := _LABEL.match(text, begin, end):
            begin = found.end()
        if (found := _LEAD.match(text, begin, end)) and found.end() > begin:
            begin = _keep_metric(sentence, begin, found.end())
        blank = begin + len(text[begin:end]) - len(text[begin:end].lstrip(" ,"))
        for mark in sentence.times(blank, blank + 1):
            begin = min(mark.end, end)
        if (found := _SCOPES.match(text, begin, end)) and found.end() > begin:
            begin = found.end()
        if begin == before or begin >= end:
            break
    for mark in reversed(sentence.times(begin, end)):
        if text[mark.end : end].strip(" ,()"):
            break
        end = mark.start
    return " ".join(text[begin:end].split()).strip(' ,;:()-–“”"')


def _keep_metric(sentence: Sentence, begin: int, end: int) -> int:
    """ "tăng trưởng" and "mức tăng" open a name; "tăng" alone does not."""
    found = wording.METRIC.search(sentence.low, begin, end)
    return found.start() if found and found.start() < end else end


def _end(sentence: Sentence, measure: Measure, limit: int) -> int:
    """Where the words behind the figure end: at a mark of the clause, or where the next one begins."""
    if measure.kind is not Kind.COUNT and sentence.text[measure.end : measure.end + 1] in _CLOSES:
        return measure.end
    for found in _ENDS.finditer(sentence.text, measure.end, limit):
        if not sentence.is_inside_mark(found.start()):
            limit = found.start()
            break
    following = next((m for m in sentence.between(measure.end, limit) if m.sort is Sort.FIGURE), None)
    if following is not None:
        hints, begin = _hints(sentence, measure.end, following.start)
        if set(hints) & {Hint.TO, Hint.DOWN_TO}:
            return max(measure.end, begin)
    return limit


def _rest(sentence: Sentence, measure: Measure, end: int, skip: bool) -> str:
    """The words behind, without times at their ends."""
    begin = measure.noun_at if measure.kind is Kind.COUNT else measure.end
    text = sentence.text
    if skip and (found := _ONWARDS.match(text, measure.end)):
        begin = found.end()
    for mark in sentence.times(begin, end):
        if not text[begin : mark.start].strip(" ,("):
            begin = min(mark.end, end)
    for mark in reversed(sentence.times(begin, end)):
        if text[mark.end : end].strip(" ,.()"):
            break
        end = mark.start
    if _COMPARED.match(text, begin, end):
        return ""  # "bằng 105% so với kế hoạch": of what the sentence speaks of
    return _trimmed(text[begin:end])


def _trimmed(text: str) -> str:
    """On one line, without the marks at its ends; a bracket that is whole stays."""
    words = " ".join(text.split()).strip(_MARKS)
    if words.count("(") > words.count(")"):
        words = words.lstrip("(").rstrip("(").strip(_MARKS)
    if words.count(")") > words.count("("):
        words = words.rstrip(")").lstrip(")").strip(_MARKS)
    return words
