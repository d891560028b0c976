"""Word files made by hand, one part at a time, so that a test shows exactly what it feeds."""

import io
import zipfile
from collections.abc import Callable

import pytest

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Word = Callable[..., bytes]


def _relations(targets: dict[str, str]) -> str:
    nodes = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{nodes}</Relationships>'


def _build(body: str, *, kind: str = _WORD, extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx of a body, and of styles, numbering, footnotes …, given as the inside of their roots."""
    roots = {"header": "hdr", "footer": "ftr"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/_rels/document.xml.rels", _relations({each: f"{each}.xml" for each in parts}))
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        for each, inside in parts.items():
            archive.writestr(
                f"word/{each}.xml",
                f'<w:{roots.get(each, each)} xmlns:w="{_W}">{inside}</w:{roots.get(each, each)}>',
            )
        for path, data in (extra or {}).items():
            archive.writestr(path, data)
    return out.getvalue()


@pytest.fixture(scope="session")
def word() -> Word:
    return _build
