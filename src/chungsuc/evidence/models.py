"""Files that are evidence, what they stand beside, and which indicators must have some."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.stores.appended import Fact


class Kind(models.TextChoices):
    """Loại tệp, by content."""

    PDF = "pdf", _("PDF")
    JPEG = "jpeg", _("ảnh JPEG")
    PNG = "png", _("ảnh PNG")
    WEBP = "webp", _("ảnh WebP")
    WORD = "docx", _("Word")
    EXCEL = "xlsx", _("Excel")


PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP)


def author() -> models.ForeignKey:  # type: ignore[type-arg]
    """Who did it: a person of ours, who is not removed while what they did stands."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class StoredFile(Fact):
    """Tệp minh chứng: bytes that are kept once, whoever brings them and for whatever.

    Of a photo also what its camera wrote (for those who may see the evidence), its print, and the names of
    two copies that hold the picture alone.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    is_active = models.BooleanField(default=False)  # a PDF that asks to run something when it is opened
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    picture = models.CharField(max_length=64, blank=True)  # the print, as hexadecimal digits
    shown = models.CharField(max_length=64, blank=True)
    small = models.CharField(max_length=64, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp minh chứng")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="stored_file_of_a_photo_has_its_copies",
                condition=Q(kind__in=PICTURES, width__gte=1, height__gte=1) & ~Q(shown="") & ~Q(small="")
                | ~Q(kind__in=PICTURES) & Q(shown="", small="", picture="", width=None, height=None),
            ),
            models.CheckConstraint(
                name="stored_file_place_has_both_parts",
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__gte=-180, longitude__lte=180, latitude__gte=-90, latitude__lte=90),
            ),
            models.CheckConstraint(name="stored_file_is_not_empty", condition=Q(size__gte=1)),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_picture(self) -> bool:
        return self.kind in PICTURES


class PictureBand(Fact):
    """Dải của dấu ảnh: pictures that are alike have at least one in common (`core.pictures`)."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="bands")
    band = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["band", "file"], name="picture_band_to_files")]

    def __str__(self) -> str:
        return f"{self.band}"


class Resemblance(Fact):
    """Hai ảnh có thể trùng: found when the later one came. A reason to look at both, and no judgement."""

    earlier = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="resembled_by")
    later = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="resembles")
    distance = models.PositiveSmallIntegerField()  # bits of the print that differ

    class Meta:
        verbose_name = _("hai ảnh có thể trùng")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["earlier", "later"], name="resemblance_is_found_once"),
            models.CheckConstraint(name="resemblance_is_of_two_files", condition=Q(earlier__lt=F("later"))),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} ~ {self.later_id}"


class Attachment(Fact):
    """Minh chứng: a file, a document or a web address that stands beside one indicator of a unit and period.

    `id` is made where it is sent from, so that what is sent twice stands once. Nothing of it changes; it is
    withdrawn by a row of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence", db_index=False)
    criteria_set_id = models.CharField(max_length=80)
    code = models.CharField(_("chỉ tiêu"), max_length=20)
    period = models.CharField(_("kỳ"), max_length=12)  # as observations write it
    year = models.PositiveSmallIntegerField(_("năm"))  # in which the period ends
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="attachments", null=True, blank=True
    )
    name = models.CharField(_("tên tệp"), max_length=200, blank=True)  # as it came, without any path
    document = models.CharField(_("văn bản"), max_length=300, blank=True)  # "12/QĐ-UBND ngày 05/03/2024 …"
    address = models.CharField(_("địa chỉ trên mạng"), max_length=500, blank=True)  # never fetched
    caption = models.CharField(_("ghi chú"), max_length=300, blank=True)
    added_by = author()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("minh chứng")
        ordering: ClassVar = ["added_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "criteria_set_id", "year", "code"], name="evidence_of_a_cell")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_is_one_thing",
                condition=Q(file__isnull=False, document="", address="") & ~Q(name="")
                | Q(file=None, name="", address="") & ~Q(document="")
                | Q(file=None, name="", document="") & ~Q(address=""),
                violation_error_message=_("Minh chứng là một tệp, một văn bản hoặc một địa chỉ trên mạng."),
            ),
            models.CheckConstraint(
                name="evidence_stands_beside_an_indicator",
                condition=~Q(code="") & ~Q(criteria_set_id="") & ~Q(period=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.document or self.address


class Withdrawal(Fact):
    """Rút minh chứng: from then on it does not count; it stays readable, with who took it back and why."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="withdrawal")
    why = models.CharField(_("lý do"), max_length=300)
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc rút minh chứng")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_withdrawal_says_why",
                condition=~Q(why=""),
                violation_error_message=_("Hãy ghi lý do rút minh chứng."),
            )
        ]

    def __str__(self) -> str:
        return self.why


class Demand(Fact):
    """Yêu cầu minh chứng: a province asks for evidence of named indicators, by a decision, from a day."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence_demands")
    criteria_set_id = models.CharField(max_length=80)
    codes = models.JSONField(_("chỉ tiêu"))  # a list of codes
    number = models.CharField(_("số văn bản"), max_length=120)
    decided_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("có hiệu lực từ"))
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("yêu cầu minh chứng")
        ordering: ClassVar = ["-effective_on", "-at"]
        indexes: ClassVar = [
            models.Index(fields=["province", "criteria_set_id"], name="evidence_demand_of_province")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_demand_rests_on_a_paper",
                condition=~Q(number="") & ~Q(criteria_set_id=""),
                violation_error_message=_("Yêu cầu minh chứng phải có số văn bản."),
            ),
            models.CheckConstraint(
                name="evidence_demand_takes_effect_after_it_is_decided",
                condition=Q(effective_on__gte=F("decided_on")),
                violation_error_message=_("Ngày có hiệu lực không thể trước ngày ban hành."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DemandEnd(Fact):
    """Thôi yêu cầu minh chứng: from a day on the province does not ask for it any more."""

    demand = models.OneToOneField(Demand, on_delete=models.PROTECT, related_name="end")
    ends_on = models.DateField(_("thôi áp dụng từ"))
    why = models.CharField(_("lý do"), max_length=300)
    by = author()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc thôi yêu cầu minh chứng")
        constraints: ClassVar = [
            models.CheckConstraint(name="evidence_demand_end_says_why", condition=~Q(why=""))
        ]

    def __str__(self) -> str:
        return self.why
