"""Chỗ làm việc: where a person may go from the desk, by the roles that they hold; never a dead link."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from chungsuc.accounts.permissions import Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.dashboards.desk.held import Held

_ENTERED = (Level.COMMUNE, Level.VILLAGE)


class Link(NamedTuple):
    """A page and its address."""

    name: str
    address: str


class Workplace(NamedTuple):
    """A unit at which the person works, with the pages that are open to them there."""

    unit: Unit
    roles: str
    links: list[Link]


def workplaces(held: Held) -> list[Workplace]:
    """Đơn vị của bạn; no query."""
    may = {each: {unit.pk for unit, _rights in held.places(each)} for each in Permission}
    found = []
    for unit in held.units:
        pk = unit.pk
        links = []
        if pk in may[Permission.OBSERVATION_RECORD] and unit.level in _ENTERED:
            links.append(Link(_("nhập số liệu"), reverse("entry:choose", args=[pk])))
        elif pk in may[Permission.OBSERVATION_RECORD]:
            links.append(Link(_("nhập nhiều đơn vị"), reverse("entry:choose-criterion", args=[pk])))
        links.append(Link(_("hồ sơ"), reverse("dashboards:dossiers", args=[pk])))
        if unit.level not in _ENTERED and pk in may[Permission.PLAN_VIEW]:
            links.append(
                Link(_("kết quả của các đơn vị trực thuộc"), reverse("dashboards:results", args=[pk]))
            )
            links.append(Link(_("bản đồ"), reverse("dashboards:map", args=[pk])))
        if unit.level == Level.PROVINCE and pk in may[Permission.REVIEW]:
            links.append(Link(_("ảnh dùng ở nhiều nơi"), reverse("evidence:repeated", args=[pk])))
        if pk in may[Permission.AUDIT_VIEW]:
            links.append(Link(_("nhật ký"), reverse("dashboards:log") + f"?{urlencode({'dv': pk})}"))
        roles = ", ".join(
            dict.fromkeys(str(each.get_role_display()) for each in held.roles if each.unit_id == pk)
        )
        found.append(Workplace(unit, roles, links))
    return found


def everywhere(held: Held) -> list[Link]:
    """Pages that belong to no one unit; no query."""
    links = []
    if held.allows(Permission.REVIEW):
        links.append(Link(_("Thẩm tra số liệu"), reverse("dashboards:review-home")))
    if held.chases_at:
        links.append(Link(_("Danh sách chậm"), reverse("dashboards:desk-late")))
    if held.allows(Permission.PEOPLE_MANAGE):
        links.append(Link(_("Người dùng và vai trò"), reverse("dashboards:people")))
    if held.allows(Permission.TOKEN_MAKE):
        links.append(Link(_("Khóa kết nối"), reverse("api:keys")))
    links.append(Link(_("Việc tôi đã làm"), reverse("dashboards:log")))
    links.append(Link(_("Đổi mật khẩu"), reverse("account_change_password")))
    return links
