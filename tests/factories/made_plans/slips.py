"""Lines of a made plan whose fault is no sum: a day, a citation, a number of a criterion, a verb, a body."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from chungsuc.core.statements import FindingKind
from factories.made_plans.made import Made
from factories.made_plans.world import World

_BODIES = (
    "Phòng Tài chính - Kế hoạch",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Văn hóa và Thông tin",
    "Phòng Tư pháp",
)
_NEW_BODIES = (
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Sở Xây dựng",
    "Sở Giáo dục và Đào tạo",
    "Sở Công Thương",
    "Sở Tư pháp",
)
_WORK = (
    "tham mưu phân bổ vốn thực hiện kế hoạch.",
    "theo dõi, đôn đốc các xã thực hiện.",
    "hướng dẫn các xã rà soát hồ sơ.",
    "tổng hợp kết quả, báo cáo định kỳ hằng quý.",
)
_MEASURED = (
    ("tỷ lệ bao phủ bảo hiểm y tế toàn dân", 90, 96),
    ("tỷ lệ hộ dân được sử dụng nước hợp vệ sinh", 85, 99),
    ("tỷ lệ lao động qua đào tạo có chứng chỉ", 25, 60),
    ("tỷ lệ chất thải rắn sinh hoạt được thu gom", 60, 95),
)


def say_slips(made: Made, world: World, random: Random) -> None:
    """Some lines among the tasks."""
    for say in random.sample(_ALL, random.randint(1, 3)):
        say(made, world, random)


def _period(made: Made, world: World, random: Random) -> None:
    first, last = world.first - 2, world.first + 3
    line = "- Tiếp tục thực hiện Đề án phát triển đường giao thông nông thôn giai đoạn {}-{}."
    made.say(line.format(first, last), line.format(last, first), "dates", FindingKind.REFERENCE)


def _day(made: Made, world: World, random: Random) -> None:
    line = random.choice(
        (
            "- Hoàn thành việc rà soát hồ sơ của các xã trước ngày {}/{month}/{year}.",
            "- Tổ chức tổng kết từ ngày 01/{month}/{year} đến ngày {}/{month}/{year}.",
        )
    )
    month = random.choice(("04", "06", "9", "11"))
    right, wrong = (line.format(day, month=month, year=world.year) for day in ("30", "31"))
    made.say(right, wrong, "dates", FindingKind.REFERENCE)


def _cited_twice(made: Made, world: World, random: Random) -> None:
    number, day = random.randrange(20, 900), random.randrange(2, 27)
    cited = f"Quyết định số {number}/QĐ-TTg ngày {{:02d}}/3/{world.first - 1} của Thủ tướng Chính phủ"
    made.say(f"- Triển khai {cited.format(day)} về phát triển kinh tế tập thể.")
    line = f"- Hỗ trợ hợp tác xã theo {cited}."
    made.say(line.format(day), line.format(day + 1), "two dates", FindingKind.REFERENCE)


def _criterion(made: Made, world: World, random: Random) -> None:
    """Numbers of two criteria that share no word."""
    names = {"15": "Y tế", "2": "Giao thông"} if world.has_districts else {"1": "Quy hoạch"}
    code, name = random.choice(list(names.items()))
    line = f"- Tập trung chỉ đạo thực hiện tiêu chí số {{}} về {name} ở các xã khó khăn."
    made.say(line.format(code), line.format("9"), "criterion number", FindingKind.SLIP)


def _income(made: Made, world: World, random: Random) -> None:
    if made.has_income:
        return
    line = f"- Phấn đấu thu nhập bình quân đạt {random.randrange(40, 90)} {{}} đồng/người/năm."
    made.say(line.format("triệu"), line.format("tỷ"), "measure of income", FindingKind.SLIP)


def _twice(made: Made, world: World, random: Random) -> None:
    """What the goals said, again among the tasks."""
    goal = made.goal
    if goal is None:
        return
    name, value = goal
    line = f"- Phấn đấu đến năm {world.year} {name} đạt {{}}%."
    made.say(line.format(value), line.format(value - 3), "two values", FindingKind.QUESTION)


def _annex(made: Made, world: World, random: Random) -> None:
    right = "- Các xã báo cáo kết quả theo quy định."
    wrong = "- Các xã báo cáo kết quả theo quy định (có Biểu số 07 kèm theo)."
    made.say(right, wrong, "absent annex", FindingKind.REFERENCE)


def _verb(made: Made, world: World, random: Random) -> None:
    """A number that is added has no base."""
    number, of = random.randrange(2, 4), len(world.units)
    line = "- Vận động, phấn đấu có thêm {} xã đạt chuẩn về an ninh trật tự."
    made.say(line.format(f"{number:02d}"), line.format(f"{number:02d}/{of}"), "verb", FindingKind.QUESTION)


def _threshold(made: Made, world: World, random: Random) -> None:
    """A commune that keeps the standard, with less than the mildest level of the law."""
    what, right, wrong = (
        ("tỷ lệ người dân tham gia bảo hiểm y tế", 97, 61)
        if world.has_districts
        else ("tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", 55, 12)
    )
    line = f"- Đến năm {world.year}, xã {random.choice(world.kept)} phấn đấu {what} đạt {{}}%."
    made.say(line.format(right), line.format(wrong), "threshold", FindingKind.QUESTION)


def say_goal_of_all(made: Made, world: World, random: Random, no: str) -> None:
    """A measured goal of the whole place, which a later line may say again."""
    name, low, high = random.choice(_MEASURED)
    if made.kept is not None and made.kept[0] == name:
        return
    value = random.randrange(low, high)
    made.goal = (name, value)
    made.means("goal", value)
    made.say(f"{no}Đến năm {world.year}, {name} đạt {value}%.")


def say_kept(made: Made, world: World, random: Random) -> None:
    """«Duy trì» more than there was; said among the results, kept among the goals."""
    name, low, high = random.choice(_MEASURED)
    made.kept = (name, random.randrange(low, high))
    made.say(f"- Đến hết năm {world.first - 1}, {name} đạt {made.kept[1]}%.")


def say_kept_again(made: Made, world: World, no: str) -> None:
    assert made.kept is not None
    name, value = made.kept
    line = f"{no}Đến năm {world.year}, duy trì {name} đạt {{}}%."
    made.say(line.format(value), line.format(value + 1), "verb", FindingKind.QUESTION)


def say_bodies(made: Made, world: World, random: Random) -> list[str]:
    """Duties of single bodies, all of them recipients; gives the recipients."""
    bodies = list(_BODIES if world.has_districts else _NEW_BODIES)
    random.shuffle(bodies)
    *named, other = bodies
    for place, body in enumerate(named):
        line = f"{place + 1}. {{}}: {random.choice(_WORK)}"
        made.say(line.format(body), line.format(other), "body", FindingKind.QUESTION)
    return named


_ALL: tuple[Callable[[Made, World, Random], None], ...] = (
    _period,
    _day,
    _cited_twice,
    _criterion,
    _income,
    _twice,
    _annex,
    _verb,
    _threshold,
)
