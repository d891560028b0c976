"""Loại nguồn vốn: which source a name of money stands for."""

from __future__ import annotations

import re

from chungsuc.core.statements import SourceKind
from chungsuc.reading.flow import plain

_KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (SourceKind.TOTAL, r"^\s*(?:du kien )?tong\b|^\s*(?:tong )?cong\s*$"),
        (SourceKind.COUNTERPART, r"doi ung"),
        (SourceKind.INTEGRATED, r"long ghep"),
        (SourceKind.DEVELOPMENT, r"dau tu phat trien|\bdtpt\b|von dau tu\b"),
        (SourceKind.RECURRENT, r"su nghiep|chi thuong xuyen|\bvsn\b|^sn\b"),
        (SourceKind.CREDIT, r"tin dung|von vay|ngan hang"),
        (SourceKind.CENTRAL, r"trung uong|\bnstw\b|\btw\b"),
        (SourceKind.PROVINCE, r"(?:ngan sach|von|ns|cap) (?:cap )?(?:tinh|thanh pho)\b|\bnst\b"),
        (SourceKind.DISTRICT, r"(?:ngan sach|von|ns|cap) (?:cap )?(?:huyen|thi xa|quan)\b|\bnsh\b"),
        (SourceKind.COMMUNE, r"(?:ngan sach|von|ns|cap) (?:cap )?(?:xa|phuong)\b|\bnsx\b"),
        (SourceKind.LOCAL, r"dia phuong|\bnsdp\b"),
        (SourceKind.PROGRAMME, r"chuong trinh|\bctmtqg\b|\bmtqg\b|du an|de an"),
        (SourceKind.ORGANISATIONS, r"doanh nghiep|to chuc|hop tac xa|xa hoi hoa"),
        (SourceKind.PEOPLE, r"cong dong|dan cu|nhan dan|nguoi dan|\bdan gop|dan dong gop"),
    )
)
_ONE_SOURCE = frozenset(
    {
        SourceKind.CENTRAL, SourceKind.DEVELOPMENT, SourceKind.RECURRENT, SourceKind.PROVINCE,
        SourceKind.DISTRICT, SourceKind.COMMUNE, SourceKind.COUNTERPART, SourceKind.INTEGRATED,
        SourceKind.CREDIT,
    }
)  # fmt: skip


def kind_of(label: str, parent: SourceKind | None = None) -> SourceKind:
    words = plain(label)
    kind = next((kind for kind, form in _KINDS if form.search(words)), SourceKind.OTHER)
    if parent is SourceKind.INTEGRATED and kind is SourceKind.OTHER:
        return SourceKind.PROGRAMME
    return kind


def is_of_one_source(words: str) -> bool:
    """ "tổng vốn ngân sách tỉnh" totals one source, not all; `words` are plain."""
    return any(form.search(words) for kind, form in _KINDS if kind in _ONE_SOURCE)
