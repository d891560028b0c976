"""Nhiệm vụ và phân công: who does what, how often, by when, and whom they report to or advise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from chungsuc.core.statements import Certainty, Duty, OutlineNode, PartialDate, Source
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.bodies import (
    ACTS,
    BODY_WORDS,
    VERBS,
    bare_body,
    charged_body,
    heading_body,
    is_bare,
    is_named_body,
    leads_to_body,
    listed_bodies,
    trimmed,
)
from chungsuc.reading.deadlines import deadline_in, frequency_in
from chungsuc.reading.flow import plain
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.seams import Role

_AS_FOLLOWS = re.compile(r"\bsau(?:\s+đây)?\s*[:.]?\s*$", re.IGNORECASE)
_LONGEST_BODY = 140
# "Cơ quan thực hiện: …", "Thời gian hoàn thành: …" stand below the work that they speak of.
_ROLE = re.compile(
    r"\s*(?:các\s+)?(?:cơ quan|đơn vị|địa phương|tổ chức|bộ phận|phân công)?(?:\s*,\s*(?:đơn vị|địa "
    r"phương))?\s*"
    r"(?P<role>chủ trì|thực hiện|phối hợp|chịu trách nhiệm)[^:.;]{0,50}:\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WHEN = re.compile(
    r"\s*(?:thời gian|thời hạn|tiến độ|lộ trình)(?:\s+(?:thực hiện|hoàn thành|trình|ban hành|triển khai|"
    r"báo cáo))?"
    r"\s*:\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_BODY_END = re.compile(rf"\s+(?=(?:{VERBS})\b)|[.]\s*$|[.]\s+(?=[A-ZĐÀ-Ỹ])")
_NOT_WORK = ("tren day la", "(", "noi nhan", "trong qua trinh")
_FEWEST_WORDS = 4
# "Nghị quyết này có hiệu lực từ …", "01 vị trí tại …", "Các thông số quan trắc:" tell nobody to do anything.
_IN_FORCE = re.compile(r"[^;]{0,200}?\b(?:co|het)\s+hieu\s+luc\b")
_COUNTED = re.compile(r"[0-9]")
_WORKS = re.compile(rf"\b(?:{VERBS}|phát triển|đầu tư|nâng cấp|hỗ trợ|tham gia)\b", re.IGNORECASE)
_LEADS_IN = re.compile(r"\b(?:bao gom|gom|nhu sau|sau day|sau|cu the)\s*:\s*$")
_WHO_IS_MEANT = re.compile(r"^\s*(?:doi tuong|pham vi|giai thich|dinh nghia)\b")
_CHARGED_TOPICS = (Topic.FUNDING, Topic.OTHER, Topic.TASKS)
_REPORTED = re.compile(
    rf"(?i:báo cáo)\s+(?:(?!kết quả của)[^.;]{{0,90}}?\s(?:về|với|cho|đến|"
    rf"lên)\s+)?(?P<to>(?:{BODY_WORDS})\b[^.;()]{{0,90}}?)"
    r"(?=\s*(?:[.;()]|$|\bkết quả\b|\btheo\b|\bđể\b|\btrước\b|\bvề\b|\bviệc\b|\btình hình\b|\bxem xét\b|"
    r"(?<!hương )\btrình\b|\bbổ sung\b|\bđịnh kỳ\b|\(qua))"
)
_ADVISED = re.compile(
    rf"(?i:tham mưu)\s+(?:cho\s+|giúp\s+|với\s+|,\s*giúp\s+)?(?P<to>(?:{BODY_WORDS})\b[^.;()]{{0,70}}?)"
    rf"(?=\s+(?:{VERBS}|định kỳ|sơ kết|giao|trình|phân bổ|quyết định|lồng ghép|các|xem xét)\b|"
    r"\s*(?:[.;()]|$))"
)
_EVERY = re.compile(
    r"(?:hằng|hàng|mỗi|từng|theo)\s+(?P<a>tuần|tháng|quý|năm)|(?P<b>đột xuất)|"
    r"(?P<c>0?[369]\s+tháng)(?!\s*(?:đầu|cuối)\s+năm\s+20)"
    r"|(?<=định kỳ\s)(?P<d>tuần|tháng|quý|năm)|(?<=tháng,\s)(?P<f>năm)|(?<=tháng và\s)(?P<g>năm)|"
    r"(?:(?:0?1|một|cả)\s+)(?P<e>năm)(?=\s*(?:[,;.)]|và|báo cáo|"
    r"tổng kết|$))",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:trước|chậm nhất|xong|trong|đến hết|hết|cuối|vào)\s+(?:ngày\s+)?(?P<day>[0-9]{1,2}/[0-9]{1,2}/20["
    r"0-9]{2}|"
    r"(?:ngày\s+[0-9]{1,2}\s+)?tháng\s+[0-9]{1,2}(?:/|\s+năm\s+)20[0-9]{2}|năm\s+20[0-9]{2})",
    re.IGNORECASE,
)


def read_duties(outline: Outline, *, first: int) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """Tasks (what is to be done) and duties (what each body answers for)."""
    reader = _Reader({node.id: node for node in outline.nodes})
    for part in outline.parts[first:]:
        if part.block.role is Role.TEXT and not part.closing:
            reader.read(part)
    return tuple(reader.tasks), tuple(reader.duties)


@dataclass(slots=True)
class _Reader:
    """Goes down the parts, keeping the bodies of the headings above and the work not yet given to anyone."""

    by_id: dict[str, OutlineNode]
    tasks: list[Duty] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    bodies: list[tuple[float, str]] = field(default_factory=list)  # of the headings above: (depth, name)
    lists: list[int] = field(default_factory=list)  # depths of headings that are a body, outside the duties
    pending: list[tuple[list[Duty], int]] = field(default_factory=list)  # work whose roles may follow
    answered: bool = False  # a role of the pending work was read
    heading: Part | None = None

    def read(self, part: Part) -> None:
        depth = part.section.depth if part.section else 0
        if part.node is not None:
            self.bodies = [each for each in self.bodies if each[0] < depth]
            self.lists = [each for each in self.lists if each < depth]
        if part.topic not in (Topic.TASKS, Topic.DUTIES):
            self._read_charged(part)
            return
        if self._read_role(part):
            return
        if part.is_heading:
            self.pending.clear()
            self.heading = part
        asked = leads_to_body(f"{part.label} x") and listed_bodies(part.text[part.label_end :])
        if part.node is not None and asked:  # "6. Đề nghị: Hội Nông dân, Hội Phụ nữ"
            self.bodies.append((depth, asked))
            return
        is_duty = part.topic is Topic.DUTIES or bool(self.lists)
        if part.is_heading and part.node is not None and self._open_body(part.node, depth, is_duty):
            return
        if part.node is None and is_duty and (named := _line_body(part)):
            line_depth = self._depth_of_line(part)
            self.bodies = [each for each in self.bodies if each[0] < line_depth]
            self.bodies.append((line_depth, named))
            return
        if not self._is_work(part):
            return
        body, start = _body(part, is_duty=is_duty)
        if body is None and is_duty and self.bodies:
            body = self.bodies[-1][1]
        if is_duty and body is None and part.node is None:
            return  # a closing sentence
        self._keep(part, self.duties if is_duty else self.tasks, body, start)

    def _open_body(self, node: OutlineNode, depth: int, is_duty: bool) -> bool:
        """ "1. Sở Y tế": the bullets below are its duties."""
        if is_duty:
            if (named := _heading_body(node.title)) is not None:
                self.bodies.append((depth, named))
            return named is not None
        if is_named_body(node.title) and (named := heading_body(node.title)) is not None:
            self.bodies.append((depth, named))
            self.lists.append(depth)
            return True
        return False

    def _is_work(self, part: Part) -> bool:
        """A heading is no task; neither is a closing sentence ("Trên đây là Kế hoạch …")."""
        words = plain(part.block.body).strip()
        if part.is_heading or len(words.split()) <= _FEWEST_WORDS or words.startswith(_NOT_WORK):
            return False
        if _IN_FORCE.match(words) or _COUNTED.match(words):
            return False
        if words.endswith(":") and not _WORKS.search(part.block.body[:_LONGEST_BODY]):
            return False
        above = part.section
        while above is not None:
            if _WHO_IS_MEANT.match(plain(above.title)):
                return False
            above = self.by_id.get(above.parent) if above.parent else None
        return _LEADS_IN.search(words) is None

    def _depth_of_line(self, part: Part) -> float:
        above = part.section
        while above is not None and not above.number[:1].isalnum():
            above = self.by_id.get(above.parent) if above.parent else None
        return (above.depth if above else 0) + 0.5

    def _keep(self, part: Part, kept: list[Duty], body: str | None, start: int) -> None:
        if self.answered:
            self.pending.clear()
            self.answered = False
        letter = "d" if kept is self.duties else "w"
        kept.append(_duty(part, f"{letter}{len(kept) + 1}", body, start))
        self.pending.append((kept, len(kept) - 1))

    def _read_charged(self, part: Part) -> None:
        """ "2. Sở Tài chính chủ trì …" in a part on money, "Điều 3. Giám đốc … chịu trách nhiệm thi hành"."""
        self.pending.clear()
        if part.topic not in _CHARGED_TOPICS or not self._is_work(part):
            return
        if (body := charged_body(part.text, part.block.body_start)) is not None:
            self.duties.append(_duty(part, f"d{len(self.duties) + 1}", body, part.block.body_start))

    def _read_role(self, part: Part) -> bool:
        """ "- Đơn vị chủ trì: Sở Y tế" below the work; the heading itself is the work where nothing "
        "else is."""
        body = part.block.body
        if when := _WHEN.fullmatch(body):
            self._answer(part, deadline=deadline_in(when["rest"]), frequency=frequency_in(when["rest"]))
            return True
        role = _ROLE.fullmatch(body)
        if role is None:
            return False
        if not self.pending and self.heading is not None:
            heading, self.heading = self.heading, None
            self._keep(heading, self.tasks, None, heading.block.body_start)
        who = _ROLE_BODY_END.split(role["rest"].strip(), maxsplit=1)[0].strip(" .;,")
        leads = "phối hợp" not in role["role"].casefold()
        self._answer(part, body=trimmed(who) if who and leads else None)
        return True

    def _answer(
        self,
        part: Part,
        *,
        body: str | None = None,
        deadline: PartialDate | None = None,
        frequency: tuple[str, ...] = (),
    ) -> None:
        for kept, place in self.pending:
            work = kept[place]
            spans = (*work.source.spans, *part.block.flow.spans())
            kept[place] = replace(
                work,
                body=work.body or body,
                certainty=Certainty.CERTAIN if work.body or body else work.certainty,
                deadline=work.deadline or deadline,
                frequency=work.frequency or frequency,
                source=Source(work.source.line, work.source.text, work.source.page, spans),
            )
        self.answered = self.answered or body is not None


def _line_body(part: Part) -> str | None:
    """ "UBND các xã:" alone on its line: the bullets below are its duties."""
    text = part.block.body.strip()
    if not text.endswith(":") or len(text) > _LONGEST_BODY or any(char.isdigit() for char in text):
        return None
    return _heading_body(text)


def _heading_body(title: str) -> str | None:
    if _AS_FOLLOWS.search(title) and (acts := ACTS.match(title)):
        return acts["body"].strip(" ,")
    return heading_body(title)


def _body(part: Part, *, is_duty: bool) -> tuple[str | None, int]:
    """The body that the paragraph itself names, and where its work begins."""
    start = part.block.body_start
    if part.label:
        bare = bare_body(part.label)
        if bare and not is_bare(bare) and (leads_to_body(part.label) or is_duty):
            return bare, part.label_end
    if (found := ACTS.match(part.text, start)) and not is_bare(found["body"]):
        return found["body"].strip(" ,"), start
    return (charged_body(part.text, start) if is_duty else None), start


def _duty(part: Part, item_id: str, body: str | None, start: int) -> Duty:
    text = part.text
    return Duty(
        id=item_id,
        source=part.block.flow.source(),
        certainty=Certainty.CERTAIN if body else Certainty.LIKELY,
        text=" ".join(text[start:].split()),
        body=trimmed(body) if body else None,
        frequency=_frequency(text),
        deadline=_deadline(text),
        report_to=_whom(_REPORTED, text),
        advises=_whom(_ADVISED, text),
        section=part.section.id if part.section else None,
    )


def _frequency(text: str) -> tuple[str, ...]:
    found = []
    for match in _EVERY.finditer(text):
        words = next(group for group in match.groups() if group)
        found.append(" ".join(words.casefold().lstrip("0").split()))
    return tuple(dict.fromkeys(found))


def _deadline(text: str) -> PartialDate | None:
    found = _BY.search(text)
    if found is None:
        return None
    try:
        return parse_date(" ".join(found["day"].casefold().split()))
    except DateError:
        return None


def _whom(form: re.Pattern[str], text: str) -> str | None:
    found = form.search(text)
    return " ".join(found["to"].split()).strip(" ,") if found else None
