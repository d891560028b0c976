"""A commune with its leader, the department above it, and someone from elsewhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.evidence.actions import attach_file
from chungsuc.evidence.models import Attachment
from chungsuc.workflow.models import ReviewEvent
from factories.cast import NOW, district, person

DAY = date(2024, 1, 1)
SET = "vn-2021-2025-commune"
Bring = Callable[..., Attachment]


@pytest.fixture
def communes(places: None) -> list[Unit]:
    """Of one district."""
    return [each for each in below(district("084"), DAY) if each.kind == "xã"]


@pytest.fixture
def commune(communes: list[Unit]) -> Unit:
    return communes[0]


@pytest.fixture
def province(commune: Unit) -> Unit:
    return Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)


@pytest.fixture
def lan(system: User, commune: Unit) -> User:
    """Lan leads the commune."""
    return person("Lan", Role.COMMUNE_LEADER, commune, system)


@pytest.fixture
def minh(system: User, province: Unit) -> User:
    """Minh works in a department of the province."""
    return person("Minh", Role.VERIFIER, province, system)


@pytest.fixture
def hoa(system: User, communes: list[Unit]) -> User:
    """Hoa leads the commune beside Lan's."""
    return person("Hoa", Role.COMMUNE_LEADER, communes[1], system)


@pytest.fixture
def commune_set(places: None) -> CriteriaSet:
    version = criteria.version_of(SET)
    assert version is not None
    return criteria.criteria_set(version)


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    """The store of files."""
    settings.UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def bring(uploads: Path, commune: Unit, commune_set: CriteriaSet, lan: User) -> Bring:
    """A file beside an indicator of Lan's commune, unless told otherwise."""

    def do(data: bytes, **change: Any) -> Attachment:
        given = {
            "id": uuid4(),
            "unit": commune,
            "criteria_set": commune_set,
            "code": "6.1",
            "period": Period.of_year(2024),
            "name": "anh.jpg",
            "by": lan,
            "now": NOW,
        }
        return attach_file(stream=io.BytesIO(data), **(given | change))

    return do


def hand_up(
    unit: Unit, by: User, at: datetime = NOW + timedelta(hours=1), code: str = "6.1", **more: Any
) -> None:
    """As a review tells it."""
    given = {"number": 1, "kind": "submitted", "year": 2024} | more
    ReviewEvent.objects.create(unit=unit, criteria_set_id=SET, code=code, by=by, at=at, **given)
