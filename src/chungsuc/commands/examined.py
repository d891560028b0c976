"""The plan that a command is given, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chungsuc.checking import Examination, examine
from chungsuc.commands.known_units import known_units
from chungsuc.law.criteria import load_criteria_sets


def takes_plan(verb: Any) -> None:
    """FILE [--unit CODE@DATE]"""
    verb.add_argument("file", type=Path, help="tệp .docx, .pdf hoặc .txt")
    verb.add_argument("--unit", help="đơn vị của kế hoạch, mã kèm thời điểm, như 14146@2024")


def examined(data: bytes, name: str, unit: str | None) -> Examination:
    """What was read and found. Raises DocumentError, NotAPlan, or UnitError for the code of the unit."""
    gazetteer = known_units()
    given = gazetteer.parse_ref(unit) if unit else None
    return examine(data, name, gazetteer=gazetteer, criteria_sets=load_criteria_sets(), unit=given)
