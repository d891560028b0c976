"""Recording bodies, what becomes of them, and who holds an office in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Body, BodySuccession, Official, Unit
from chungsuc.audit.actions import record
from chungsuc.core.units import UnitError
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date


@transaction.atomic
def add_body(*, unit: Unit, name: str, kind: str, since: date | None, by: Any, now: datetime) -> Body:
    """Ghi một cơ quan của đơn vị; the same one again is the one that is there. Raises UnitError."""
    wanted = _checked_name(name)
    if kind not in Body.Kind.values:
        raise UnitError(
            _("Không có loại cơ quan “%(kind)s”. Hãy chọn: %(known)s.")
            % {"kind": vietnamese(kind), "known": ", ".join(Body.Kind.values)}
        )
    _lock(unit)
    there = Body.objects.filter(unit=unit, name=wanted, valid_to__isnull=True).first()
    if there is not None:
        return there
    if since is not None and not unit.existed_on(since):
        raise UnitError(
            _("%(unit)s không tồn tại vào ngày %(day)s. Hãy sửa ngày.")
            % {"unit": vietnamese(unit.full_name), "day": format_date(since)}
        )
    last = Body.objects.filter(unit=unit, name=wanted).order_by("-valid_to").first()
    if last is not None and (since is None or (last.valid_to is not None and since < last.valid_to)):
        raise UnitError(
            _("“%(body)s” đã có trong thời gian này. Hãy ghi ngày bắt đầu sau khi cơ quan cũ kết thúc.")
            % {"body": vietnamese(wanted)}
        )
    body = Body.objects.create(unit=unit, name=wanted, kind=kind, valid_from=since)
    record("body.added", body, by=by, at=now, unit_id=unit.pk, data={"name": wanted, "kind": kind})
    return body


@transaction.atomic
def succeed(
    *, bodies: Collection[Body], into: Body, effective: date, decision: str, by: Any, now: datetime
) -> list[BodySuccession]:
    """Sáp nhập, đổi tên cơ quan: these bodies end on the day, and another goes on in their place.

    What they verified stays under their names; offices held in them end with them. Raises UnitError.
    """
    if not decision.strip():
        raise UnitError(_("Thiếu số quyết định sắp xếp cơ quan. Hãy ghi số quyết định."))
    _lock(into.unit)
    held = list(Body.objects.filter(pk__in=[body.pk for body in bodies]))
    successor = Body.objects.get(pk=into.pk)
    if not held:
        raise UnitError(_("Chưa chọn cơ quan nào kết thúc. Hãy chọn ít nhất một cơ quan."))
    if not successor.existed_on(effective):
        raise UnitError(
            _("“%(body)s” không có vào ngày %(day)s. Hãy sửa ngày.")
            % {"body": vietnamese(successor), "day": format_date(effective)}
        )
    for body in held:
        if body.pk == successor.pk:
            raise UnitError(
                _("“%(body)s” không thể kế thừa chính nó. Hãy chọn cơ quan khác.")
                % {"body": vietnamese(body)}
            )
        if body.valid_to is not None or (body.valid_from is not None and body.valid_from >= effective):
            raise UnitError(
                _("“%(body)s” không hoạt động trước ngày %(day)s. Hãy kiểm tra ngày.")
                % {"body": vietnamese(body), "day": format_date(effective)}
            )
        body.valid_to = effective
        body.save(update_fields=["valid_to"])
        # Who was to hold an office from a later day holds it nowhere now: such a term is refused, not cut.
        if Official.objects.filter(body=body, valid_from__gte=effective).exists():
            raise UnitError(
                _("“%(body)s” có nhiệm kỳ bắt đầu từ ngày %(day)s trở đi. Hãy ghi nhiệm kỳ đó ở cơ quan mới.")
                % {"body": vietnamese(body), "day": format_date(effective)}
            )
        _terms_open_on(body, effective).update(valid_to=effective)
    made = [
        BodySuccession.objects.create(
            predecessor=body, successor=successor, effective=effective, decision=decision.strip()
        )
        for body in held
    ]
    for body in held:
        record(
            "body.succeeded",
            body,
            by=by,
            at=now,
            unit_id=body.unit_id,
            data={"into": successor.pk, "effective": effective.isoformat(), "decision": decision.strip()},
        )
    return made


@transaction.atomic
def take_office(
    *, body: Body, name: str, title: str, since: date, by: Any, now: datetime, until: date | None = None
) -> Official:
    """Ghi nhiệm kỳ: a person holds an office at a body from a day. Raises UnitError."""
    person, office = _checked_name(name), _checked_name(title)
    _lock(body.unit)
    held = Body.objects.get(pk=body.pk)
    if not held.existed_on(since):
        raise UnitError(
            _("“%(body)s” không hoạt động vào ngày %(day)s. Hãy sửa ngày.")
            % {"body": vietnamese(held), "day": format_date(since)}
        )
    if until is not None and until <= since:
        raise UnitError(_("Nhiệm kỳ phải kết thúc sau ngày bắt đầu. Hãy sửa ngày."))
    if until is None:
        until = held.valid_to
    overlapping = Official.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=since), body=held, name=person, title=office
    )
    if until is not None:
        overlapping = overlapping.filter(valid_from__lt=until)
    if overlapping.exists():
        raise UnitError(
            _("%(person)s đã giữ chức %(office)s trong thời gian này. Hãy sửa ngày.")
            % {"person": vietnamese(person), "office": vietnamese(office)}
        )
    official = Official.objects.create(body=held, name=person, title=office, valid_from=since, valid_to=until)
    record("official.took_office", official, by=by, at=now, unit_id=held.unit_id, data={"title": office})
    return official


@transaction.atomic
def leave_office(*, official: Official, on: date, by: Any, now: datetime) -> Official:
    """Thôi giữ chức: the term ends on the day. Raises UnitError."""
    _lock(official.body.unit)
    held = Official.objects.select_related("body").get(pk=official.pk)
    if on <= held.valid_from or (held.valid_to is not None and on > held.valid_to):
        raise UnitError(_("Ngày thôi giữ chức phải trong nhiệm kỳ. Hãy sửa ngày."))
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    record(
        "official.left_office", held, by=by, at=now, unit_id=held.body.unit_id, data={"on": on.isoformat()}
    )
    return held


def _terms_open_on(body: Body, day: date) -> Any:
    return Official.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), body=body)


def _lock(unit: Unit) -> None:
    list(Unit.objects.select_for_update().filter(pk=unit.pk).values_list("pk", flat=True))


def _checked_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 120:
        raise UnitError(_("Tên hoặc chức danh trống hoặc dài quá 120 ký tự. Hãy ghi lại."))
    return name
