"""A plan of one commune: its own criteria, its villages by name, goals of other sectors, its money."""

from __future__ import annotations

from random import Random

from factories.made_plans.frame import COMMUNE
from factories.made_plans.made import Made
from factories.made_plans.money import Money
from factories.made_plans.others import say_others
from factories.made_plans.style import Style
from factories.made_plans.world import World, ordered, percent

_VILLAGES = (
    "Nà Lốc", "Khuổi Tát", "Đồng Mương", "Suối Kẹn", "Phiêng Ang", "Bình Lâm", "Tân Khởi", "Pá Chả",
    "Hợp Tiến 1", "Hợp Tiến 2", "Cò Mạ", "Vĩnh Đồng",
)  # fmt: skip
_NOW = (
    "- Đến hết năm {last}, xã đạt {start}/{all} tiêu chí nông thôn mới.",
    "- Đến hết năm {last}, toàn xã đã đạt {start}/{all} tiêu chí xã nông thôn mới.",
)
_GOALS = (
    (
        "{no}Phấn đấu đạt thêm {added} tiêu chí (tiêu chí số {codes}), nâng tổng số tiêu chí đạt chuẩn lên "
        "{end}/{all} tiêu chí."
    ),
    "{no}Hoàn thành thêm {added} tiêu chí, gồm: tiêu chí số {codes}; lũy kế đạt {end}/{all} tiêu chí.",
)
_RISEN = (
    "{no}Có thêm {n} {noun} đạt chuẩn {ntm} ({names}).",
    "{no}Phấn đấu công nhận thêm {n} {noun} đạt chuẩn {ntm}, gồm: {names}.",
)


def write_commune(world: World, random: Random) -> Made:
    """`world` has the commune as its only unit."""
    made, style = Made(), Style(random)
    numbers = random.choice(([f"{n}. " for n in range(1, 30)], ["- "] * 30))
    COMMUNE.open(made, world, random)
    COMMUNE.heading(made, world, random, "results")
    start, all_codes = world.start[world.home], len(world.codes)
    gained = ordered(world.gained[world.home])
    made.say(random.choice(_NOW).format(last=world.first - 1, start=len(start), all=all_codes))
    villages = list(random.sample(_VILLAGES, random.randint(5, len(_VILLAGES))))
    had, added = len(villages) // 3, random.randint(2, len(villages) // 2)
    made.say(
        f"- Đến hết năm {world.first - 1}, toàn xã có {had}/{len(villages)} {style.village} "
        f"đạt chuẩn {style.ntm}."
    )
    COMMUNE.heading(made, world, random, "goals")
    if gained:
        facts = {"no": numbers.pop(0), "codes": ", ".join(gained), "all": all_codes}
        text, end = random.choice(_GOALS), len(start) + len(gained)
        right, wrong = (text.format(added=style.n(len(gained) + more), end=end, **facts) for more in (0, 1))
        made.say(right, wrong, "criteria of a commune")
    names = ", ".join(villages[had : had + added])
    facts = {"no": numbers.pop(0), "noun": style.village, "ntm": style.ntm, "names": names}
    text = random.choice(_RISEN)
    right, wrong = (text.format(n=style.n(each), **facts) for each in (added, added + 2))
    made.say(right, wrong, "villages by name")
    line = f"{numbers.pop(0)}Phấn đấu {had + added}/{len(villages)} {style.village} đạt chuẩn {style.ntm}, "
    shares = (percent(had + added, len(villages)), percent(had, len(villages)))
    made.say(*(f"{line}chiếm {share}%." for share in shares), "share of villages")
    say_others(made, world, random, numbers)
    COMMUNE.heading(made, world, random, "tasks")
    made.say("- Tuyên truyền, vận động nhân dân tham gia chỉnh trang đường làng, ngõ xóm.")
    COMMUNE.heading(made, world, random, "money")
    Money(random, world).say(made)
    COMMUNE.heading(made, world, random, "duties")
    COMMUNE.close(made, world, random)
    return made
