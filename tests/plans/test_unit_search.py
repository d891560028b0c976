"""A unit is found by its name, within reach; a name of several is asked about, never guessed."""

from __future__ import annotations

import pytest

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.plans.forms import RereadForm

pytestmark = pytest.mark.django_db


def asked(user: User, words: str, chosen: str = "") -> RereadForm:
    form = RereadForm({"unit": words, "chosen": chosen}, user=user)
    form.is_valid()
    return form


def test_a_unit_is_found_by_its_name_its_whole_name_and_its_id(lan: User, communes: list[Unit]) -> None:
    unit = communes[0]
    for words in (unit.full_name, unit.full_name.upper(), f"  {unit.name} ", unit.folded, unit.pk):
        assert asked(lan, words).cleaned_data["unit"] == unit


def test_nothing_typed_leaves_the_unit_to_the_text(lan: User, communes: list[Unit]) -> None:
    assert asked(lan, "  ").cleaned_data["unit"] is None


def test_what_is_out_of_reach_is_not_found(lan: User, hoa: User, communes: list[Unit]) -> None:
    assert "Không có đơn vị nào" in asked(hoa, communes[0].full_name).errors["unit"][0]
    assert asked(hoa, "", chosen=communes[0].pk).errors["unit"]


def test_several_of_one_name_are_shown_to_choose_from(lan: User, communes: list[Unit]) -> None:
    letter = communes[0].folded[0]
    form = asked(lan, letter)
    assert "Hãy chọn một đơn vị" in form.errors["unit"][0]
    assert len(form.found) > 1
    key, label = form.found[0]
    assert ", " in label  # what it lies in stands beside the name
    assert asked(lan, letter, chosen=key).cleaned_data["unit"].pk == key
