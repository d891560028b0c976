"""Work behind the page. The queue calls these, so a failure here is told on the plan's own page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from chungsuc.plans.actions import checks, readings
from chungsuc.plans.models import ReadingJob


@task()
def read_plan(plan_id: str) -> None:
    """Đọc kế hoạch: read a waiting plan under the name of whoever asked. Running it twice changes nothing."""
    job = _begin(plan_id)
    if job is None:
        return
    try:
        readings.read(plan=job.plan, by=job.asked_by, now=timezone.now())
    except Exception:
        readings.refuse(
            plan=job.plan,
            by=job.asked_by,
            now=timezone.now(),
            why=_("Máy đọc gặp lỗi không lường trước với tệp này. Hãy báo người quản trị, rồi thử đọc lại."),
        )
        raise


@task()
def recheck_plan(plan_id: str) -> None:
    """Kiểm tra lại bản đọc đã sửa. Running it twice changes nothing."""
    job = _begin(plan_id)
    if job is None:
        return
    try:
        checks.recheck(plan=job.plan, by=job.asked_by, now=timezone.now())
    except Exception:
        checks.give_up(
            plan=job.plan,
            now=timezone.now(),
            why=_("Máy gặp lỗi không lường trước khi kiểm tra lại. Hãy báo người quản trị, rồi thử lại."),
        )
        raise


def _begin(plan_id: str) -> ReadingJob | None:
    """The job that waits, with one more attempt on it; None where there is nothing left to do."""
    jobs = ReadingJob.objects.select_related("plan", "asked_by").exclude(stage=ReadingJob.Stage.DONE)
    job = jobs.filter(plan_id=plan_id).first()
    return job if job is not None and readings.begin(job=job, now=timezone.now()) else None
