"""Biểu nào: the form of one unit, or of one criterion of the units below; whose it is, and what binds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments.bulk_locks import locks_of
from chungsuc.assessments.drafts import hidden_among, hidden_in
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.documents.entry_form_in import Read
from chungsuc.documents.errors import DocumentError
from chungsuc.entry.across import Across, require_below
from chungsuc.entry.excel.forms import UNIT, made_form, mine
from chungsuc.entry.excel.matrix import CRITERION, made_matrix
from chungsuc.entry.excel.staging import Bench
from chungsuc.entry.models_imports import Import, ImportChoice
from chungsuc.entry.pages import Place, check_open, check_period
from chungsuc.entry.peers import accepted_among, accepted_by_code
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.queries.reviews import locks

Choices = Mapping[tuple[str, str], ImportChoice]


@dataclass(frozen=True)
class Sheet(ABC):
    """Trang nhập từ tệp: a unit, a set and a period; with a criterion, the units below."""

    unit: Unit
    criteria_set: CriteriaSet
    period: Period

    @property
    def told(self) -> str:
        """The period as the page says it."""
        return self.period.told(SPEECH)

    @property
    @abstractmethod
    def of_page(self) -> Place | Across:
        """The page where the same figures are typed."""

    @property
    @abstractmethod
    def criterion(self) -> str:
        """The code of the criterion that it is of; empty for a form of one unit."""

    @abstractmethod
    def require(self, by: User) -> None:
        """Raises NotAllowed."""

    @abstractmethod
    def check_open(self) -> None:
        """Raises ChungsucError where nothing may be entered at all."""

    @abstractmethod
    def form(self, by: User, now: datetime) -> bytes:
        """The form to take away."""

    @abstractmethod
    def check_kind(self, identity: Mapping[str, Any], name: str) -> None:
        """Raises DocumentError for the form of another unit or criterion."""

    @abstractmethod
    def units(self, found: Read, name: str) -> dict[str, Unit]:
        """The units that the file is about. Raises DocumentError for one that does not belong here."""

    @abstractmethod
    def codes(self) -> list[str]:
        """What the form asks for."""

    @abstractmethod
    def bench(self, by: User, units: Mapping[str, Unit], codes: Collection[str], choices: Choices) -> Bench:
        """What the cells of a file are held against."""

    @abstractmethod
    def address(self, of: str = "", *more: Any) -> str:
        """Of the page where the figures are typed; or of the form, of the files, of one of them."""

    @property
    def page(self) -> str:
        return self.address()

    @property
    def blank(self) -> str:
        return self.address("form")

    @property
    def imports(self) -> str:
        return self.address("imports")

    @property
    def file_name(self) -> str:
        parts = (self.unit.code, self.period, *([f"tieu-chi-{self.criterion}"] if self.criterion else []))
        return "-".join(["bieu-nhap", *map(str, parts)]) + ".xlsx"

    def files(self, by: User) -> QuerySet[Import]:
        """The files of the page that the person may see."""
        found = Import.objects.filter(
            unit=self.unit,
            criteria_set_id=self.criteria_set.id,
            period=str(self.period),
            criterion=self.criterion,
        )
        return found.filter(by=by) if self.criterion else found

    def check_identity(self, found: Read, name: str) -> None:
        """Raises DocumentError for the form of another page, or of a set that has changed."""
        identity = found.identity
        self.check_kind(identity, name)
        if identity["period"] != str(self.period):
            raise DocumentError(
                _(
                    "Tệp “%(name)s” là biểu của %(other)s, không phải %(period)s. Hãy chọn đúng tệp, hoặc "
                    "đổi kỳ của trang này."
                )
                % {"name": name, "other": Period.parse(identity["period"]).told(SPEECH), "period": self.told}
            )
        version = criteria.version_of(self.criteria_set.id)
        same = version is not None and identity["hash"] == version.content_hash
        if identity["set"] != self.criteria_set.id or not same:
            raise DocumentError(
                _(
                    "Tệp “%(name)s” lập theo bộ tiêu chí khác, hoặc bộ tiêu chí đã thay đổi từ khi lập biểu. "
                    "Hãy tải biểu mới và nhập vào đó."
                )
                % {"name": name}
            )
        self.units(found, name)


def _named(unit_id: Any) -> Unit | str:
    return Unit.objects.filter(pk=unit_id).first() or "?"


@dataclass(frozen=True)
class OfUnit(Sheet):
    """Biểu của một đơn vị."""

    place: Place

    criterion = ""

    @property
    def of_page(self) -> Place:
        return self.place

    def require(self, by: User) -> None:
        policy.require(by, Permission.OBSERVATION_RECORD, at=self.unit)

    def check_open(self) -> None:
        check_open(self.place)

    def form(self, by: User, now: datetime) -> bytes:
        return made_form(place=self.place, by=by, now=now)

    def check_kind(self, identity: Mapping[str, Any], name: str) -> None:
        if identity["kind"] == UNIT and identity["unit"] == self.unit.pk:
            return
        told = {"name": name, "other": _named(identity.get("unit")), "unit": self.unit}
        if identity["kind"] == CRITERION:
            raise DocumentError(
                _(
                    "Tệp “%(name)s” là biểu nhiều đơn vị của %(other)s, không phải biểu của %(unit)s. Hãy "
                    "chọn đúng tệp, hoặc mở trang nhập nhiều đơn vị."
                )
                % told
            )
        raise DocumentError(
            _(
                "Tệp “%(name)s” là biểu của %(other)s, không phải của %(unit)s. Hãy chọn đúng tệp, hoặc mở "
                "trang nhập liệu của đơn vị đó."
            )
            % told
        )

    def units(self, found: Read, name: str) -> dict[str, Unit]:
        return {self.unit.pk: self.unit}

    def codes(self) -> list[str]:
        return [row.code for row in self.place.rows]

    def bench(self, by: User, units: Mapping[str, Unit], codes: Collection[str], choices: Choices) -> Bench:
        may, set_id, unit_id = mine(by, self.place), self.criteria_set.id, self.unit.pk
        peers = accepted_by_code(self.place, codes)
        return Bench(
            criteria_set=self.criteria_set,
            period=self.period,
            units=units,
            has_parts=True,
            may=lambda _unit, code: may is None or may(code),
            locks={unit_id: locks(unit_id, set_id, self.place.year)},
            choices=choices,
            peers={(unit_id, code): listed for code, listed in peers.items()},
            hidden=hidden_in(by, unit_id, set_id),
        )

    def address(self, of: str = "", *more: Any) -> str:
        return reverse(f"entry:{of or 'grid'}", args=[self.unit.pk, self.criteria_set.id, self.period, *more])


@dataclass(frozen=True)
class OfMany(Sheet):
    """Biểu một tiêu chí của nhiều đơn vị."""

    across: Across

    @property
    def of_page(self) -> Across:
        return self.across

    @property
    def criterion(self) -> str:
        return self.across.criterion.code

    def require(self, by: User) -> None:
        require_below(by, self.unit)

    def check_open(self) -> None:
        check_period(self.criteria_set, self.period)

    def form(self, by: User, now: datetime) -> bytes:
        return made_matrix(across=self.across, by=by, now=now)

    def check_kind(self, identity: Mapping[str, Any], name: str) -> None:
        told = {"name": name, "unit": self.unit, "code": self.criterion}
        if identity["kind"] != CRITERION or identity["unit"] != self.unit.pk:
            raise DocumentError(
                _(
                    "Tệp “%(name)s” là biểu của %(other)s, không phải biểu nhiều đơn vị của %(unit)s. Hãy "
                    "chọn đúng tệp, hoặc mở trang nhập của đơn vị đó."
                )
                % {**told, "other": _named(identity.get("unit"))}
            )
        if identity["criterion"] != self.criterion:
            raise DocumentError(
                _(
                    "Tệp “%(name)s” là biểu của tiêu chí %(other)s, không phải tiêu chí %(code)s. Hãy chọn "
                    "đúng tệp, hoặc mở trang của tiêu chí đó."
                )
                % {**told, "other": identity["criterion"]}
            )

    def units(self, found: Read, name: str) -> dict[str, Unit]:
        there = {each.pk: each for each in below(self.unit, self.across.day, level=self.criteria_set.level)}
        asked = {each.unit_id for each in found.cells}
        if gone := Unit.objects.filter(pk__in=asked - there.keys()):
            raise DocumentError(
                _(
                    "Tệp “%(name)s” có đơn vị không còn thuộc %(unit)s trong kỳ này: %(units)s. Hãy tải biểu "
                    "mới và nhập vào đó."
                )
                % {"name": name, "unit": self.unit, "units": ", ".join(map(str, gone))}
            )
        return {key: there[key] for key in sorted(asked)}

    def codes(self) -> list[str]:
        return [row.code for row in self.across.columns]

    def bench(self, by: User, units: Mapping[str, Unit], codes: Collection[str], choices: Choices) -> Bench:
        set_id, period = self.criteria_set.id, self.period
        rights = policy.indicators_among(by, Permission.OBSERVATION_RECORD, units.keys())
        return Bench(
            criteria_set=self.criteria_set,
            period=period,
            units=units,
            has_parts=False,
            may=lambda unit_id, code: policy.covers(
                rights.get(unit_id, frozenset()), Indicator(set_id, code)
            ),
            locks=locks_of(units.keys(), set_id, period.end_year),
            choices=choices,
            peers=accepted_among(units.keys(), self.across.day, set_id, period, codes),
            hidden=hidden_among(by, units.keys(), set_id),
        )

    def address(self, of: str = "", *more: Any) -> str:
        name = f"entry:across-{of}" if of else "entry:across"
        found = [self.unit.pk, self.criteria_set.id, self.period, self.criterion]
        return reverse(name, args=[*found, *more])


def sheet_of(page: Place | Across) -> Sheet:
    """The forms of a page where figures are typed."""
    if isinstance(page, Place):
        return OfUnit(page.unit, page.criteria_set, page.period, page)
    return OfMany(page.above, page.criteria_set, page.period, page)
