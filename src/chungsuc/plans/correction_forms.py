"""The form that puts one item right: its fields as an official writes them, and back to data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.errors import ChungsucError
from chungsuc.core.money import to_dong
from chungsuc.core.statements import Comparator, PartialDate
from chungsuc.core.vietnamese.dates import format_date, parse_date
from chungsuc.core.vietnamese.text import fold
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number, in_measure, parse_number
from chungsuc.languages.words import word
from chungsuc.plans.actions.promises import LARGEST
from chungsuc.plans.corrections import DAYS, FIELDS, NUMBERS, choices, label
from chungsuc.plans.models import Plan, ReadItem

MEASURES = (
    gettext_noop("đồng"),
    gettext_noop("nghìn đồng"),
    gettext_noop("triệu đồng"),
    gettext_noop("tỷ đồng"),
)
LONGEST = {"measure": 60, "body": 300, "number": 60, "issuer": 300, "kind": 60}
USUAL = frozenset({"value", "value_to", "of", "comparator", "measure", "units", "criteria", "body"}) | DAYS


class NumberField(forms.CharField):
    """Một số viết theo lối Việt Nam; để trống là văn bản không nêu."""

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            number = parse_number(text)
        except ChungsucError as error:
            raise forms.ValidationError(str(error)) from None
        if abs(number) >= LARGEST:
            raise forms.ValidationError(_("Số này quá lớn để theo dõi. Hãy kiểm tra lại các chữ số."))
        return number


class DayField(forms.CharField):
    """ "31/12/2025", "12/2025" or "2025", as far as the paper gives it."""

    def clean(self, value: Any) -> str | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            return str(parse_date(text))
        except ChungsucError as error:
            raise forms.ValidationError(str(error)) from None


@dataclass(frozen=True)
class Places:
    """Đơn vị có thể chọn: the plan's own unit and those below it on its day."""

    plan: Plan
    day: date

    @cached_property
    def names(self) -> dict[str, Unit]:
        """Each unit by what is written for it; a code stands beside a name that two of them share."""
        if self.plan.unit is None:
            return {}
        found = [self.plan.unit]
        of_country = self.plan.unit.level == Level.COUNTRY  # its communes are too many to be listed
        for level in (Level.PROVINCE,) if of_country else (Level.DISTRICT, Level.COMMUNE):
            found += units.below(self.plan.unit, self.day, level=level)
        named: dict[str, list[Unit]] = {}
        for unit in found:
            named.setdefault(_capital(unit.full_name), []).append(unit)
        return {
            name if len(same) == 1 else f"{name} ({unit.code})": unit
            for name, same in named.items()
            for unit in same
        }

    def label(self, unit_id: str) -> str:
        """How the unit of an id is written."""
        return next((name for name, unit in self.names.items() if unit.pk == unit_id), "")

    def find(self, text: str) -> Unit:
        """The one unit that is meant. Raises `ValidationError` for none, and for several."""
        wanted = " ".join(text.split())
        if wanted in self.names:
            return self.names[wanted]
        for same in (str.casefold, fold):
            found = {
                unit.pk: unit
                for name, unit in self.names.items()
                if same(wanted) in (same(name), same(unit.name))
            }
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                raise forms.ValidationError(
                    _("Có nhiều đơn vị tên “%(name)s”. Hãy chọn một đơn vị trong danh sách gợi ý.")
                    % {"name": vietnamese(wanted)}
                )
        raise forms.ValidationError(
            _("Không có đơn vị nào tên “%(name)s” thuộc %(unit)s. Hãy chọn trong danh sách gợi ý.")
            % {"name": vietnamese(wanted), "unit": vietnamese(self.plan.unit)}
        )


class CorrectionForm(forms.Form):
    """Sửa một mục đã đọc. What is not in the form stays as it was read."""

    def __init__(
        self,
        *args: Any,
        item: ReadItem,
        places: Places,
        criteria: dict[str, str],
        sources: Sequence[ReadItem] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.places, self.criteria = item, places, criteria
        self.sources = {each.key: each for each in sources if each.key != item.key}
        self.mentions: list[dict[str, Any]] = list(item.reviewed.get("units") or ())
        for name in FIELDS.get(item.section, ()):
            self._add(name)
        self.fields["why"] = forms.CharField(
            label=gettext_lazy("Lý do thêm") if item.pk is None else gettext_lazy("Lý do sửa"),
            max_length=500,
            initial=_("Máy bỏ sót") if item.pk is None else _("Máy đọc nhầm"),
            error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
        )
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("id", f"s-{item.key}-{name}")

    # --- fields ------------------------------------------------------------------------------------

    def _add(self, name: str) -> None:
        value = self.item.reviewed.get(name)
        if name == "decimals":
            return
        if name == "units":
            self._add_places()
            return
        field = self._field(name, value)
        field.label = label(self.item.section, name)
        self.fields[name] = field

    def _field(self, name: str, value: Any) -> forms.Field:
        is_basis = self.item.section == ReadItem.Section.LEGAL_BASES
        if name in NUMBERS:
            return NumberField(required=False, initial=self._number(name, value))
        if name in DAYS:
            shown = format_date(PartialDate.from_iso(value)) if value else ""
            return DayField(
                required=False, initial=_bare(shown), help_text=_("Ví dụ 31/12/2025, 12/2025, 2025.")
            )
        if name == "amount":
            data = self.item.reviewed
            return NumberField(initial=in_measure(int(value), data["measure"]) if value else "")
        if name == "measure" and self.item.section == ReadItem.Section.FUNDING:
            known = dict.fromkeys([*MEASURES, value])
            return forms.ChoiceField(choices=[(each, word(each)) for each in known], initial=value)
        if name == "parent":
            options = [("", _("không, đứng riêng"))]
            options += [(key, self._source_name(each)) for key, each in self.sources.items()]
            return forms.ChoiceField(required=False, choices=options, initial=value or "")
        if name == "criteria":
            codes = [each["code"] for each in value or () if each.get("code")]
            return forms.MultipleChoiceField(
                required=False,
                choices=[(code, f"{code}. {vietnamese(words)}") for code, words in self.criteria.items()],
                initial=codes,
                widget=forms.CheckboxSelectMultiple,
            )
        if name in ("year", "year_to"):
            return forms.IntegerField(
                required=False,
                min_value=1900,
                max_value=2200,
                initial=value,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": _("Năm gồm bốn chữ số, ví dụ 2025.")},
            )
        if name in ("all_units", "rest", "present"):
            return forms.BooleanField(required=False, initial=bool(value))
        options_of = {} if is_basis else choices(name)
        if options_of:
            return forms.ChoiceField(choices=list(options_of.items()), initial=value)
        if name == "text":
            return forms.CharField(initial=value or "", widget=forms.Textarea(attrs={"rows": 3}))
        is_needed = name == "label" or (is_basis and name in ("kind", "number"))
        return forms.CharField(
            required=is_needed,
            initial=value or "",
            max_length=LONGEST.get(name, 1000),
            error_messages={"required": _("Ô này không được để trống.")},
        )

    def _add_places(self) -> None:
        for place, mention in enumerate(self.mentions):
            shown = self.places.label(mention.get("unit_id") or "") or mention["text"]
            self.fields[f"unit_{place}"] = self._place(_("Đơn vị “%s”") % vietnamese(mention["text"]), shown)
        self.fields["unit_new"] = self._place(_("Thêm đơn vị"), "")

    def _place(self, words: str, initial: str) -> forms.CharField:
        box = forms.TextInput(attrs={"list": "cac-don-vi", "autocomplete": "off"})
        return forms.CharField(required=False, label=words, initial=initial, widget=box, max_length=200)

    def _number(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        places = self.item.reviewed.get("decimals") or None if name in ("value", "value_to") else None
        return format_number(Decimal(value), places)

    def _source_name(self, item: ReadItem) -> str:
        amount = in_measure(int(item.reviewed["amount"]), item.reviewed["measure"])
        return f"{vietnamese(item.reviewed['label'][:80])} ({amount} {word(item.reviewed['measure'])})"

    def usual(self) -> Iterator[forms.BoundField]:
        """Fields that are mostly wrong, first."""
        return (field for field in self if self._is_usual(field.name) and field.name != "why")

    def others(self) -> list[forms.BoundField]:
        """How the sentence was understood: seldom wrong, behind one click."""
        return [field for field in self if not self._is_usual(field.name)]

    def opens_others(self) -> bool:
        """An error must be seen."""
        return any(field.errors for field in self.others())

    def _is_usual(self, name: str) -> bool:
        if self.item.section not in (ReadItem.Section.TARGETS, ReadItem.Section.BASELINE):
            return True
        if name == "object_text" and self.item.pk is None:
            return True  # nobody has said yet what is counted
        return name in USUAL or name.startswith("unit_") or name == "why"

    # --- values ------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in [name for name in self.fields if name.startswith("unit_")]:
            self._clean_place(name, given)
        self._clean_value(given)
        if given.get("parent"):
            self._clean_parent(given["parent"])
        if given.get("amount") is not None and given.get("measure"):
            try:
                given["amount"] = to_dong(given["amount"], given["measure"])
            except ChungsucError as error:
                self.add_error("amount", str(error))
        if (first := given.get("year")) and (last := given.get("year_to")) and last < first:
            self.add_error("year_to", _("Năm cuối không thể trước năm đầu."))
        return given

    def _clean_place(self, name: str, given: dict[str, Any]) -> None:
        text = given.get(name, "")
        if not text or text == self.fields[name].initial:
            return
        try:
            given[name] = self.places.find(text)
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _clean_value(self, given: dict[str, Any]) -> None:
        value, value_to, of = given.get("value"), given.get("value_to"), given.get("of")
        if given.get("comparator") == Comparator.RANGE:
            if value_to is None:
                self.add_error("value_to", _("Một khoảng cần cả giá trị cuối."))
            elif value is not None and value_to < value:
                self.add_error("value_to", _("Giá trị cuối không thể nhỏ hơn giá trị đầu."))
        elif value_to is not None:
            self.add_error("comparator", _("Có hai giá trị: hãy chọn “trong khoảng”, hoặc bỏ giá trị cuối."))
        if of is not None and value is not None and value > of:
            self.add_error("of", _("Tổng số không thể nhỏ hơn số đạt."))

    def _clean_parent(self, key: str) -> None:
        """A source that is, through its own parents, a part of itself makes no tree."""
        seen = {self.item.key}
        while key:
            if key in seen:
                self.add_error(
                    "parent", _("Nguồn này đã là một phần của chính mục đang sửa. Hãy chọn nguồn khác.")
                )
                return
            seen.add(key)
            source = self.sources.get(key)
            key = (source.reviewed.get("parent") or "") if source is not None else ""

    def data_of_item(self) -> dict[str, Any]:
        """What the item says once it is corrected, as JSON."""
        given, data = self.cleaned_data, dict(self.item.reviewed)
        for name in FIELDS[self.item.section]:
            if name == "units":
                data["units"] = list(self._units(given))
            elif name == "criteria":
                data["criteria"] = self._criteria(given)
            elif name == "decimals":
                data["decimals"] = _decimals(given.get("value"), data.get("decimals") or 0, self.changed_data)
            elif name in NUMBERS:
                data[name] = None if given[name] is None else str(given[name])
            elif name in ("all_units", "rest", "present", "amount", "year", "year_to"):
                data[name] = given[name]
            else:
                data[name] = given[name] or ("" if name in ("object_text", "text") else None)
        return data

    def _units(self, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for place, mention in enumerate(self.mentions):
            chosen = given.get(f"unit_{place}")
            if isinstance(chosen, Unit):
                yield mention | _found(chosen)
            elif chosen:
                yield mention
        if isinstance(chosen := given.get("unit_new"), Unit):
            yield {"text": chosen.full_name, "within": None, "count": None} | _found(chosen)

    def _criteria(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        before = self.item.reviewed.get("criteria") or []
        wanted = given["criteria"]
        kept = [each for each in before if not each.get("code") or each["code"] in wanted]
        known = {each.get("code") for each in kept}
        return kept + [
            {"text": self.criteria[code], "code": code, "certainty": "certain"}
            for code in wanted
            if code not in known
        ]


def _found(unit: Unit) -> dict[str, Any]:
    return {"level": unit.level, "unit_id": unit.pk, "name": unit.name, "certainty": "certain"}


def _decimals(value: Decimal | None, before: int, edited: Sequence[str]) -> int:
    """Decimals that the value shows: a mean is rounded to them."""
    if value is None or "value" not in edited:
        return before
    return max(0, -int(value.as_tuple().exponent))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bare(words: str) -> str:
    """ "tháng 12/2025" and "năm 2025" as they are typed."""
    return words.rpartition(" ")[2]
