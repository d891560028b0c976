"""Work behind the page. The queue calls these, so a failure here is told on the plan's own page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from chungsuc.plans.actions import readings
from chungsuc.plans.models import ReadingJob


@task()
def read_plan(plan_id: str) -> None:
    """Đọc kế hoạch: read a waiting plan under the name of whoever asked. Running it twice changes nothing."""
    job = ReadingJob.objects.select_related("plan", "asked_by").filter(plan_id=plan_id).first()
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
