"""Nội dung tệp minh chứng: told by what is in it, refused in words, copied without a word of its camera."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from chungsuc.evidence import contents, photos
from chungsuc.evidence.contents import clean_name, examine
from chungsuc.evidence.errors import EvidenceError
from factories.photos import EXCEL, PDF, WORD, camera, here, jpeg, office, scene

PHOTO = jpeg(scene(1))


def saved(kind: str, image: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (image or scene(1)).save(out, kind)
    return out.getvalue()


def of(data: bytes, folder: Path) -> contents.Examined:
    path = folder / "arrived"
    path.write_bytes(data)
    return examine(path)


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def webp_that_says(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\0" * 4
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def packed_pdf(inside: bytes) -> bytes:
    stream = zlib.compress(inside)
    head = b"%%PDF-1.7\n5 0 obj<</Type/ObjStm/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return head + stream + b"\nendstream endobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PHOTO, "jpeg"),
        (saved("PNG"), "png"),
        (saved("PNG", scene(1).convert("RGBA")), "png"),
        (saved("PNG", scene(1).convert("P")), "png"),
        (saved("JPEG", scene(1).convert("CMYK")), "jpeg"),
        (saved("WEBP"), "webp"),
        (PDF, "pdf"),
        (office(WORD), "docx"),
        (office(EXCEL), "xlsx"),
    ],
)
def test_what_is_taken(data: bytes, kind: str, tmp_path: Path) -> None:
    assert of(data, tmp_path).kind == kind


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "rỗng"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b'\xef\xbb\xbf <?xml version="1.0"?><!-- x --><svg onload="x()"/>', "SVG"),
        (b"<!DOCTYPE html><script>x</script>", "trang web"),
        (b"MZ\x90\x00" + b"\0" * 80, "chương trình"),
        (b"\x7fELF\x02\x01" + b"\0" * 80, "chương trình"),
        (b"#!/bin/sh\nrm -rf /\n", "chương trình"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 20, "nén"),
        (b"\x1f\x8b\x08\x00" + b"\0" * 20, "nén"),
        (office("text/plain").replace(b"[Content_Types].xml", b"[Content_Types].xm_"), "nén"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "HEIC"),
        (saved("GIF"), "JPEG hoặc PNG"),
        (saved("TIFF"), "JPEG hoặc PNG"),
        (b"Bien ban hop thon", "không phải PDF"),
        (PHOTO[: len(PHOTO) // 2], "cắt cụt"),
        (saved("PNG")[:400], "cắt cụt"),
        (saved("WEBP")[:300], "cắt cụt"),
        (PHOTO[:3], "cắt cụt"),
        (PDF[:60], "cắt cụt"),
        (office(WORD)[:-30], "cắt cụt"),
        (png_that_says(60_000, 60_000), "triệu điểm"),
        (webp_that_says(16_000, 16_000), "triệu điểm"),
        (png_that_says(0, 5), "cắt cụt"),
        (office(WORD.replace("document.main", "macroEnabled.main")), "macro"),
        (office(EXCEL, **{"xl/vbaProject.bin": "x"}), "macro"),
        (office(WORD, **{"../../etc/passwd": "x"}), "đường dẫn"),
        (office("application/vnd.openxmlformats-officedocument.presentationml.x"), "không phải Word"),
    ],
)
def test_what_is_refused_and_why(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=why):
        of(data, tmp_path)


def test_an_archive_that_unpacks_to_anything_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "_UNPACKED", 1000)
    with pytest.raises(EvidenceError, match="bất thường"):
        of(office(WORD, big="0" * 2000), tmp_path)


@pytest.mark.parametrize(
    ("data", "is_active"),
    [
        (PDF, False),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(x)>>/Type"), True),
        (PDF.replace(b"/Type", b"/OpenAction<</S/#4AavaScript>>/Type"), True),
        (PDF.replace(b"/Type", b"/Names<</EmbeddedFiles 3 0 R>>/Type"), True),
        (packed_pdf(b"1 0 <</S/Launch/F(cmd.exe)>>"), True),
        (packed_pdf(b"1 0 <</S/GoTo/D[1 0 R/Fit]>>"), False),
        # the bytes of a picture may look like anything
        (PDF.replace(b"trailer", b"4 0 obj<</Length 9>>stream\n/JS (x)\nendstream endobj\ntrailer"), False),
    ],
)
def test_a_pdf_that_would_run_something_is_told(data: bytes, is_active: bool, tmp_path: Path) -> None:
    assert of(data, tmp_path).is_active is is_active


@pytest.mark.parametrize(
    ("given_", "kind", "kept"),
    [
        ("ảnh đường thôn.JPG", "jpeg", "ảnh đường thôn.JPG"),
        ("../../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\Lan\\quyết định.pdf", "pdf", "quyết định.pdf"),
        ("anh.jpg.exe", "jpeg", "anh.jpg.exe.jpg"),
        ("bao\u202excod.exe", "docx", "baoxcod.exe.docx"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie_ x.pdf"),
        ('<img src=x onerror="a">.png', "png", "_img src=x onerror=_a__.png"),
        ("", "pdf", "tep.pdf"),
        ("...", "xlsx", "tep.xlsx"),
        ("a" * 500 + ".pdf", "pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_its_tricks(given_: str, kind: str, kept: str) -> None:
    assert clean_name(given_, kind) == kept


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = clean_name(name, "pdf")
    assert 4 < len(kept) <= 200
    assert kept.lower().endswith(".pdf")
    assert not set(kept) & set('/\\\0\r\n"<>')


# --- what a camera wrote ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exif", "taken", "place"),
    [
        ({"taken": "2024:03:05 09:30:00"}, datetime(2024, 3, 5, 2, 30, tzinfo=UTC), None),
        (
            {"taken": "2024:03:05 09:30:00", "offset": "+09:00"},
            datetime(2024, 3, 5, 0, 30, tzinfo=UTC),
            None,
        ),
        ({"taken": "2024:13:45 99:00:00"}, None, None),
        ({"taken": "0000:00:00 00:00:00"}, None, None),
        ({"taken": "0001:01:01 00:00:00"}, None, None),  # before what a clock of the world can say
        ({"taken": "hôm qua"}, None, None),
        ({"gps": here(21.25, 105.5)}, None, (105.5, 21.25)),
        ({"gps": here(-21.25, -105.5)}, None, (-105.5, -21.25)),
        ({"gps": {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}}, None, None),  # no fix
        ({"gps": {1: "N", 2: (99.0, 0.0, 0.0), 3: "E", 4: (5.0, 0.0, 0.0)}}, None, None),
        ({"gps": {2: (21.0, 0.0, 0.0)}}, None, None),
        ({}, None, None),
    ],
)
def test_when_and_where_a_photo_was_taken(
    exif: dict[str, Any], taken: datetime | None, place: Any, tmp_path: Path
) -> None:
    found = of(jpeg(scene(1), **exif), tmp_path).photo
    assert found is not None
    assert found.taken_at == taken
    assert (found.place is None) is (place is None)
    if place is not None:
        assert found.place == pytest.approx(place)


def with_camera(kind: str, image: Image.Image, **exif: Any) -> bytes:
    """A photo of any kind with all that a camera writes beside the picture."""
    if kind == "JPEG":
        return jpeg(image, 95, **exif)
    out = io.BytesIO()
    image.save(out, kind, exif=camera(**exif), xmp=b"<x>May anh</x>", icc_profile=b"may anh rieng")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_copies_hold_the_picture_alone_and_stand_upright(kind: str, tmp_path: Path) -> None:
    taken = {"taken": "2024:03:05 09:30:00", "gps": here(21.25, 105.5), "orientation": 6}
    found = of(with_camera(kind, scene(2, (1600, 1200)), **taken), tmp_path).photo
    assert found is not None
    assert (found.width, found.height) == (1600, 1200)
    for copy, longest in ((found.shown, photos.SHOWN), (found.small, photos.SMALL)):
        image = Image.open(io.BytesIO(copy))
        assert image.format == "JPEG"
        assert max(image.size) == image.height == longest  # turned as the camera was held
        assert dict(image.getexif()) == {}
        assert dict(image.getexif().get_ifd(0x8825)) == {}  # the place
        assert dict(image.getexif().get_ifd(0x0201)) == {}  # the small picture inside
        assert not {"exif", "comment", "xmp", "icc_profile", "photoshop"} & set(image.info)
        assert b"May anh" not in copy
        assert b"may anh rieng" not in copy
    assert len(found.small) <= photos.SMALL_BYTES


def test_even_noise_is_small_on_a_poor_line(tmp_path: Path) -> None:
    noise = Image.effect_noise((700, 700), 120).convert("RGB")
    found = of(jpeg(noise, 95), tmp_path).photo
    assert found is not None
    assert len(found.small) <= photos.SMALL_BYTES


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of it
def test_what_a_camera_wrote_wrongly_spoils_no_photo(tmp_path: Path) -> None:
    broken = camera(taken="2024:03:05 09:30:00", gps=here(21.25, 105.5)).tobytes()[:60]
    out = io.BytesIO()
    scene(1).save(out, "JPEG", exif=broken)
    found = of(out.getvalue(), tmp_path).photo
    assert found is not None
    assert found.taken_at is None
    assert found.print_ is not None
