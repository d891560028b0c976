"""Checks over the store as a whole, for `chungsuc doctor`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_rebuild
from chungsuc.audit.queries import broken_links
from chungsuc.core.errors import ChungsucError
from chungsuc.core.workflow import PLAN_LIFE, NotAllowed, PlanEventKind
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.evidence import checks as evidence_files
from chungsuc.funding.models import FundingLine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.plans.models import Plan, Upload


@dataclass(frozen=True)
class Result:
    """One check and the sentences of what it found wrong."""

    name: str
    problems: list[str]


def examine(*, every_file: bool = False) -> list[Result]:
    """Every check, in an order in which a later one may rely on an earlier one.

    Of the files of evidence some are read through, or every one of them.
    """
    checks: list[tuple[str, Callable[[], list[str]]]] = [
        ("Cấu trúc cơ sở dữ liệu đã cập nhật", _migrations),
        ("Chuỗi nhật ký nguyên vẹn", broken_links),
        ("Danh mục đơn vị và cây cấp trên khớp nhau", _units),
        ("Các bộ tiêu chí đọc được và đúng số lượng đã công bố", _criteria),
        ("Tệp tải lên còn nguyên", _uploads),
        ("Tệp minh chứng còn nguyên", partial(evidence_files.damaged, every=every_file)),
        ("Trạng thái kế hoạch khớp với các bước đã ghi", _plan_states),
        ("Số tổng hợp khớp với số liệu", rollup_rebuild.differences),
        ("Không có việc nào làm dở", _half_done),
    ]
    results: list[Result] = []
    for name, check in checks:
        results.append(Result(name, check()))
        if results[0].problems:
            break  # nothing else can be asked of tables that are not there
    return results


def _migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return []
    return [f"Còn {len(waiting)} bước cập nhật cấu trúc chưa chạy. Hãy chạy `chungsuc run --prepare-only`."]


def _units() -> list[str]:
    gazetteer = load_gazetteer()
    problems = []
    stored = set(Unit.objects.values_list("pk", flat=True))
    missing = [unit_id for unit_id in gazetteer.units if unit_id not in stored]
    if missing:
        problems.append(f"{len(missing)} đơn vị của danh mục chưa được nạp, ví dụ {missing[0]}.")
    return [*problems, *tree.problems()]


def _criteria() -> list[str]:
    try:
        sets = load_criteria_sets()
    except ChungsucError as error:
        return [str(error)]
    stored = set(CriteriaSetVersion.objects.values_list("set_id", flat=True))
    return [f"Bộ tiêu chí {each} chưa được lưu." for each in sets if each not in stored]


def _uploads() -> list[str]:
    problems = []
    for upload in Upload.objects.all():
        path = settings.UPLOADS / upload.sha256
        if not path.is_file():
            problems.append(f"Thiếu tệp của “{upload.name}” ({upload.sha256[:12]}…).")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != upload.sha256:
            problems.append(f"Tệp của “{upload.name}” đã bị thay đổi trên đĩa.")
    return problems


def _plan_states() -> list[str]:
    problems = []
    for plan in Plan.objects.prefetch_related("events"):
        try:
            state = PLAN_LIFE.fold(event.kind for event in plan.events.all())
        except NotAllowed as error:
            problems.append(f"Kế hoạch {plan.pk}: các bước đã ghi không nối nhau. {error}")
            continue
        if plan.state != state:
            problems.append(f"Kế hoạch {plan.pk}: ghi {plan.state}, các bước cho ra {state}.")
    return problems


def _half_done() -> list[str]:
    """What a change that stopped midway would leave; each is one transaction, so there should be none."""
    read = Plan.objects.filter(events__kind=PlanEventKind.READ).distinct()
    followed = Plan.objects.filter(events__kind=PlanEventKind.CONFIRMED)
    halves = {
        "chờ rà soát mà không có bản đọc": Plan.objects.filter(
            state=Plan.State.IN_REVIEW, readings__isnull=True
        ),
        "có bản đọc mà không ghi bước đọc": Plan.objects.filter(readings__isnull=False).exclude(pk__in=read),
        "có mục tiêu mà chưa được ghi nhận": Plan.objects.filter(targets__isnull=False).exclude(
            pk__in=followed
        ),
        "có nguồn vốn được theo dõi mà chưa được ghi nhận": Plan.objects.filter(
            pk__in=FundingLine.objects.values("plan_id")
        ).exclude(pk__in=followed),
        "chờ đọc mà không có việc đọc": Plan.objects.filter(state=Plan.State.WAITING, job__isnull=True),
    }
    return [f"Kế hoạch {plan.pk} {what}." for what, plans in halves.items() for plan in plans.distinct()]
