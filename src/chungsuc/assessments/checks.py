"""What every way of recording asks of a figure before it is stored: by the page, a file, or the API."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria import CriteriaSet, Mark, Measure, Observed, check_value
from chungsuc.core.observations import ObservationError
from chungsuc.core.periods import Period
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH


def entered_measure(criteria_set: CriteriaSet, code: str) -> Measure:
    """What the code stands for, when the set has it and its figures are entered rather than worked out.

    Raises CriteriaError for a code that the set does not have, ObservationError for what is computed.
    """
    condition = next((each for each in criteria_set.conditions if each.code == code), None)
    if condition is not None and condition.is_all_criteria:
        raise ObservationError(
            _("Điều kiện %(code)s được tính từ các tiêu chí nên không nhập. Hãy nhập số liệu của chỉ tiêu.")
            % {"code": code}
        )
    measure = condition or criteria_set.measure(code)
    if measure.is_share_below:
        raise ObservationError(
            _(
                "Chỉ tiêu %(code)s được tính từ kết quả của các đơn vị cấp dưới nên không nhập. "
                "Hãy nhập số liệu của các đơn vị đó."
            )
            % {"code": code}
        )
    return measure


def check_entered(measure: Measure, value: Observed) -> None:
    """Raises CriteriaError for a value that the measure cannot take."""
    if value is not None and not isinstance(value, Mark):
        check_value(measure, value)


_LARGEST = Decimal(10) ** 12  # what is larger is a slip of the keyboard, and could not be added up


def check_size(*given: Observed) -> None:
    """Raises ObservationError for a number that no unit can have."""
    for each in given:
        if isinstance(each, Decimal) and abs(each) >= _LARGEST:
            raise ObservationError(_("Số quá lớn. Hãy kiểm tra lại số chữ số và đơn vị tính."))


def check_parts(numerator: Decimal | None, denominator: Decimal | None) -> None:
    """Raises ObservationError for a part that is larger than what it is part of."""
    if numerator is not None and denominator is not None and numerator > denominator:
        raise ObservationError(_("Tử số lớn hơn mẫu số nên tỷ lệ trên 100%. Hãy kiểm tra lại hai số."))


_KEPT = Decimal("0.000001")


def kept(value: Observed) -> Observed:
    """As exactly as the store keeps it: totals are made of what is stored."""
    if not isinstance(value, Decimal):
        return value
    rounded = value.quantize(_KEPT)
    return rounded if value != rounded else value


def check_place(unit: Unit, period: Period) -> None:
    """Raises ObservationError for a unit that did not exist in the period."""
    begun = unit.valid_from is None or unit.valid_from <= period.last_day
    not_ended = unit.valid_to is None or unit.valid_to > period.first_day
    if not (begun and not_ended):
        raise ObservationError(
            _("%(unit)s không tồn tại trong %(period)s. Hãy chọn đơn vị hoặc kỳ khác.")
            % {"unit": vietnamese(unit.full_name), "period": period.told(SPEECH)}
        )
