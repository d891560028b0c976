"""Cơ quan, đơn vị, đoàn thể: how the words of a duty name the body that does it."""

from __future__ import annotations

import re

BODY_WORDS = (
    r"Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Hội đồng|Ban(?! hành)|BCĐ|Bộ(?! tiêu chí)(?! máy)|Sở|Các|Phòng(?!,? "
    r"chống)|Văn phòng|VP|Chi cục|Cục|Mặt trận|MTTQ|Đoàn|Hội(?! nhập)(?! nghị)|Hiệp hội|Liên minh|Liên hiệp|"
    r"Công an|Trung tâm|Chi nhánh|Thủ trưởng|Chủ tịch|Lãnh đạo|Đảng ủy|Đảng uỷ|Chi bộ|Thường trực|Huyện "
    r"ủy|Huyện uỷ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Liên đoàn|Ngân hàng|Kho bạc|Bảo hiểm xã hội|"
    r"Trường(?! học)|Trạm|Bưu điện|Đài|Báo(?! cáo)|Cơ quan|Đơn vị|Tổ(?! chức)|Hạt|Chính quyền|Chính phủ|"
    r"Thủ tướng|Quốc hội|Chánh|Giám đốc|Kiểm toán|Viện|Tòa án|Tổng cục|Đồn|Doanh nghiệp|Trưởng"
)
VERBS = (
    r"chủ trì|phối hợp|tham mưu|xây dựng|tăng cường|(?<!các )(?<!và )tổ chức(?! chính trị)(?! đoàn "
    r"thể)(?! xã hội)|"
    r"có trách nhiệm|chịu trách nhiệm|chỉ đạo|hướng dẫn|triển khai|(?<!được )thực hiện|đôn đốc|theo dõi|"
    r"căn cứ|báo cáo|kiểm tra|giám sát|phân công|tiếp tục|chủ động|tập trung|rà soát|tuyên truyền|vận động|"
    r"cân đối|bố trí|tiến hành|quán triệt|làm tốt|là cơ quan|đẩy mạnh|đề xuất|thẩm định|thẩm tra|quản lý|"
    r"ban hành|định kỳ|thường xuyên|huy động|nghiên cứu|cụ thể hóa|đăng ký|giúp|lập|phụ trách|tổng hợp|"
    r"cập nhật|trực tiếp|bảo đảm|đảm bảo|đánh giá|hoàn thiện|lồng ghép|nâng cao|gửi|đăng tải|kiện toàn|"
    r"ưu tiên|nghiêm túc|khẩn trương|kịp thời|duy trì|chuẩn bị|bám sát|quan tâm"
)
# What says beyond doubt that work is given, wherever in a document the sentence stands.
_CHARGED = (
    r"chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|quyết định|giám sát|hướng dẫn|kiểm tra|"
    r"quy định chi tiết|căn cứ[^.;]{3,200}?\b(?:để|tổ chức|triển khai|quyết định)"
)
_LEAD = r"(?:(?:Căn cứ|Trên cơ sở|Theo)\b[^.;:]{3,160}?,\s+(?=[a-zà-ỹđ]))?"
_ASKED = r"(?:(?:Đề nghị|Giao|Yêu cầu)\s+)?"
ACTS = re.compile(rf"\s*{_ASKED}(?P<body>(?:{BODY_WORDS})\b[^.;:]{{0,160}}?)\s*,?\s+(?=(?:{VERBS})\b)")
_CHARGED_SENTENCE = re.compile(
    rf"\s*(?:{_LEAD}{_ASKED}(?P<body>(?i:{BODY_WORDS})\b[^.;:]{{0,160}}?)\s*,?\s+(?=(?:{_CHARGED})\b)"
    rf"|{_ASKED}(?P<bodies>(?:{BODY_WORDS})\b[^.]{{0,400}}?)\s*,?\s+(?=chịu trách nhiệm|giám sát|có "
    rf"trách nhiệm))"
)
_HEADING_LEAD = re.compile(
    r"^\s*(?:đối với|đề nghị|trách nhiệm (?:của )?|giao|nhiệm vụ (?:của )?)\s*:?\s+", re.IGNORECASE
)
_IS_BODY = re.compile(
    rf"^\s*(?:{BODY_WORDS})\b|^\s*(?:các|thành viên|lãnh đạo|phòng|ban|xã|cấp)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\s*(?:Các\s+)?(?:Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Ban (?:Chỉ|Dân|Quản|Tổ|Tuyên|Thường)|Bộ [A-ZĐ]|Sở|"
    r"sở|Phòng [A-ZĐ]|"
    r"Văn phòng|Chi cục|Cục|Mặt trận|Đoàn|Hội [A-ZĐ]|Hiệp hội|Công an|Trung tâm|Đảng ủy|Đảng uỷ|Liên "
    r"minh|Liên "
    r"đoàn|Ngân hàng|Kho bạc|Bảo hiểm xã hội|Báo (?!cáo)|Đài|Đề nghị)\b"
)
_HAS_VERB = re.compile(rf"\b(?:{VERBS})\b")
_SPOKEN_OF = re.compile(r"\bđược\s+(?!phân công|giao|chỉ định|ủy quyền|uỷ quyền)")
_BARE = frozenset(
    "cơ quan|đơn vị|các|tổ|ban|hội|đoàn|phòng|sở|bộ|trường|trạm|đài|báo|hội đồng|lãnh đạo|thường trực|"
    "văn phòng|"
    "trung tâm|cục|viện".split("|")
)


_ASKS = re.compile(rf".{{3,120}}?\s(?:yêu cầu|đề nghị|giao)\s+(?=(?i:{BODY_WORDS})\b)")
_ASIDE = re.compile(r"\s*,?\s+(?:trên cơ sở|theo chức năng|theo nhiệm vụ|theo quy định|trong phạm vi)\b.*")
# Words that no name has, though they may follow one in a heading.
_ACTING = re.compile(r"(?<=\w{3})\s+(?:tổng hợp|tham mưu|rà soát|hướng dẫn|đôn đốc|tiếp tục)\s+\w.*")


def trimmed(body: str) -> str:
    """The body alone: not who asks it, not its remit, not the work ("UBND tỉnh yêu cầu các sở …")."""
    asked = _ASKS.match(body)
    named = _ASIDE.sub("", body[asked.end() :] if asked else body)
    return _ACTING.sub("", named).strip(" ,") or body


def heading_body(title: str) -> str | None:
    """ "Đối với Sở Y tế" is Sở Y tế; None where the title names no body."""
    bare = _HEADING_LEAD.sub("", title)
    if bare == title and not _IS_BODY.match(title):
        return None
    return bare.strip(" :.") or None


def bare_body(label: str) -> str | None:
    """The body that a label is ("Sở Y tế: …"), without what leads to it."""
    bare = _HEADING_LEAD.sub("", label)
    return bare.strip() if _IS_BODY.match(bare) else None


def leads_to_body(label: str) -> bool:
    return _HEADING_LEAD.match(label) is not None


def is_named_body(title: str) -> bool:
    """A heading that is a body and nothing else: "1. Sở Y tế", "Công an thành phố"."""
    return _NAMED.match(title) is not None and _HAS_VERB.search(title) is None


def is_bare(body: str) -> bool:
    """ "Cơ quan" alone names nobody; "các hội được hỗ trợ" are spoken of, not told to work."""
    return body.casefold().strip(" ,") in _BARE or _SPOKEN_OF.search(body) is not None


def listed_bodies(text: str) -> str | None:
    """ "Hội Nông dân, Liên minh Hợp tác xã": a list of bodies and nothing else."""
    listed = text.strip(" .;:")
    return listed if listed and _IS_BODY.match(listed) and not _HAS_VERB.search(listed) else None


def charged_body(text: str, start: int) -> str | None:
    """The body that a sentence gives work to beyond doubt."""
    found = _CHARGED_SENTENCE.match(text, start)
    if found is None:
        return None
    body = (found["body"] or found["bodies"]).strip(" ,;")
    return None if not body or is_bare(body) else body
