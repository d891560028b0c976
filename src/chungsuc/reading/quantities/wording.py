"""Từ vựng của số liệu: the words that stand before a figure, and those that open what is measured.

Beside `targets.lexicon`, which knows the words of one programme, these are the words of any sector.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto


class Hint(StrEnum):
    """What the words right before a figure say of it."""

    LEAST = auto()
    MOST = auto()
    ABOUT = auto()
    MEAN = auto()
    REACH = auto()  # đạt, là, ở mức
    TO = auto()  # lên, thành: the end of a rise
    DOWN_TO = auto()  # còn, xuống
    FROM = auto()
    MORE = auto()  # tăng, thêm
    LESS = auto()  # giảm
    KEEP = auto()
    HAVE = auto()  # có
    GOAL = auto()  # phấn đấu, bảo đảm
    COLON = auto()


_HINTS: dict[Hint, str] = {
    Hint.LEAST: (
        "ít nhất|ít nhất là|tối thiểu|tối thiểu là|trên|hơn|không dưới|không thấp hơn|không ít hơn|"
        "không nhỏ hơn|"
        "≥|>=|>|lớn hơn|cao hơn|tối thiểu phải"
    ),
    Hint.MOST: (
        "không quá|tối đa|tối đa là|dưới|≤|<=|<|không vượt quá|nhiều nhất|không cao hơn|thấp hơn|nhỏ hơn|"
        "không lớn hơn|không vượt|ít hơn"
    ),
    Hint.ABOUT: "khoảng|gần|xấp xỉ|ước|ước khoảng|dự kiến|chừng|vào khoảng|ước tính",
    Hint.MEAN: "bình quân|trung bình|bình quân mỗi năm|bình quân hằng năm|bình quân hàng năm|"
    "trung bình mỗi năm",
    Hint.REACH: (
        "đạt|đạt được|đã đạt|là|ở mức|đạt mức|bằng|chiếm|chiếm tỷ lệ|đạt tỷ lệ|đạt tỉ lệ|ước đạt|với|"
        "đạt tối thiểu|được|vượt|đóng góp|duy trì ở mức|ổn định ở mức|chiếm khoảng|đạt khoảng|gấp|lập|tỷ lệ"
    ),
    Hint.TO: (
        "lên|lên tới|lên đến|đến|tới|lên thành|nâng lên|tăng lên|tăng lên đạt|lên mức|đưa lên|"
        "tăng lên đến|tăng lên mức|nâng tổng số"
    ),
    Hint.DOWN_TO: (
        "còn|xuống|xuống còn|giảm còn|giảm xuống|giảm xuống còn|còn lại|chỉ còn|"
        "xuống mức|"
        "giảm xuống mức|hạ xuống|kéo giảm còn|kéo giảm xuống còn"
    ),
    Hint.FROM: "từ",
    Hint.MORE: (
        "tăng|thêm|tăng thêm|có thêm|bổ sung|bổ sung thêm|tăng trưởng|tăng bình quân|tăng trưởng bình quân|"
        "hoàn thành thêm|xây dựng thêm|phát triển thêm|phát triển mới|nâng|mở thêm|thành lập thêm"
    ),
    Hint.LESS: "giảm|giảm bình quân|giảm thêm|giảm được|kéo giảm|hạ|cắt giảm|tiết giảm",
    Hint.KEEP: "duy trì|giữ vững|giữ ổn định|giữ nguyên|tiếp tục duy trì|duy trì ổn định",
    Hint.HAVE: "có|hiện có|đã có|phải có|gồm có|có được",
    Hint.GOAL: (
        "phấn đấu|bảo đảm|đảm bảo|phấn đấu có|hoàn thành|thực hiện|phải|phấn đấu đảm bảo|"
        "phấn đấu bảo đảm|"
        "yêu cầu|đã"
    ),
    Hint.COLON: ":|=",
}
HINTS = {phrase: hint for hint, phrases in _HINTS.items() for phrase in phrases.split("|")}
LONGEST_HINT = max(len(phrase.split()) for phrase in HINTS)

AIMED = re.compile(r"\b(?:phấn đấu|quyết tâm|đặt mục tiêu)\b")
GOAL_NOUNS = re.compile(r"\b(?:mục tiêu|chỉ tiêu)\b")
DONE_WORDS = re.compile(
    r"\b(?:đã|hiện có|hiện nay|hiện tại|tính đến nay|đến nay|vừa qua|thời gian qua|lũy kế đến|luỹ kế đến|"
    r"ước thực hiện|ước đạt)\b"
)

# Words that open the name of something measured.
METRIC = re.compile(
    r"(?:tổng\s+)?(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất|tỷ số|tỉ số|hệ số|chỉ số|tốc độ|mức|"
    r"số lượng|số lượt|"
    r"số\s|tổng số|tổng diện tích|diện tích|tổng sản lượng|sản lượng|năng suất|thu nhập|giá trị|kim ngạch|"
    r"doanh thu|doanh số|"
    r"độ che phủ|độ bao phủ|tuổi thọ|công suất|quy mô|dân số|chiều dài|tổng chiều dài|mật độ|grdp|gdp|"
    r"tổng sản phẩm|"
    r"tổng thu|thu ngân sách|thu nội địa|chi ngân sách|tổng vốn|tổng đàn|đàn\s|tổng lượng|lượng\s|"
    r"tăng trưởng|kinh tế số|lao động|"
    r"cơ cấu|năng lực|vốn đầu tư|tổng mức|tổng giá trị|tổng kim ngạch|tổng chi|nguồn lực|dư nợ|độ phủ|"
    r"mức độ|mức sinh|"
    r"chiều cao|cân nặng|điểm\s|chi phí|thời gian|số giờ|số ngày|thuế|hiệu suất|tần suất|khối lượng|xếp hạng)"
)
RATE_OF_CHANGE = re.compile(r"tăng trưởng|tốc độ (?:tăng|giảm)|mức (?:tăng|giảm)|tỷ lệ (?:tăng|giảm)\b")

# What a plan orders to be done or made, right before a count.
DOING = re.compile(
    r"(?:tổ chức|xây dựng|thành lập|mở|trồng|trồng mới|đào tạo|bồi dưỡng|tập huấn|lắp đặt|lắp đặt mới|"
    r"đầu tư|đầu tư mới|"
    r"cấp|cấp phát|phát hành|in|in ấn|biên soạn|sửa chữa|nâng cấp|cải tạo|cứng hóa|cứng hoá|bê tông hóa|"
    r"bê tông hoá|nhựa hóa|kiên cố hóa|"
    r"hỗ trợ|giải quyết|giải quyết việc làm cho|tạo việc làm cho|tạo|giới thiệu|tuyển|tuyển sinh|"
    r"tuyển dụng|kết nạp|"
    r"thu hút|vận động|huy động|phát triển|phát triển mới|nhân rộng|triển khai|thực hiện|hoàn thành|"
    r"khởi công|kiểm tra|giám sát|thanh tra|"
    r"khám|tiêm|tiêm chủng|xóa|xoá|xét nghiệm|điều trị|quản lý|tuyên truyền|tư vấn|cung cấp|trang bị|mua|"
    r"mua sắm|bố trí|sản xuất|"
    r"chứng nhận|công nhận|đón|phục vụ|xuất khẩu|chuyển đổi|thả|nuôi|khoanh nuôi|bảo vệ|chăm sóc|trao|"
    r"tặng|xây|xây mới|làm mới|"
    r"đăng tải|đăng|phát sóng|viết|sản xuất|số hóa|số hoá|lấy|lấy mẫu|thu gom|xử lý|phát hiện|bắt|"
    r"triệt phá|điều tra|khám phá|hình thành|"
    r"tiếp nhận|kiểm soát|rà soát|đưa|có|cử|tham gia|diễn tập|huấn luyện|gieo trồng|gieo cấy|duy trì|"
    r"phê duyệt|lập|ban hành|cắm|di dời|sắp xếp)"
    r"(?:(?:\s+\S+){0,4}\s+cho|\s+(?:được|mới|thêm|tổng số|đủ|tại|thành công|các|số))?\s*$"
)

# Phrases around a figure that make it a rule, a price, a condition or a procedure, and no goal.
RULES = re.compile(
    r"\b(?:mức hỗ trợ|hỗ trợ\s+(?:bằng|tối đa|một lần|không quá|mức)|định mức|mức chi|mức thu|lãi suất|"
    r"phụ cấp|trợ cấp|thuế suất|"
    r"lệ phí|mức đóng|mức phạt|phạt tiền|xử phạt|mức lương|hệ số lương|lương cơ sở|bậc lương|đơn giá|"
    r"được tính|được cộng|tính thêm|"
    r"tính là|cộng thêm|trừ đi|bồi thường|tiền thưởng|mức thưởng|được hưởng|khấu trừ|điều tiết|phân chia|"
    r"trích lại|thời hạn|"
    r"trong vòng|kể từ ngày|chậm nhất|không quá\s+[0-9]+\s+ngày|thời gian xử lý|theo tỷ lệ|mức vay|"
    r"vay vốn tối đa|"
    r"giá trị hợp đồng|mức khoán|cứ\s+[0-9]|mức trần|mức tối đa|mức tối thiểu|nồng độ|ngập|lượng mưa)\b"
)
# What a norm is called, wherever it stands; "mức thu nhập" is a measure.
NORM_NAMES = re.compile(r"mức\s+(?:hỗ trợ|chi|đóng|phạt|lương|thưởng|vay|khoán)\b")
CONDITIONS = re.compile(
    r"\b(?:(?:nơi có|những nơi|trường hợp|nếu|khi có)\b[^,.;]*|(?:có|với)\s+(?:tỷ lệ|tỉ lệ|mức|"
    r"số)\b[^.;]{0,120}"
    r"\s(?:thấp|cao|nhỏ|lớn)(?:\s+(?:hơn|dưới|trên|từ))*\s*)$"
)
# "40% tổng mức …", "50% kinh phí": a share of money is a rule of paying unless a goal says so.
MONEY_BASE = re.compile(
    r"\s*(?:các\s+|tổng\s+)?(?:chi phí|kinh phí|tiền|giá trị hợp đồng|học phí|lãi|mức lương|mức hỗ trợ|"
    r"giá trị dự toán|giá vé|giá bán)\b"
)
# Money that was raised or paid out is a result; money to be spent belongs to the tree of funding.
MONEY_MOVED = re.compile(
    r"(?:huy động|giải ngân|vận động|quyên góp|cho vay|thu hút|tiết kiệm|thu ngân sách)(?:\s+\S+){0,4}\s*$"
)
# Nouns that are counted without being aimed at.
NOT_COUNTED = re.compile(
    r"(?:nội dung|nhiệm vụ|nhóm|giải pháp|chương trình mục tiêu|chương trình mtqg|chương trình\b|điều|"
    r"khoản|mục|bước|cấp|giai đoạn|"
    r"nguyên tắc|quan điểm|lĩnh vực|trụ cột|đột phá|chỉ tiêu|phần|hợp phần|bộ\b|thành phần|tiêu chí|"
    r"hoạt động|loại|thứ|mặt|"
    r"bên|phía|chiều|yêu cầu|mục tiêu|định hướng|hình thức|phương án|vấn đề|yếu tố|tiểu dự án|"
    r"dự án thành phần|chữ|con số|bản(?:\s+(?:chính|sao|gốc|giấy|in)|\s*$)|"
    r"lý do|phương diện|khâu|mức|trong|số|đồng chí|dân tộc|anh em|tại chỗ|không|có|sạch|tốt|"
    r"hàng|ngành|cơ quan chủ|quận|thế kỷ|thập niên|khóa|khoá|kỳ họp|lần thứ|vùng kinh tế|khu vực|bảng|"
    r"biểu|phụ lục|trang|cột|dòng|ô|hồ sơ gồm|"
    r"tuổi|ngày|giờ|phút|giây|tháng|tuần|năm|quý|thập kỷ|nhiệm kỳ|vụ\s+(?:đông|hè|mùa)|công nghệ|"
    r"phương châm|đợt|điểm)(?!\w)"
)
NOT_A_NOUN = frozenset(
    "và hoặc của cho đến từ tại trên trong với là được theo vào để do bởi so thì mà nhưng như khi nếu này đó "
    "sau trước "
    "đạt tăng giảm lên xuống còn trở bằng thuộc thứ cùng về qua nhằm gồm ở cả rồi sẽ phải đã đang bị".split()
)
# Two or three syllables that are one noun.
NOUNS = re.compile(
    r"tin,\s*bài|bài,\s*tin|hợp tác xã|tổ hợp tác|nhà văn hóa|nhà văn hoá|câu lạc bộ|khu công nghiệp|"
    r"cụm công nghiệp|"
    r"vùng nuôi|cửa sông|bãi nuôi|"
    r"(?:tiêu chí|cơ sở|doanh nghiệp|mô hình|sản phẩm|công trình|trường học|dự án|đề án|hội nghị|hội thảo|"
    r"nghị quyết|kế hoạch|văn bản|quyết định|lao động|"
    r"học sinh|học viên|giáo viên|"
    r"sinh viên|cán bộ|công chức|viên chức|đảng viên|chi bộ|hội viên|đoàn viên|thanh niên|phụ nữ|trẻ em|"
    r"chuyên đề|chuyên mục|phóng sự|"
    r"lượt người|lượt khách|lượt hộ|trung tâm|tác phẩm|tổ chức|đơn vị|cơ quan|bệnh nhân|thuê bao|"
    r"tài khoản|hồ sơ|thủ tục|dịch vụ|nhiệm vụ|"
    r"ca sinh|ca mắc|bác sĩ|bác sỹ|dược sĩ|điều dưỡng|giường bệnh|khẩu hiệu|tờ rơi|băng rôn|vị trí|"
    r"xã viên|nghệ nhân|di tích|lễ hội|"
    r"tuyến đường|nhãn hiệu|chuỗi liên kết|tổ đội|đối tượng|phương tiện|thiết bị|máy tính|camera|"
    r"điểm trường|phòng học|đề tài|sáng kiến|"
    r"tàu cá|làng nghề|trang trại|gia trại|nông hộ|hộ gia đình|cơ quan|tội phạm|vụ án|vụ việc|chiến sĩ|"
    r"dân quân|tình nguyện viên|tuyên truyền viên|"
    r"cộng tác viên|khu dân cư|tổ dân phố|buổi nói chuyện|gian hàng|mã số|vùng trồng|nhà đầu tư|"
    r"trường hợp|đại biểu|lượt người bệnh|tân binh|thí sinh|vận động viên|nhân khẩu|nhân viên|công nhân|"
    r"nông dân|người dân|trạm biến áp|hộ dân|nhà ở|căn hộ|bồn nước|giếng khoan|mặt hàng)(?!\w)",
    re.IGNORECASE,
)
# Physical units and money, as they are printed.
PHYSICAL = re.compile(
    r"\s*(?P<unit>(?:(?:nghìn|ngàn|triệu|vạn)\s+)?(?:ha|héc\s?ta|hecta|km2|km²|km|m2|m²|m3|m³|mét vuông|"
    r"mét khối|mét|m|tấn|tạ|kg|lít|"
    r"MWh|kWh|GWh|MWp|MW|kW|kV|MVA|TEU|Mbps|Gbps|USD))(?![\w²³])",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\s*(?P<unit>(?:(?:nghìn|ngàn)\s+)?(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*(?:đồng|đ(?!\w)|USD|đô la(?:\s+Mỹ)?)|"
    r"đồng(?!\s+(?:chí|bào|bộ|loạt|thời|hồ))|"
    r"VNĐ|(?:tỷ|tỉ)(?!\s*[^\W\d_]))(?!\w)",
    re.IGNORECASE,
)
TIMES_OVER = re.compile(r"\s*(?P<unit>lần)(?!\w)(?!\s*(?:/|trong|mỗi|thứ))", re.IGNORECASE)
PERCENT = re.compile(
    r"\s*(?P<unit>(?:điểm\s+)?(?:%|phần\s+trăm)(?:\s*/\s*(?:năm|quý|tháng))?)", re.IGNORECASE
)
MANY = re.compile(r"\s*(?P<many>nghìn|ngàn|triệu|vạn)\s+(?=[^\W\d_])", re.IGNORECASE)
PER = re.compile(
    r"\s*/\s*(?:(?P<base>[0-9]+(?:\.[0-9]{3})*)\s*)?(?P<per>[^\W\d_]+(?:[ ]+[^\W\d_]+){0,3})", re.IGNORECASE
)
