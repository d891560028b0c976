"""Cơ quan ban hành: where the name of a body ends in running text.

Names of bodies have no end mark: "của Bộ Nông nghiệp và Môi trường hướng dẫn …". Capitals go on, and so
do the small words that names of bodies are built from; the first other word is no longer the name.
"""

from __future__ import annotations

import re

from chungsuc.reading.letters import CAPITAL, SMALL

_PLAN = (  # not in "Sở Kế hoạch và Đầu tư", "Phòng Tài chính - Kế hoạch"
    r"(?<!hính - )(?<!hính – )(?<!hính-)Kế hoạch(?!\s*(?:và|[-–,&])\s*(?:[Đđ]ầu\s+[Tt]ư|[Tt]ài\s+[Cc]hính))"
)
_KIND = (
    rf"(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|{_PLAN}|Chương trình|Kết luận|Thông báo|Thông tri|"
    r"Hướng dẫn|Công văn|Văn bản|Tờ trình|Báo cáo|Đề án|Quy định|Luật|Bộ luật|Pháp lệnh|Hiến pháp|Lệnh|"
    r"Công điện)\b"
)
_BODY = (
    r"(?:Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Hội đồng|Bộ|Sở|Ban|Cục|Chi cục|Phòng|Văn phòng|Chính phủ|Thủ tướng|"
    r"Quốc hội|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Đảng ủy|Đảng uỷ|Thường trực|Chủ tịch|"
    r"Mặt trận|Trung ương|Tổng cục|Viện|Đoàn|Hội|Giám đốc|Trưởng)\b"
)
_VERB = (
    r"(?:về|v/v|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn|thực hiện|triển khai|giao|công bố|công nhận|"
    r"kiện toàn|bổ sung|thông qua|thông báo|tiếp tục|tại|theo|số|ngày|đến|là|cho|được|để|với|như|có|đã|"
    r"nhằm|yêu cầu|tăng cường|báo cáo|điều chỉnh|thành lập|(?<!hương )(?<!hương  )trình|"
    r"phân bổ|phân cấp|bãi bỏ|cho phép|chấp thuận|thống nhất|quyết định|hỗ trợ|kéo dài|đẩy mạnh|nâng cao|"
    r"phê chuẩn|đề nghị|nêu|trên địa bàn|do|của|tổ chức|hỏi|xin|gửi|kiến nghị|đề xuất|phản ánh|kèm)\b"
)
_VERB_IN_CAPITALS = (  # "… của Thủ tướng Chính phủ Phê duyệt Chương trình"
    r"(?:Về|V/v|Ban hành|Phê duyệt|Quy định|Sửa đổi|Hướng dẫn|Thực hiện|Triển khai|Công bố|Công nhận|"
    r"Kiện toàn|Bổ sung|Thông qua|Điều chỉnh|Thành lập|Phân bổ|Tiếp tục|Tăng cường|Phê chuẩn)\b"
)
_SMALL = (
    r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|nhân dân|chấp hành|đảng bộ|ủy|uỷ|bộ|hội "
    r"đồng|liên hiệp|phụ nữ|nông dân|cựu chiến binh|cấp|trung ương|nhà nước|quốc gia|thường vụ|thường trực|"
    r"chỉ đạo|điều phối|nông thôn mới|mặt trận|tổ quốc|trưởng|bí thư|đại biểu|công an|quân sự|dân tộc|"
    r"chính trị|văn phòng|công tác|nông thôn|dự án|quản lý|chính phủ|ngân sách|xã hội|"
    r"(?<=ội đồng )(?:thẩm định|thẩm tra|thi đua|tư vấn)|khen thưởng|"
    r"lần\s+thứ\s+\w+|thứ\s+\w+|khóa\s+\w+|khoá\s+\w+)\b"
)
_AFTER_AND = (  # of ministries whose second half is written small: "Bộ Giáo dục và đào tạo"
    r"(?:phát triển nông thôn|xã hội|môi trường|công nghệ|du lịch|truyền thông|đào tạo|đầu tư|thể thao|"
    r"dân vận|tôn giáo|văn hóa|văn hoá|đô thị|phát thanh|truyền hình|ngân sách|tài chính|gia đình|"
    r"trẻ em|nội vụ)\b"
)
_START = (
    rf"(?:[{CAPITAL}][{CAPITAL}0-9]+|"
    rf"(?:[{CAPITAL}]\w*)(?:[ ]{{1,3}}(?!{_VERB}|{_SMALL}|và\b)[{SMALL}]+\b)?)(?:[.&]\w+)*"
)
_CAPITAL_WORD = (
    rf"(?!{_KIND}|{_VERB_IN_CAPITALS}){_START}"  # "Chính phủ": the second syllable is written small
)
_MINISTRY = (  # written small too: "Bộ giáo dục và Đào tạo"
    r"Bộ (?i:giáo dục và đào tạo|y tế|tài chính|nội vụ|xây dựng|công thương|tư pháp|lao động|"
    r"nông nghiệp và (?:phát triển nông thôn|môi trường)|"
    r"giao thông vận tải|khoa học và công nghệ|văn hóa|văn hoá|kế hoạch và đầu tư|tài nguyên và môi trường|"
    r"thông tin và truyền thông)"
)
_OFFICE = (  # one body that serves two
    r"Văn phòng\s+(?:HĐND|Hội đồng nhân dân|Đoàn\s+(?:ĐBQH|[Đđ]ại biểu Quốc hội))"
    r"(?:,\s+(?:HĐND|Hội đồng nhân dân))?"
    r"\s+(?:và|-|–)\s+(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân)(?!\w)"
)
_NAME = re.compile(
    rf"(?:{_MINISTRY}(?!\w)|{_OFFICE}|{_START})(?:(?:\s+[-–&]\s+|[-–&/]|\s+)(?:{_CAPITAL_WORD}|(?!{_VERB}){_SMALL})"
    r"|(?:(?<=uận)|(?<=hường))\s+[0-9]{1,2}\b"
    rf"|,\s+(?!{_BODY}){_CAPITAL_WORD}(?=[^;.:()]{{0,40}}?\bvà\s)"  # "Bộ Văn hóa, Thể thao và Du lịch"
    rf"|\s+và\s+(?:(?!{_BODY}){_CAPITAL_WORD}|{_AFTER_AND}|(?=Bộ trưởng){_CAPITAL_WORD}))*"
)
# Bodies made for a purpose, which is part of the name: "Ban Chỉ đạo phát triển du lịch tỉnh".
_MADE_FOR = re.compile(
    r"(?:Trưởng\s+)?"
    r"(?:Ban\s+(?i:chỉ\s+đạo|điều\s+hành|quản\s+lý)|BCĐ|Tổ\s+(?:công tác|chỉ đạo)|Hội đồng\s+(?!nhân))"
)
_ABOUT = re.compile(r"\s+về\s+(?!việc)")
_PURPOSE_END = re.compile(rf"[;:()]|\s+(?={_VERB})|,\s+(?=[{CAPITAL}])|\.\s|$")
_SUBJECT = re.compile(r"(?:về|ban hành|phê duyệt)\b")
_LEVEL_AT_END = re.compile(
    r"(?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận|[Tt]rung ương|[Qq]uốc gia|[Cc]hính phủ|cấp \w+)"
    rf"(?:\s+[{CAPITAL}]\w*(?:\s+[{CAPITAL}]\w*){{0,3}})?$"
)
_NAMES_A_DOCUMENT = re.compile(rf"(?<!hỉ đạo)(?<!iều hành)(?<!iều phối)(?<!uản lý)\s{_KIND}")
_NEXT_BODY = re.compile(rf"\s*(?:,|-|–|;|\bvà)\s*(?={_BODY})")
_NEXT_NAME = re.compile(rf"\s*(?:,|-|–|\bvà)\s*(?!{_KIND})(?=[{CAPITAL}])")  # "liên Bộ: Y tế, Tài chính"
_LONGEST = 200


def issuer_end(text: str, start: int, *, jointly: bool = False, bare: bool = False) -> int | None:
    """Where the body named at `start` ends, or (`jointly`) the last of several; None where none is named.

    `bare`: "liên Bộ" was said once, and the names of the ministries follow without their "Bộ".
    """
    limit = min(len(text), start + _LONGEST)
    found = _NAME.match(text, start, limit)
    if found is None:
        return None
    end = found.end()
    next_one = _NEXT_NAME if bare else _NEXT_BODY
    while jointly and (following := next_one.match(text, end, limit)):
        name = _NAME.match(text, following.end(), limit)
        if name is None:
            break
        end = name.end()
    if _MADE_FOR.match(text, start):
        end = max(end, _purpose_end(text, start, end))
    return end


def _purpose_end(text: str, start: int, end: int) -> int:
    """Behind the purpose in the name, if the words up to the next verb end in a level or a place."""
    about = _ABOUT.match(text, end)
    place = about.end() if about else end
    for stop in _PURPOSE_END.finditer(text, place, min(len(text), start + _LONGEST)):
        named = text[start : stop.start()].rstrip(" ,")
        if _NAMES_A_DOCUMENT.search(named):
            break
        if _LEVEL_AT_END.search(named) or (not about and _SUBJECT.match(text, stop.end())):
            return start + len(named)
        if stop[0].strip() or not about:
            break
    return end
