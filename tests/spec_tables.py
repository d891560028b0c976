"""Bảng quy tắc: the rules as tables that an official can check, line by line.

Plain data, without a test in it: the rules run through these tables, and so do the stored models.
Verdicts are written as on the page: đạt, chưa đạt, chưa có số liệu, chưa có mức, cần xem lại, không xét.
"""

from __future__ import annotations

from decimal import Decimal

from chungsuc.core.criteria import Mark

# --- Số và ngày ---------------------------------------------------------------------------------

# chữ trong văn bản, giá trị đọc được
NUMBERS = [
    ("183.970", "183970"),
    ("3.890", "3890"),
    ("1.234.567", "1234567"),
    ("14,06", "14.06"),
    ("1.234,5", "1234.5"),
    ("06", "6"),
    ("0", "0"),
    ("0,5", "0.5"),
    ("-2,5", "-2.5"),
    (" 150 ", "150"),
    ("5490", "5490"),  # không có dấu ngăn hàng nghìn vẫn rõ nghĩa
    ("1,234", "1.234"),  # dấu phẩy luôn là dấu thập phân
]

# không đọc, phải hỏi lại
NOT_NUMBERS = [
    "",
    "   ",
    "1.23",  # 1,23 hay 1.230?
    "1234.567",
    "1.2345",
    "0.123",  # 0,123 hay 123?
    "012.345",
    "1,234.5",  # lối viết của nước khác
    "1,234,567",
    "1 234",
    "98,5%",
    "08/09",
    "5-7",
    "+5",
    "1.",
    ",5",
    "14,",
    "1e3",
    "mười bốn",
    "NaN",
    "٣",  # chữ số không phải Ả Rập - La tinh
    "9" * 40,
]

# giá trị, số chữ số thập phân (None: giữ nguyên), chữ hiển thị
SHOWN_NUMBERS = [
    ("183970", None, "183.970"),
    ("16.666666", 2, "16,67"),
    ("14.055", 2, "14,06"),  # làm tròn nửa lên
    ("11.4705882", 2, "11,47"),
    ("2.5", 0, "3"),
    ("-2.5", 0, "-3"),
    ("-0.004", 2, "0,00"),  # không có “âm không”
    ("95.0000", None, "95"),
    ("98.50", None, "98,5"),
    ("0", None, "0"),
    ("-1234567.5", None, "-1.234.567,5"),
    ("1E+3", None, "1.000"),
    ("5", 2, "5,00"),
]

# chữ trong văn bản, ngày đọc được (phần để trống thì không có)
DATES = [
    ("08/3/2022", "2022-03-08"),
    ("08/03/2022", "2022-03-08"),
    ("8-3-2022", "2022-03-08"),
    ("08.3.2022", "2022-03-08"),
    ("ngày 08 tháng 3 năm 2022", "2022-03-08"),
    ("Ngày  10  tháng 10 năm 2022", "2022-10-10"),
    ("ngày 01/7/2025", "2025-07-01"),
    ("29/02/2024", "2024-02-29"),
    ("tháng 01 năm 2024", "2024-01"),
    ("ngày      tháng 01 năm 2024", "2024-01"),  # dự thảo: để trống ngày
    ("ngày … tháng 01 năm 2024", "2024-01"),
    ("ngày    tháng    năm 2024", "2024"),
    ("01/2024", "2024-01"),
    ("tháng 01/2024", "2024-01"),
    ("năm 2024", "2024"),
    ("2024", "2024"),
]

NOT_DATES = [
    "",
    "29/02/2023",  # không phải năm nhuận
    "31/4/2024",
    "03/13/2022",  # tháng đứng trước ngày: lối viết của nước khác
    "08/3/22",  # năm phải đủ bốn chữ số
    "08/3-2022",
    "2022-03-08",
    "tháng 13 năm 2024",
    "ngày 00 tháng 3 năm 2022",
    "08/3/1022",
    "8 tháng 3",
    "hôm qua",
]

# --- Tiền ---------------------------------------------------------------------------------------

# các phần (triệu đồng), tổng (triệu đồng)
SUMS = [
    (["3.890", "1.600"], "5.490"),  # vốn đầu tư phát triển + vốn sự nghiệp
    (["73.616", "87.564"], "161.180"),  # hai chương trình lồng ghép
    (["5.490", "161.180", "11.000", "6.300"], "183.970"),
]

# số tiền, đơn vị tính, số đồng
AMOUNTS = [
    ("183.970", "triệu đồng", 183_970_000_000),
    ("183,97", "tỷ đồng", 183_970_000_000),
    ("183,97", "tỉ đồng", 183_970_000_000),
    ("1.600", "Triệu  đồng", 1_600_000_000),
    ("0,5", "triệu đồng", 500_000),
    ("250.000", "đồng", 250_000),
    ("36", "nghìn đồng", 36_000),
    ("36", "ngàn đồng", 36_000),
]

# các phần (đồng), đơn vị hiển thị, các phần hiển thị, tổng hiển thị: các phần luôn cộng đúng bằng tổng
SHOWN_PARTS = [
    ([3_890_000_000, 1_600_000_000], "triệu đồng", ["3.890", "1.600"], "5.490"),
    ([333_333, 333_333, 333_334], "triệu đồng", ["0", "0", "1"], "1"),  # phần dư lớn nhất được làm tròn lên
    ([1_500_000, 1_500_000], "triệu đồng", ["2", "1"], "3"),  # bằng nhau: phần đứng trước
    ([1_400_000, 1_400_000, 1_400_000], "triệu đồng", ["2", "1", "1"], "4"),
    ([2_000_000, 700_000, 700_000], "triệu đồng", ["2", "1", "0"], "3"),  # phần đã tròn giữ nguyên
    ([0, 400_000], "triệu đồng", ["0", "0"], "0"),
    ([-1_500_000, 500_000], "triệu đồng", ["-1", "0"], "-1"),  # điều chỉnh giảm
    ([], "triệu đồng", [], "0"),
]

# --- Sáu kết luận của một chỉ tiêu --------------------------------------------------------------

CO, KHONG = True, False
CHUA_NHAP = None
KHONG_CO_MUC = "không có mức"
KHONG_QUY_DINH = "không quy định"
SCALE = ("Đạt", "Khá", "Tốt")


def so(text: str) -> Decimal:
    return Decimal(text)


# loại, chiều so sánh, mức, số liệu, kết luận
VERDICTS = [
    ("percent", "at_least", so("95"), so("98.5"), "đạt"),
    ("percent", "at_least", so("95"), so("95"), "đạt"),  # bằng mức là đạt
    ("percent", "at_least", so("95"), so("94.99"), "chưa đạt"),
    ("percent", "at_most", so("13"), so("13"), "đạt"),
    ("percent", "at_most", so("13"), so("13.1"), "chưa đạt"),
    ("count", "equals", so("0"), so("0"), "đạt"),  # không còn nhà tạm
    ("count", "equals", so("0"), so("3"), "chưa đạt"),
    ("number", "at_least", so("36"), so("36.5"), "đạt"),
    ("bool", "achieved", CO, CO, "đạt"),
    ("bool", "achieved", CO, KHONG, "chưa đạt"),
    ("grade", "at_least", "Khá", "Tốt", "đạt"),  # mức cao hơn cũng đạt
    ("grade", "at_least", "Khá", "Khá", "đạt"),
    ("grade", "at_least", "Khá", "Đạt", "chưa đạt"),
    # chưa nhập không phải là 0, cũng không phải là chưa đạt
    ("percent", "at_least", so("95"), CHUA_NHAP, "chưa có số liệu"),
    ("count", "equals", so("0"), CHUA_NHAP, "chưa có số liệu"),
    ("bool", "achieved", CO, CHUA_NHAP, "chưa có số liệu"),
    # chưa có mức thì không bao giờ đạt, dù số liệu thế nào
    ("percent", "at_least", KHONG_CO_MUC, so("100"), "chưa có mức"),
    ("bool", "achieved", KHONG_CO_MUC, CO, "chưa có mức"),
    ("percent", "at_least", KHONG_CO_MUC, CHUA_NHAP, "chưa có mức"),
    # văn bản ghi “Không quy định”
    ("percent", "at_least", KHONG_QUY_DINH, so("10"), "không xét"),
    ("bool", "achieved", KHONG_QUY_DINH, CHUA_NHAP, "không xét"),
    # số liệu không thể dùng
    ("percent", "at_least", so("95"), so("101"), "cần xem lại"),
    ("percent", "at_least", so("95"), so("NaN"), "cần xem lại"),
    ("percent", "at_least", so("95"), CO, "cần xem lại"),
    ("count", "equals", so("0"), so("0.5"), "cần xem lại"),
    ("bool", "achieved", CO, so("1"), "cần xem lại"),
    ("grade", "at_least", "Khá", "Xuất sắc", "cần xem lại"),
    ("percent", "at_least", so("95"), Mark.IN_DISPUTE, "cần xem lại"),  # hai số nhập song song
    ("percent", "at_least", so("95"), Mark.NOT_PRESENT, "cần xem lại"),  # chỉ tiêu không có “nếu có”
]

# --- Bảng chân lý của tiêu chí ------------------------------------------------------------------

# kết luận của các chỉ tiêu, kết luận của tiêu chí
TRUTH_TABLE = [
    (["đạt"], "đạt"),
    (["đạt", "đạt", "đạt"], "đạt"),
    (["đạt", "không xét"], "đạt"),
    (["không xét", "không xét"], "không xét"),
    (["đạt", "chưa đạt"], "chưa đạt"),
    (["chưa có mức", "chưa đạt"], "chưa đạt"),  # một chỉ tiêu chưa đạt là đủ
    (["chưa có số liệu", "chưa đạt"], "chưa đạt"),
    (["cần xem lại", "chưa đạt"], "chưa đạt"),
    (["đạt", "chưa có mức"], "chưa có mức"),
    (["chưa có số liệu", "chưa có mức"], "chưa có mức"),
    (["cần xem lại", "chưa có mức", "đạt"], "chưa có mức"),
    (["đạt", "chưa có số liệu"], "chưa có số liệu"),
    (["cần xem lại", "chưa có số liệu"], "chưa có số liệu"),
    (["đạt", "cần xem lại"], "cần xem lại"),
    (["không xét", "cần xem lại"], "cần xem lại"),
]

# --- Xã đạt chuẩn: đủ tiêu chí và thỏa các điều kiện ---------------------------------------------

# tiêu chí 1, tiêu chí 2, không nợ đọng, hài lòng (%), an ninh (từ 07/3/2024), ngày xét → kết luận, câu đếm
UNIT_TABLE = [
    (CO, CO, CO, so("95"), CO, "2024-12-31", "đạt", "đạt 2; tính được 2/2"),
    (CO, CO, CO, so("90"), CO, "2024-12-31", "đạt", "đạt 2; tính được 2/2"),
    (CO, KHONG, CO, so("95"), CO, "2024-12-31", "chưa đạt", "đạt 1; tính được 2/2"),
    (CO, None, CO, so("95"), CO, "2024-12-31", "chưa có số liệu", "đạt 1; tính được 1/2"),
    (None, None, CO, so("95"), CO, "2024-12-31", "chưa có số liệu", "đạt 0; tính được 0/2"),
    # đủ tiêu chí mà còn nợ đọng, chưa hài lòng, hoặc chưa có số liệu của điều kiện
    (CO, CO, KHONG, so("95"), CO, "2024-12-31", "chưa đạt", "đạt 2; tính được 2/2"),
    (CO, CO, CO, so("89.9"), CO, "2024-12-31", "chưa đạt", "đạt 2; tính được 2/2"),
    (CO, CO, CO, None, CO, "2024-12-31", "chưa có số liệu", "đạt 2; tính được 2/2"),
    # điều kiện an ninh chỉ hỏi từ ngày quy định có hiệu lực
    (CO, CO, CO, so("95"), KHONG, "2024-03-06", "đạt", "đạt 2; tính được 2/2"),
    (CO, CO, CO, so("95"), KHONG, "2024-03-07", "chưa đạt", "đạt 2; tính được 2/2"),
    (CO, CO, CO, so("95"), None, "2024-03-06", "đạt", "đạt 2; tính được 2/2"),
]
