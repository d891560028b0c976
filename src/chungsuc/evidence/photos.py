"""Ảnh minh chứng: what a photo tells of itself, and copies of it that tell nothing but the picture."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageFile, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from chungsuc.core import pictures
from chungsuc.evidence.errors import EvidenceError

MOST_POINTS = {"jpeg": 50_000_000, "png": 25_000_000, "webp": 25_000_000}  # a JPEG is decoded at a fraction
SHOWN, SMALL = 1280, 320  # points of the longer side
SMALL_BYTES = 30_000  # a preview for a poor line
_HOME = ZoneInfo("Asia/Ho_Chi_Minh")  # a camera that tells no time zone was here
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error, EOFError)
_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that could be decoded: what its camera wrote, its print, and two copies without any of that."""

    width: int
    height: int
    taken_at: datetime | None
    place: tuple[float, float] | None  # longitude, latitude
    print_: int | None
    shown: bytes
    small: bytes


def read(path: Path, kind: str) -> Photo:
    """Decode a photo and make its copies. Raises `EvidenceError` for one that is broken, cut short or huge.

    Its size is known before anything is decoded: a small file may hold a picture of any size.
    """
    try:
        with path.open("rb") as file:
            if kind == "webp":
                _check_size(kind, *_size_of_webp(file.read(32)))
                file.seek(0)
            image = _opened(file, kind)
            width, height = image.size
            _check_size(kind, width, height)
            exif = _exif(image)
            if kind == "jpeg":
                image.draft("RGB", (SHOWN, SHOWN))
            image.load()
            upright = _plain(ImageOps.exif_transpose(image) if exif else image)
    except _BROKEN:
        raise broken() from None
    shown = _scaled(upright, SHOWN)
    return Photo(
        width,
        height,
        _taken(exif),
        _place(exif),
        pictures.print_of(_cells(shown)),
        _jpeg(shown, 82),
        _light(_scaled(shown, SMALL)),
    )


def broken() -> EvidenceError:
    """The refusal of what cannot be decoded to its end."""
    return EvidenceError(_("Ảnh bị hỏng hoặc bị cắt cụt. Hãy chép lại từ máy chụp rồi gửi lại."))


def _opened(file: Any, kind: str) -> Image.Image:
    """By the reader of its kind: no other is ever tried on a stranger's bytes."""
    readers: dict[str, type[ImageFile.ImageFile]] = {
        "jpeg": JpegImagePlugin.JpegImageFile,
        "png": PngImagePlugin.PngImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }
    return readers[kind](file)


def _size_of_webp(head: bytes) -> tuple[int, int]:
    """From the head alone: the library would make room for the whole picture as soon as it is opened."""
    form = head[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError(form)


def _check_size(kind: str, width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise broken()
    most = MOST_POINTS[kind]
    if width * height > most:
        raise EvidenceError(
            _(
                "Ảnh có %(width)d × %(height)d điểm ảnh, quá giới hạn %(most)d triệu điểm. "
                "Hãy chụp hoặc lưu lại với cỡ nhỏ hơn."
            )
            % {"width": width, "height": height, "most": most // 1_000_000}
        )


def _plain(image: Image.Image) -> Image.Image:
    """The picture alone, in RGB on white: nothing that the file said beside it comes along."""
    clean = Image.new("RGB", image.size, "white")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        clean.paste(layered, mask=layered.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    scaled = image.copy()
    scaled.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return scaled


def _cells(image: Image.Image) -> list[list[int]]:
    width, height = pictures.WIDTH, pictures.HEIGHT
    shades = image.convert("L").resize((width, height), Image.Resampling.BOX).tobytes()
    return [list(shades[row * width : (row + 1) * width]) for row in range(height)]


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _light(image: Image.Image) -> bytes:
    """As good as fits into `SMALL_BYTES`: even noise does in the end, since it is made smaller."""
    for quality in (75, 60, 45, 30):
        if len(data := _jpeg(image, quality)) <= SMALL_BYTES:
            return data
    return _light(_scaled(image, max(image.size) // 2))


def _exif(image: Image.Image) -> dict[str, Any]:
    """What the camera wrote, by name; empty where it cannot be read: a photo is no worse for that."""
    try:
        found = image.getexif()
        parts = (found, found.get_ifd(ExifTags.IFD.Exif))
        names = ExifTags.TAGS
        told: dict[str, Any] = {names[key]: part[key] for part in parts for key in part if key in names}
        told["gps"] = dict(found.get_ifd(ExifTags.IFD.GPSInfo))
    except _BROKEN:
        return {}
    return told


def _taken(exif: dict[str, Any]) -> datetime | None:
    """When the shutter fell. Where no time zone is told the camera was set to the clock of Vietnam."""
    told = _TIME.fullmatch(str(exif.get("DateTimeOriginal", "")).strip("\0 "))
    if told is None:
        return None
    sign = _OFFSET.fullmatch(str(exif.get("OffsetTimeOriginal", "")).strip("\0 "))
    try:
        zone = _HOME if sign is None else timezone(_offset(*sign.groups()))
        return datetime(*map(int, told.groups()), tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type, misc]
    except (ValueError, OverflowError):
        return None


def _offset(sign: str, hours: str, minutes: str) -> timedelta:
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return -ahead if sign == "-" else ahead


def _place(exif: dict[str, Any]) -> tuple[float, float] | None:
    """Longitude and latitude; None where they are not told, or are what a camera without a fix writes."""
    gps = exif.get("gps", {})
    try:
        latitude, longitude = _degrees(gps[2]), _degrees(gps[4])
        south, west = str(gps.get(1, "N")), str(gps.get(3, "E"))
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError, OverflowError):
        return None
    latitude = -latitude if south.upper().startswith("S") else latitude
    longitude = -longitude if west.upper().startswith("W") else longitude
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude, longitude) == (0, 0):
        return None
    return longitude, latitude


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
