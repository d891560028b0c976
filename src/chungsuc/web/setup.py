"""Preparing an installation: what `chungsuc run` does before it serves.

Every step looks first whether it was done, so the second start is quick and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

import chungsuc
from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.permissions import BY_INDICATOR
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.actions import load_reference
from chungsuc.administrative_units.models import Level, ReferenceLoad, Unit
from chungsuc.administrative_units.provinces import province_of
from chungsuc.core.rollup import is_covered
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.actions import store_versions
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.languages.catalogue import compile_catalogues
from chungsuc.law import criteria as criteria_law
from chungsuc.law import units as units_law
from chungsuc.plans import actions as plans
from chungsuc.plans import queries as plan_queries
from chungsuc.plans.models import Plan
from chungsuc.stores import files as store
from chungsuc.web.alone import alone
from chungsuc.web.fonts import build_fonts

Tell = Callable[[str], None]

# Said for each contradiction when the examples are confirmed: the reading is right, the paper is not.
ACKNOWLEDGED = "Văn bản mẫu: máy đã đọc đúng như văn bản viết; mâu thuẫn là của văn bản và được giữ nguyên."


def prepare(*, tell: Tell, with_examples: bool) -> None:
    """Bring tables, law, words, fonts and, unless told otherwise, the example programmes up to date.

    Of two commands that are started at once the second waits, and then finds nearly all of it done.
    """

    def told() -> None:
        tell("Một lệnh khác đang chuẩn bị dữ liệu ở đây; đang chờ lệnh đó xong…")

    with alone(settings.VAR / "preparing.lock", on_waiting=told):
        _prepare(tell=tell, with_examples=with_examples)


def _prepare(*, tell: Tell, with_examples: bool) -> None:
    now = timezone.now()
    compile_catalogues(*settings.LOCALE_PATHS)
    call_command("migrate", interactive=False, verbosity=0)
    system = ensure_system_account(now=now)
    load_law(tell=tell, by=system, now=now)
    collect_files(tell=tell)
    store.sweep(older_than=now - timedelta(days=1))  # a slow upload may still be arriving
    if with_examples:
        load_examples(tell=tell, by=system, now=now)


def load_law(*, tell: Tell, by: User, now: datetime) -> None:
    """Units and criteria sets of the edition that this version ships."""
    edition = _edition(units_law.DATA)
    if not ReferenceLoad.objects.filter(edition=edition).exists():
        tell("Nạp danh mục đơn vị hành chính cả nước…")
        gazetteer = units_law.load_gazetteer()
        load_reference(
            units=gazetteer.units.values(), successions=gazetteer.successions, edition=edition, by=by, now=now
        )
    texts = criteria_law.shipped_texts()
    store_versions(
        texts=[(criteria_law.read_criteria_set(text, name), text) for name, text in texts.items()],
        by=by,
        now=now,
    )


def _edition(folder: Path) -> str:
    """SHA-256 over the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def collect_files(*, tell: Tell) -> None:
    """Fonts and static files, when this version's differ from those collected."""
    mark = settings.STATIC_ROOT / ".edition"
    edition = _static_edition()
    if mark.exists() and mark.read_text() == edition:
        return
    tell("Chuẩn bị phông chữ và tệp tĩnh…")
    build_fonts(settings.FONTS)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(edition)


def _static_edition() -> str:
    digest = hashlib.sha256(chungsuc.__version__.encode())
    root = Path(chungsuc.__file__).parent
    for path in sorted(root.glob("**/static/**/*")):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path.relative_to(root)}:{status.st_size}:{status.st_mtime_ns}".encode())
    return digest.hexdigest()


def examples_folder() -> Path | None:
    """The example documents: beside the source in a checkout, inside the package when installed."""
    package = Path(chungsuc.__file__).resolve().parent
    for folder in (package.parent.parent / "examples", package / "examples"):
        if folder.is_dir():
            return folder
    return None


def load_examples(*, tell: Tell, by: User, now: datetime) -> None:
    """Read, confirm and publish each example like any plan, once, under the system account."""
    folder = examples_folder()
    if folder is None:
        return
    unit_ids: set[str] = set()
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*.docx"))):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        plan = Plan.objects.filter(upload__sha256=sha256).first()
        if plan is None:
            tell(f"Đọc kế hoạch mẫu {path.name}…")
            plan = plans.upload(data=data, name=path.name, by=by, now=now, in_background=False)
        if plan.state == Plan.State.WAITING:
            plans.read(plan=plan, by=by, now=now)
            plan.refresh_from_db()
        if plan.state == Plan.State.IN_REVIEW:
            plans.vouch(plan=plan, by=by, now=now)  # both were compared with their print by hand
            known = [finding.key for finding in plan_queries.contradictions_left(plan)]
            confirm_plan(plan=plan, by=by, now=now, acknowledged=known, words=ACKNOWLEDGED)
            plan.refresh_from_db()
        if plan.state == Plan.State.TRACKED:
            plans.publish(plan=plan, by=by, now=now)
            plan.refresh_from_db()
        if plan.unit_id:
            unit_ids.add(plan.unit_id)
    if unit_ids:
        make_demo_accounts(tell=tell, unit_ids=sorted(unit_ids), by=by, now=now)


def _province_today(unit_id: str, today: date) -> Unit | None:
    """The province in which a unit, perhaps of yesterday, lies today."""
    unit = Unit.objects.filter(pk=province_of(unit_id)).first()
    while unit is not None and not unit.existed_on(today):
        step = unit.successions.select_related("successor").order_by("-is_main", "effective").first()
        unit = step.successor if step else None
    return unit


def make_demo_accounts(*, tell: Tell, unit_ids: list[str], by: User, now: datetime) -> None:
    """Accounts to try the site with, named for their roles; the passwords are shown once.

    The office and the administrator work for the whole country, so that anything can be tried; the reader at
    the examples' units. A commune and its province that are there today have who enters, leads and verifies.
    """
    mark = settings.VAR / "demo-accounts"
    if mark.exists():
        return
    today = timezone.localdate(now)
    country = list(Unit.objects.filter(level=Level.COUNTRY))
    province = _province_today(unit_ids[0], today)
    below = units.below(province, today, level=Level.COMMUNE) if province else []
    communes = [each for each in below if is_covered(each.level, each.kind)][:1]
    version = criteria.in_force(Level.COMMUNE, today)
    codes = [each.code for each in criteria.criteria_set(version).criteria] if version else []
    whole = [Indicator(version.set_id, code) for code in codes] if version else []
    made = []
    for username, display, role, where in (
        ("van-phong", "Văn phòng Điều phối", Role.COORDINATION_OFFICE, country),
        ("nguoi-xem", "Người xem", Role.READER, list(Unit.objects.filter(pk__in=unit_ids))),
        ("quan-tri", "Quản trị", Role.ADMINISTRATOR, country),
        ("lanh-dao-xa", "Lãnh đạo xã", Role.COMMUNE_LEADER, communes),
        ("nhap-lieu", "Người nhập số liệu", Role.ENTRY, communes),
        ("co-quan", "Cơ quan phụ trách chỉ tiêu", Role.VERIFIER, [province] if province else []),
    ):
        if not where:
            continue
        password = secrets.token_urlsafe(12)
        display_name = f"{display} (tài khoản thử)"
        user = create_user(username=username, display_name=display_name, password=password, by=by, now=now)
        for unit in where:
            give_role(
                user=user,
                role=role,
                unit=unit,
                valid_from=today,
                indicators=whole if role in BY_INDICATOR else (),
                by=by,
                now=now,
            )
        made.append((username, password, display_name))
    mark.write_text(json.dumps([username for username, _, _ in made]))
    tell("Tài khoản thử (mật khẩu chỉ hiện một lần này):")
    for username, password, display in made:
        tell(f"  {username:<12} {password:<18} {display}")
