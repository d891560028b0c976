"""Trong đó, gồm, năm … : figures that are parts of another, and the years of a way to a goal."""

from __future__ import annotations

from chungsuc.core.statements import Mode, PartList, StatementKind, Subject

GOALS = "I. MỤC TIÊU\n\n"


def test_in_which_names_some_and_consisting_of_names_all(read_body):
    whole, part, other, first, second = read_body(
        GOALS + "- Có 05 xã đạt chuẩn nông thôn mới, trong đó có 01 xã đạt chuẩn nông thôn mới nâng cao.\n\n"
        "- Phấn đấu hoàn thành thêm 05 tiêu chí, gồm: xã Lục Dạ 03 tiêu chí; xã Cam Lâm 02 tiêu chí.\n"
    ).targets
    assert (whole.parts, part.part_of, part.subject) == (PartList.SOME, whole.id, Subject.OTHER)
    assert (other.parts, first.part_of, second.part_of) == (PartList.ALL, other.id, other.id)


def test_bullets_below_a_colon_are_all_the_parts(read_body):
    whole, *parts = read_body(
        GOALS + "1. Các xã còn lại hoàn thành thêm 05 tiêu chí, gồm:\n\n- Xã Lục Dạ: 03 tiêu chí;\n\n"
        "- Xã Cam Lâm: 02 tiêu chí.\n"
    ).targets
    assert whole.parts is PartList.ALL
    assert [part.part_of for part in parts] == [whole.id, whole.id]


def test_a_list_that_goes_on_with_a_verb_does_not_name_them_all(read_body):
    """Only "xã Yên Khê" was taken as the list of three, and the count was called wrong."""
    count, *_ = read_body(
        GOALS + "- Có 03/12 xã đạt chuẩn NTM, trong đó: xã Yên Khê, xã Chi Khê duy trì đạt chuẩn; "
        "xã Môn Sơn đạt chuẩn mới.\n"
    ).targets
    assert (count.value, count.units) == (3, ())


def test_what_each_year_adds(read_body):
    whole, *years = read_body(
        GOALS + "- Phấn đấu có 09 xã đạt chuẩn nông thôn mới, trong đó: năm 2023: 02 xã (Yên Khê, Chi Khê); "
        "năm 2024: 03 xã; năm 2025: 04 xã.\n"
    ).targets
    assert (whole.deadline, whole.parts) == (None, PartList.SOME)
    assert [(each.mode, each.value, str(each.deadline)) for each in years] == [
        (Mode.ADD, 2, "2023"),
        (Mode.ADD, 3, "2024"),
        (Mode.ADD, 4, "2025"),
    ]
    assert {each.part_of for each in years} == {whole.id}
    assert [unit.name for unit in years[0].units] == ["Yên Khê", "Chi Khê"]
    assert years[0].kind is StatementKind.GAIN


def test_where_each_year_ends(read_body):
    whole, *years = read_body(
        GOALS + "- Đến năm 2025 có 09 xã đạt chuẩn nông thôn mới, cụ thể: năm 2023: 05 xã; năm 2024: 07 xã; "
        "năm 2025: 09 xã.\n"
    ).targets
    assert str(whole.deadline) == "2025"
    assert [(each.mode, each.part_of) for each in years] == [(Mode.REACH, None)] * 3


def test_years_in_bullets_below_their_total(read_body):
    whole, *years = read_body(
        GOALS + "1. Giai đoạn 2023-2025 có thêm 06 xã đạt chuẩn nông thôn mới, gồm:\n\n"
        "+ Năm 2023: 02 xã (Yên Khê, Chi Khê);\n\n+ Năm 2024: 02 xã;\n\n+ Năm 2025: 02 xã.\n"
    ).targets
    assert (whole.parts, [each.part_of for each in years]) == (PartList.ALL, [whole.id] * 3)
    assert [each.subject for each in years] == [Subject.COMMUNES] * 3


def test_years_below_an_opening_that_says_what_is_counted(read_body):
    years = read_body(
        GOALS + "- Số xã đạt chuẩn nông thôn mới: năm 2023: 02 xã; năm 2024: 03 xã; năm 2025: 05 xã.\n"
    ).targets
    assert [(each.subject, each.value, str(each.deadline)) for each in years] == [
        (Subject.COMMUNES, 2, "2023"),
        (Subject.COMMUNES, 3, "2024"),
        (Subject.COMMUNES, 5, "2025"),
    ]


def test_villages_over_several_semicolons(goal):
    said = goal(
        "Có 05 thôn đạt chuẩn nông thôn mới: thôn Xiềng, Thái Hòa xã Môn Sơn; thôn Nưa, thôn Tân Hương xã "
        "Yên Khê; bản Cống xã Chi Khê."
    )
    assert [(unit.text, unit.within) for unit in said.units] == [
        ("Xiềng", "Môn Sơn"),
        ("Thái Hòa", "Môn Sơn"),
        ("Nưa", "Yên Khê"),
        ("Tân Hương", "Yên Khê"),
        ("Cống", "Chi Khê"),
    ]


def test_names_before_the_verb(goal):
    said = goal("Phấn đấu thêm 02 xã (Yên Khê, Chi Khê) đạt chuẩn nông thôn mới.")
    assert (said.kind, said.mode, said.value) == (StatementKind.GAIN, Mode.ADD, 2)
    assert [unit.name for unit in said.units] == ["Yên Khê", "Chi Khê"]


def test_a_share_in_the_midst_of_its_count(read_body):
    count, share = read_body(GOALS + "- Phấn đấu có 06/12 xã (đạt 50%) đạt chuẩn nông thôn mới.\n").targets
    assert (count.subject, count.value, count.of) == (Subject.COMMUNES, 6, 12)
    assert (share.kind, share.value, share.subject) == (StatementKind.SHARE, 50, Subject.COMMUNES)
