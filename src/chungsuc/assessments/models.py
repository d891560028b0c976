"""Observations: appended, never changed; what was accepted of them, by whom and why."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.core.errors import ChungsucError


class ChangeRefused(ChungsucError):
    """A stored fact would be changed or removed."""

    def __init__(self) -> None:
        super().__init__(
            _gettext(
                "Số liệu đã ghi thì không sửa và không xóa. Hãy ghi một số liệu mới thay cho số liệu đó."
            )
        )


class Appended(QuerySet[Any]):
    """Rows that are only ever added."""

    def update(self, **_values: Any) -> int:
        raise ChangeRefused

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ChangeRefused

    def bulk_update(self, *_args: Any, **_options: Any) -> int:
        raise ChangeRefused


class Fact(models.Model):
    """Việc đã ghi: a row that is written once."""

    objects = Appended.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ChangeRefused
        options["force_insert"] = True
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        raise ChangeRefused


class Observation(Fact):
    """Số liệu: one value of one indicator for one unit and period, who saw it, when, and from what.

    A mistake is mended by a newer observation that supersedes this one. Two that supersede the
    same one are a conflict, which stands until a third supersedes both. The id is made where the
    value is entered, so an entry that is sent twice is stored once.
    """

    class Channel(models.TextChoices):
        """Đường vào."""

        WEB = "web", _("Trang web")
        OFFLINE = "offline", _("Nhập ngoại tuyến")
        FILE = "file", _("Tệp")
        API = "api", _("Kết nối")

    class Mark(models.TextChoices):
        """Thay cho giá trị: the thing that the law names ("nếu có") is not there."""

        NOT_PRESENT = "not_present", _("Không có")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    criteria_set_id = models.CharField(max_length=80)
    indicator_code = models.CharField(max_length=20)  # of an indicator, a component or a condition
    period = models.CharField(max_length=20)  # "2024", "2024-Q1"
    first_day = models.DateField()
    last_day = models.DateField()
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    mark = models.CharField(max_length=12, choices=Mark.choices, blank=True)
    # A share keeps its parts where they are known: roll-ups add them, and never average shares.
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observed_on = models.DateField()
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    note = models.TextField(blank=True)  # from what it is known
    supersedes = models.ManyToManyField(
        "self", through="Supersession", symmetrical=False, related_name="superseded_by"
    )

    class Meta:
        verbose_name = _("số liệu")
        ordering: ClassVar = ["recorded_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "criteria_set_id", "indicator_code", "last_day"], name="observation_by_cell"
            ),
            models.Index(fields=["criteria_set_id", "last_day"], name="observation_by_set_and_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="observation_has_at_most_one_value",
                condition=(
                    Q(yes__isnull=True, grade="", mark="")
                    | Q(number__isnull=True, grade="", mark="")
                    | Q(number__isnull=True, yes__isnull=True, mark="")
                    | Q(number__isnull=True, yes__isnull=True, grade="")
                ),
                violation_error_message=_("Một số liệu có một giá trị: số, Đạt/Chưa đạt, hoặc mức."),
            ),
            models.CheckConstraint(
                name="observation_share_has_both_parts",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__gte=0,
                    denominator__gt=0,
                    yes__isnull=True,
                    grade="",
                    mark="",
                ),
                violation_error_message=_("Tỷ lệ phải có cả tử số và mẫu số, và mẫu số lớn hơn 0."),
            ),
            models.CheckConstraint(
                name="observation_period_is_in_order",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Kỳ số liệu phải kết thúc sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.unit_id} {self.period}"


class Supersession(Fact):
    """Thay thế: one observation takes the place of an older one."""

    newer = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="replacing")
    older = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newer", "older"], name="supersession_is_recorded_once"),
            models.CheckConstraint(
                name="observation_does_not_supersede_itself",
                condition=~Q(newer=F("older")),
                violation_error_message=_("Một số liệu không thể thay cho chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.newer_id} → {self.older_id}"


class Acceptance(Fact):
    """Chấp nhận số liệu: a reviewer stands by an observation; the accepted series is frozen with it."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.observation_id}"
