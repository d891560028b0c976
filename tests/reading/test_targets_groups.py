"""Nhóm xã: a figure of some communes is no figure of all; and villages, in all and by commune."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject

K, M, S = StatementKind, Mode, Subject
GOALS = "I. MỤC TIÊU\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Các xã biên giới hoàn thành thêm 06 tiêu chí.",
        "Các xã vùng III hoàn thành thêm 06 tiêu chí, trong đó:",
        "05 xã điểm hoàn thành thêm 06 tiêu chí.",
        "Các xã phấn đấu về đích hoàn thành thêm 06 tiêu chí.",
        "Nhóm xã khó khăn tăng thêm 06 tiêu chí.",
        "Một số xã tăng thêm 06 tiêu chí.",
        "Hoàn thành thêm 06 tiêu chí tại các xã biên giới.",
        "Hoàn thành thêm 06 tiêu chí ở 05 xã điểm.",
        "Hoàn thành thêm 06 tiêu chí tại xã Môn Sơn.",
        "Các xã vùng III: tăng thêm 06 tiêu chí.",
        "Đối với các xã đặc biệt khó khăn còn lại hoàn thành thêm 06 tiêu chí.",
        "Tổng số tiêu chí của các xã vùng III đạt 60 tiêu chí.",
        "Bình quân các xã đặc biệt khó khăn đạt 12,5 tiêu chí/xã.",
        "Khu vực miền núi bình quân đạt 13 tiêu chí/xã.",
        "Không còn xã biên giới đạt dưới 9 tiêu chí.",
        "100% số xã biên giới đạt từ 12 tiêu chí trở lên.",
        "Mỗi xã biên giới tăng thêm 02 tiêu chí.",
        "Nâng tổng số xã biên giới đạt chuẩn nông thôn mới lên 03 xã.",
        "Số xã biên giới đạt chuẩn nông thôn mới là 03 xã.",
    ],
)
def test_some_communes_are_not_all(goal, sentence):
    said = goal(sentence)
    assert said.subject is S.OTHER
    assert not said.all_units


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Các xã hoàn thành thêm 20 tiêu chí.", S.CRITERIA),
        ("Các xã trên địa bàn huyện hoàn thành thêm 20 tiêu chí.", S.CRITERIA),
        ("Các xã chưa đạt chuẩn hoàn thành thêm 20 tiêu chí.", S.CRITERIA),  # no other commune can gain any
        ("Hỗ trợ các xã đặc biệt khó khăn, phấn đấu toàn huyện tăng thêm 20 tiêu chí.", S.CRITERIA),
        ("Các xã còn lại trên địa bàn tiếp tục hoàn thành thêm 20 tiêu chí.", S.CRITERIA),
        ("Đối với 05 xã chưa đạt chuẩn còn lại phấn đấu hoàn thành thêm 20 tiêu chí.", S.CRITERIA),
        ("Phấn đấu 8/12 xã tiêu chí y tế.", S.CRITERION),
        ("Số xã trong huyện đạt chuẩn nông thôn mới là 03 xã.", S.COMMUNES),
    ],
)
def test_all_communes_are_all(goal, sentence, subject):
    assert goal(sentence).subject is subject


def test_two_groups_say_two_things(read_body):
    one, other = read_body(
        GOALS + "- Các xã vùng III tăng thêm 06 tiêu chí.\n\n- Các xã vùng II tăng thêm 09 tiêu chí.\n"
    ).targets
    assert one.object_text != other.object_text


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu 02 xã: Yên Khê, Chi Khê đạt chuẩn nông thôn mới.",
        "Phấn đấu có thêm 02 xã là Yên Khê và Chi Khê đạt chuẩn nông thôn mới.",
        "Phấn đấu 02 xã Yên Khê, Chi Khê đạt chuẩn nông thôn mới.",
        "Phấn đấu các xã Yên Khê, Chi Khê đạt chuẩn nông thôn mới.",
    ],
)
def test_names_between_the_number_and_the_verb(goal, sentence):
    said = goal(sentence)
    assert (said.subject, said.value) == (S.COMMUNES, 2)
    assert [unit.name for unit in said.units] == ["Yên Khê", "Chi Khê"]


@pytest.mark.parametrize(
    ("sentence", "value", "comparator"),
    [
        ("Số xã dưới 10 tiêu chí không quá 03 xã.", 3, Comparator.AT_MOST),
        ("Số xã đạt dưới 10 tiêu chí còn không quá 03 xã.", 3, Comparator.AT_MOST),
        ("Số xã dưới 10 tiêu chí: 03/12 xã.", 3, Comparator.EQUAL),
    ],
)
def test_communes_below_a_level(goal, sentence, value, comparator):
    said = goal(sentence)
    assert (said.subject, said.measure, said.value, said.comparator) == (S.CRITERIA, "xã", value, comparator)
    assert (said.level, said.level_to) == (0, 9)


def test_share_or_number_of_communes(goal):
    said = goal("Tỷ lệ/số xã đạt chuẩn nông thôn mới: 60%.")
    assert (said.kind, said.subject, said.value) == (K.SHARE, S.COMMUNES, 60)


@pytest.mark.parametrize(
    "listed",
    [
        "Yên Khê 05 thôn; Chi Khê 07 thôn; Môn Sơn 08 thôn",
        "xã Yên Khê 05 thôn; xã Chi Khê 07 thôn; xã Môn Sơn 08 thôn",
        "Yên Khê: 05 thôn, Chi Khê: 07 thôn, Môn Sơn: 08 thôn",
    ],
)
def test_villages_by_commune_and_in_all(read_body, listed):
    added, total = read_body(
        GOALS + f"- Có thêm 20 thôn đạt chuẩn nông thôn mới ({listed}), nâng tổng số thôn đạt chuẩn lên "
        "35/80 thôn.\n"
    ).targets
    assert (added.subject, added.mode, added.value, added.measure) == (S.VILLAGES, M.ADD, 20, "thôn")
    assert [(unit.name, unit.count) for unit in added.units] == [
        ("Yên Khê", 5),
        ("Chi Khê", 7),
        ("Môn Sơn", 8),
    ]
    assert all(unit.unit_id for unit in added.units)
    assert (total.kind, total.subject, total.mode, total.value, total.of) == (
        K.TOTAL,
        S.VILLAGES,
        M.REACH,
        35,
        80,
    )


@pytest.mark.parametrize(
    ("sentence", "kind", "subject", "value"),
    [
        ("Phấn đấu 30% số thôn đạt chuẩn nông thôn mới.", K.SHARE, S.VILLAGES, 30),
        ("Tổng số thôn đạt chuẩn là 35/80 thôn.", K.TOTAL, S.VILLAGES, 35),
        ("Số thôn đạt chuẩn nông thôn mới: 35.", K.TOTAL, S.VILLAGES, 35),
        ("Nâng tổng số thôn nông thôn mới kiểu mẫu lên 12 thôn.", K.TOTAL, S.MODEL_VILLAGES, 12),
        ("Lũy kế có 35/80 thôn đạt chuẩn nông thôn mới.", K.TOTAL, S.VILLAGES, 35),
    ],
)
def test_villages_in_all(goal, sentence, kind, subject, value):
    said = goal(sentence)
    assert (said.kind, said.subject, said.value) == (kind, subject, value)


def test_a_share_of_villages_and_the_count_beside_it(read_body):
    share, count = read_body(GOALS + "- Phấn đấu 50% số thôn đạt chuẩn NTM (40/80 thôn).\n").targets
    assert (share.kind, share.value, share.subject) == (K.SHARE, 50, S.VILLAGES)
    assert (count.kind, count.value, count.of, count.subject) == (K.COUNT, 40, 80, S.VILLAGES)
