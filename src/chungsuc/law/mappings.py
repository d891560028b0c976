"""Các bảng đối chiếu bộ tiêu chí, as files; each is checked against both of its sets when it is read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from chungsuc.core.criteria import Confidence, CriteriaSet
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator, MappingError, Relation, check_mapping
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.errors import LawError
from chungsuc.law.located import Located, read_yaml

SCHEMA_VERSION = 1


def mapping_between(from_set: str, to_set: str) -> CriteriaMapping | None:
    """The shipped mapping that leads from one set to another; None where nobody wrote one.

    Raises LawError for a broken file.
    """
    return _shipped().get((from_set, to_set))


def load_mappings() -> tuple[CriteriaMapping, ...]:
    """Every mapping of this release. Raises LawError for a broken file."""
    return tuple(_shipped().values())


@cache
def _shipped() -> dict[tuple[str, str], CriteriaMapping]:
    folder = files("chungsuc.law") / "data" / "mappings"
    found: dict[tuple[str, str], CriteriaMapping] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        mapping = read_mapping(file.read_text(encoding="utf-8"), file.name, load_criteria_sets())
        ends = mapping.from_set, mapping.to_set
        if ends in found:
            raise LawError(f"Tệp {file.name}: đã có bảng đối chiếu {ends[0]} → {ends[1]} ở tệp khác.")
        found[ends] = mapping
    return found


def read_mapping(text: str, name: str, sets: dict[str, CriteriaSet]) -> CriteriaMapping:
    """Đọc một bảng đối chiếu and check it against `sets`. Raises LawError, naming the file and the line."""
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    ends = [root.text("from_set"), root.text("to_set")]
    for key, set_id in zip(("from_set", "to_set"), ends, strict=True):
        if set_id not in sets:
            raise root.error(f"không có bộ tiêu chí ‘{set_id}’", key)
    old, new = (sets[each] for each in ends)
    mapping = CriteriaMapping(
        from_set=old.id,
        to_set=new.id,
        note=root.optional_text("note"),
        entries=tuple(_read_entry(item) for item in root.many("indicators")),
    )
    root.close()
    try:
        check_mapping(mapping, old, new)
    except MappingError as problem:
        raise LawError(f"Tệp {name}: {problem}") from None
    return mapping


def _read_entry(item: Located) -> MappedIndicator:
    try:
        entry = MappedIndicator(
            from_code=item.text("from"),
            to_code=item.optional_text("to"),
            relation=item.choice("kind", Relation),
            confidence=item.choice("confidence", Confidence),
            note=item.optional_text("note"),
        )
    except MappingError as problem:
        raise item.error(str(problem).rstrip(".")) from None
    item.close()
    return entry
