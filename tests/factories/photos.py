"""Photos and other files as people bring them, made here: nobody's picture is kept with the code."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def scene(seed: int, size: tuple[int, int] = (600, 450)) -> Image.Image:
    """A picture with some things in it; another seed shows another place."""
    chance = random.Random(seed)
    image = Image.new("RGB", (600, 450), (210, 215, 250))
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y, wide, high = (chance.randrange(*span) for span in ((600,), (100, 450), (20, 200), (20, 200)))
        shape = draw.rectangle if chance.random() < 0.5 else draw.ellipse
        shape((x, y, x + wide, y + high), fill=(chance.randrange(256), chance.randrange(256), 90))
    return image.filter(ImageFilter.GaussianBlur(1)).resize(size)


def jpeg(image: Image.Image, quality: int = 85, **exif: Any) -> bytes:
    """The picture as a camera saves it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=camera(**exif), comment=b"may anh rieng")
    return out.getvalue()


def camera(
    taken: str = "", offset: str = "", gps: dict[int, Any] | None = None, orientation: int = 1
) -> Image.Exif:
    """What a camera writes beside the picture."""
    exif = Image.Exif()
    exif[0x010F] = "May anh"
    exif[0x0112] = orientation
    if taken:
        exif.get_ifd(0x8769)[36867] = taken
    if offset:
        exif.get_ifd(0x8769)[36881] = offset
    if gps is not None:
        exif.get_ifd(0x8825).update(gps)
    return exif


def here(latitude: float, longitude: float) -> dict[int, Any]:
    """A place as a telephone writes it."""

    def parts(value: float) -> tuple[float, float, float]:
        whole, rest = divmod(abs(value), 1)
        return whole, float(int(rest * 60)), round((rest * 60 % 1) * 60, 4)

    return {
        1: "N" if latitude >= 0 else "S",
        2: parts(latitude),
        3: "E" if longitude >= 0 else "W",
        4: parts(longitude),
    }


def office(kind: str, **parts: str) -> bytes:
    """A Word or Excel file with these parts beside the list of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        part = f'<Override PartName="/main.xml" ContentType="{kind}"/>'
        package.writestr("[Content_Types].xml", CONTENT_TYPES.format(part))
        package.writestr("main.xml", "<x/>")
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()
