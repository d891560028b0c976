"""A long paper in parts: every line stands on one page, tables stay whole, links lead to the right part."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.accounts.models import User
from chungsuc.plans import page as page_module
from chungsuc.plans import parts as module
from chungsuc.plans.models import Plan, ReadItem
from chungsuc.plans.parts import parts_of
from factories.plans import LATER, Reader, bring_and_read

LIGHT = 150_000  # bytes of one page over the wire


def paper(*texts: str) -> list[list[Any]]:
    return [[number, text, None] for number, text in enumerate(texts, start=1)]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of ten characters, so that a small paper has many."""
    monkeypatch.setattr(module, "CHARACTERS", 10)


def test_a_short_paper_is_one_part() -> None:
    parts = parts_of(paper("một", "hai"), number="7")
    assert not parts.are_many
    assert (parts.here.first, parts.here.last) == (1, 2)
    assert parts.at(2) == "#d2"
    assert parts_of([]).here.number == 1


@pytest.mark.parametrize(
    ("number", "line", "shown"),
    [
        ("", "", 1),
        ("2", "", 2),
        ("0", "", 1),
        ("99", "", 3),
        ("-1", "", 1),
        ("hai", "", 1),
        ("9" * 30, "", 1),
        ("1", "5", 3),
        ("", "99", 3),
        ("", "0", 1),
    ],
)
def test_the_address_says_which_part(short: None, number: str, line: str, shown: int) -> None:
    parts = parts_of(paper("mười một chữ", "b", "mười một chữ", "c", "cuối"), number=number, line=line)
    assert parts.here.number == shown


def test_links_lead_to_the_part_of_their_line(short: None) -> None:
    parts = parts_of(paper("mười một chữ", "mười một chữ", "cuối"), number="2")
    assert [parts.at(line) for line in (1, 2, 3)] == ["?phan=1#d1", "#d2", "?phan=3#d3"]
    assert parts.at(3, "i-T3") == "?phan=3#i-T3"
    assert (parts.before, parts.after) == (parts.all[0], parts.all[2])


def test_a_table_is_not_cut(short: None) -> None:
    parts = parts_of(paper("mười một chữ", "ô\tô dài hơn mười", "ô\tô", "ô\tô", "sau bảng"))
    assert [(part.first, part.last) for part in parts.all] == [(1, 1), (2, 4), (5, 5)]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=60))
def test_every_line_stands_in_one_part(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHARACTERS", 20)
        parts = parts_of(paper(*texts))
    shown = [line for part in parts.all for line in range(part.first, part.last + 1)]
    assert shown == list(range(1, len(texts) + 1))
    assert all(part.first <= line <= part.last for line in shown for part in [parts.of(line)])


@pytest.mark.django_db
def test_each_page_of_two_hundred_is_light_and_nothing_is_dropped(
    lan: User, reader: Reader, client: Client
) -> None:
    plan: Plan = bring_and_read(lan)
    reading = plan.readings.get()
    last = reading.lines[-1][0]
    more = [
        f"- Việc thứ {number}: giao Phòng số {number % 97} hướng dẫn các xã làm việc {number * 7919}, "
        f"xong trước ngày {number % 28 + 1:02d}/{number % 12 + 1:02d}/2024 và báo cáo kết quả {number * 31}."
        for number in range(1, 4_001)
    ]
    reading.lines += [[last + number, text, None] for number, text in enumerate(more, start=1)]
    reading.save()
    client.force_login(lan)
    address = reverse("plans:plan", args=[plan.pk])
    seen: list[int] = []
    for number in range(1, 99):
        answer = client.get(f"{address}?phan={number}", headers={"accept-encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.content) < LIGHT
        page = gzip.decompress(answer.content).decode()
        seen += [line.number for block in answer.context["blocks"] for line in block.lines]
        if 'rel="next"' not in page:
            break
    assert number > 3
    assert seen == [number for number, text, _page in reading.lines if text.strip()]
    assert 'href="?phan=1#d5"' not in client.get(address).content.decode()
    assert "Xem cả 1 phát hiện" in page
    assert client.get(f"{address}?dong={last + 4_000}").context["parts"].here.number == number


def test_what_was_read_takes_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHARACTERS", 300)
    lines = paper("một", "hai", "ba", "bốn")
    assert not parts_of(lines).are_many
    dense = parts_of(lines, [1, 1, 1, 2, 3, 3, 3, 4])
    assert [(part.first, part.last) for part in dense.all] == [(1, 1), (2, 3), (4, 4)]


@pytest.mark.django_db
def test_of_very_many_questions_the_first_are_shown(
    lan: User, reader: Reader, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "AT_ONCE", 3)
    plan = bring_and_read(lan)
    reading = plan.readings.get()
    for place in range(5):
        ReadItem.objects.create(
            reading=reading,
            key=f"N{place}",
            section=ReadItem.Section.RECIPIENTS,
            position=700 + place,
            line=8,
            text="Lưu",
            certainty="likely",
            data={"text": "Lưu"},
            is_asked=True,
        )
    client.force_login(lan)
    page = client.get(reverse("plans:plan", args=[plan.pk]))
    keys = [row.item.key for run in page.context["asked"] for row in run.rows]
    assert len(keys) == 3
    assert "Hiện 3 mục đầu đang chờ của phần này" in page.content.decode()
    reading.items.filter(key__in=keys).update(decision="confirmed", decided_by=lan, decided_at=LATER)
    page = client.get(reverse("plans:plan", args=[plan.pk]))
    assert set(keys).isdisjoint(row.item.key for run in page.context["asked"] for row in run.rows)
