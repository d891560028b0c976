"""Nhiệm vụ và phân công: who does what, how often, by when, and whom they report to or advise."""

from __future__ import annotations

import re

from chungsuc.core.statements import Certainty, Duty, PartialDate
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.flow import plain
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.seams import Role

_BODY_WORDS = (
    r"Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Hội đồng|Ban(?! hành)|BCĐ|Bộ(?! tiêu chí)(?! máy)|Sở|Các|Phòng(?!,? "
    r"chống)|Văn phòng|VP|"
    r"Chi cục|Cục|Mặt trận|MTTQ|Đoàn|Hội(?! nhập)|"
    r"Công an|Trung tâm|Chi nhánh|Thủ trưởng|Chủ tịch|Lãnh đạo|Đảng ủy|Đảng uỷ|Chi bộ|Thường trực|Huyện "
    r"ủy|Huyện uỷ|"
    r"Tỉnh ủy|Thành ủy|Liên đoàn|Ngân hàng|Kho bạc|Bảo hiểm xã hội|Trường(?! học)|Trạm|Bưu điện|Đài|"
    r"Báo(?! cáo)|Cơ quan|Đơn vị|Tổ(?! chức)|Hạt|Chính quyền"
)
_VERBS = (
    r"chủ trì|phối hợp|tham mưu|xây dựng|tăng cường|(?<!các )(?<!và )tổ chức(?! chính trị)(?! đoàn thể)|"
    r"có trách nhiệm|"
    r"chịu trách nhiệm|chỉ đạo|hướng dẫn|triển khai|(?<!được )thực hiện|đôn đốc|theo dõi|căn cứ|báo cáo|"
    r"kiểm tra|giám sát|"
    r"phân công|tiếp tục|chủ động|tập trung|rà soát|tuyên truyền|vận động|cân đối|bố trí|tiến hành|quán "
    r"triệt|làm tốt|là cơ quan|"
    r"đẩy mạnh|đề xuất|thẩm định|thẩm tra|quản lý|ban hành|định kỳ|thường xuyên|huy động|nghiên cứu|cụ "
    r"thể hóa|đăng ký|giúp|lập|phụ trách|tổng hợp|cập nhật|trực tiếp|bảo đảm|đảm bảo|đánh giá|hoàn thiện|"
    r"lồng ghép|nâng cao"
)
_BODY = rf"(?:(?:Đề nghị|Giao|Yêu cầu)\s+)?(?P<body>(?:{_BODY_WORDS})\b[^.;:]{{0,160}}?)"
_ACTS = re.compile(rf"\s*{_BODY}\s*,?\s+(?=(?:{_VERBS})\b)")
_HEADING_LEAD = re.compile(
    r"^\s*(?:đối với|đề nghị|trách nhiệm (?:của )?|giao|nhiệm vụ (?:của )?)\s+", re.IGNORECASE
)
_IS_BODY = re.compile(
    rf"^\s*(?:{_BODY_WORDS})\b|^\s*(?:các|thành viên|lãnh đạo|phòng|ban|xã|cấp)\b", re.IGNORECASE
)
_AS_FOLLOWS = re.compile(r"\bsau(?:\s+đây)?\s*[:.]?\s*$", re.IGNORECASE)
_LONGEST_BODY = 140
_REPORTED = re.compile(
    rf"(?i:báo cáo)\s+(?:(?!kết quả của)[^.;]{{0,90}}?\s(?:về|với|cho|đến|"
    rf"lên)\s+)?(?P<to>(?:{_BODY_WORDS})\b[^.;()]{{0,90}}?)"
    r"(?=\s*(?:[.;()]|$|\bkết quả\b|\btheo\b|\bđể\b|\btrước\b|\bvề\b|\bviệc\b|\btình hình\b|\bxem xét\b|"
    r"\bđịnh kỳ\b|\(qua))"
)
_ADVISED = re.compile(
    rf"(?i:tham mưu)\s+(?:cho\s+|giúp\s+|với\s+|,\s*giúp\s+)?(?P<to>(?:{_BODY_WORDS})\b[^.;()]{{0,70}}?)"
    rf"(?=\s+(?:{_VERBS}|định kỳ|sơ kết|giao|trình|phân bổ|quyết định|lồng ghép|các)\b|\s*(?:[.;()]|$))"
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
    tasks: list[Duty] = []
    duties: list[Duty] = []
    bodies: list[tuple[float, str]] = []  # bodies of the headings above: (depth, name)
    by_id = {node.id: node for node in outline.nodes}
    for part in outline.parts[first:]:
        if part.block.role is not Role.TEXT or part.closing or part.topic not in (Topic.TASKS, Topic.DUTIES):
            continue
        is_duty = part.topic is Topic.DUTIES
        depth = part.section.depth if part.section else 0
        if part.node is not None:
            bodies = [each for each in bodies if each[0] < depth]
        if (
            part.is_heading
            and part.node is not None
            and (named := _heading_body(part.node.title))
            and is_duty
        ):
            bodies.append((depth, named))
        if part.node is None and is_duty and (named := _line_body(part)):
            above = part.section
            while above is not None and not above.number[:1].isalnum():
                above = by_id.get(above.parent) if above.parent else None
            depth_of_line = (above.depth if above else 0) + 0.5
            bodies = [*(each for each in bodies if each[0] < depth_of_line), (depth_of_line, named)]
            continue
        if not _is_work(part):
            continue
        body, start = _body(part)
        if body is None and is_duty and bodies:
            body = bodies[-1][1]
        if is_duty and body is None and part.node is None:
            continue  # a closing sentence
        kept = duties if is_duty else tasks
        kept.append(_duty(part, f"{'d' if is_duty else 'w'}{len(kept) + 1}", body, start))
    return tuple(tasks), tuple(duties)


def _is_work(part: Part) -> bool:
    """A heading is no task; neither is a closing sentence ("Trên đây là Kế hoạch …")."""
    words = plain(part.block.body).strip()
    if part.is_heading:
        return False
    return len(words.split()) > 4 and not words.startswith(("tren day la", "(", "noi nhan"))


def _line_body(part: Part) -> str | None:
    """ "UBND các xã:" alone on its line: the bullets below are its duties."""
    text = part.block.body.strip()
    if not text.endswith(":") or len(text) > _LONGEST_BODY or any(char.isdigit() for char in text):
        return None
    return _heading_body(text)


def _heading_body(title: str) -> str | None:
    if _AS_FOLLOWS.search(title) and (acts := _ACTS.match(title)):
        return acts["body"].strip(" ,")
    bare = _HEADING_LEAD.sub("", title)
    if bare == title and not _IS_BODY.match(title):
        return None
    return bare.strip(" :.") or None


def _body(part: Part) -> tuple[str | None, int]:
    """The body that the paragraph itself names, and where its work begins."""
    if part.label:
        bare = _HEADING_LEAD.sub("", part.label)
        if _IS_BODY.match(bare) and (bare != part.label or part.topic is Topic.DUTIES):
            return bare.strip(), part.label_end
    if found := _ACTS.match(part.text, part.block.body_start):
        return found["body"].strip(" ,"), part.block.body_start
    return None, part.block.body_start


def _duty(part: Part, item_id: str, body: str | None, start: int) -> Duty:
    text = part.text
    return Duty(
        id=item_id,
        source=part.block.flow.source(),
        certainty=Certainty.CERTAIN if body else Certainty.LIKELY,
        text=" ".join(text[start:].split()),
        body=body,
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
