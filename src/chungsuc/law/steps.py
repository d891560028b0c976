"""Trình tự xét, công nhận as files: `law/data/steps`, described by SCHEMA.md beside them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers import (
    NO_HOLIDAYS,
    Counted,
    Deadline,
    DossierKind,
    DossierState,
    Need,
    NeedKind,
    Procedure,
    ProcedureStep,
    RevocationRule,
    Told,
)
from chungsuc.core.workflow import NotAllowed
from chungsuc.law.errors import LawError
from chungsuc.law.holidays import holidays
from chungsuc.law.located import Located, read_yaml

SCHEMA_VERSION = 1
FIRST_STATE = DossierKind.OPENED


class _Level(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"


class _Purpose(StrEnum):
    RECOGNITION = "recognition"
    YEARLY_REVIEW = "yearly_review"


class _Tier(StrEnum):
    STANDARD = "standard"
    ADVANCED = "advanced"
    MODEL = "model"
    MODERN = "modern"


class _Status(StrEnum):
    IN_FORCE = "in_force"
    PROVISIONAL = "provisional"  # the law is to come, or leaves it to others: told on every page


def procedures() -> tuple[Procedure, ...]:
    """Every procedure of this release. Raises LawError for a broken file, naming its line."""
    return _shipped()


def procedure(steps_id: str) -> Procedure:
    """The procedure of an id. Raises LawError where there is none."""
    for each in _shipped():
        if each.id == steps_id:
            return each
    raise LawError(f"Không có trình tự hồ sơ mang mã ‘{steps_id}’. Hãy báo cho người quản trị.")


@cache
def _shipped() -> tuple[Procedure, ...]:
    folder = files("chungsuc.law") / "data" / "steps"
    found = [
        read_procedure(file.read_text(encoding="utf-8"), f"{period.name}/{file.name}")
        for period in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if period.is_dir()
        for file in sorted(period.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    ]
    ids = [each.id for each in found]
    for each in ids:
        if ids.count(each) > 1:
            raise LawError(f"Hai tệp trình tự cùng mang mã ‘{each}’. Hãy đổi mã của một tệp.")
    return tuple(found)


def read_procedure(text: str, name: str) -> Procedure:
    """Đọc một trình tự from the text of its file. Raises LawError, naming file and line."""
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    found = Procedure(
        id=root.text("id"),
        title=root.text("title"),
        level=root.choice("level", _Level),
        purpose=root.choice("purpose", _Purpose),
        tiers=_each_of(root, "tiers", _Tier),
        from_year=root.whole("from_year"),
        to_year=root.whole("to_year"),
        valid_from=root.day("valid_from"),
        valid_to=root.day("valid_to"),
        is_provisional=root.choice("status", _Status) is _Status.PROVISIONAL,
        note=root.optional_text("note"),
        legal_basis=tuple(_basis(each) for each in root.many("legal_basis")),
        states=tuple(_state(each) for each in root.many("states")),
        steps=tuple(_step(each) for each in root.many("steps")),
        revocation=tuple(_rule(each) for each in root.many("revocation")),
    )
    _check(root, found)
    root.close()
    return found


def _each_of(entry: Located, key: str, options: type[StrEnum]) -> tuple[str, ...]:
    known = [option.value for option in options]
    found = entry.texts(key)
    wrong = [each for each in found if each not in known]
    if wrong or not found:
        raise entry.error(f"‘{key}’ phải gồm một hay nhiều trong: {', '.join(known)}", key)
    return found


def _basis(entry: Located) -> Told:
    told = Told(
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        note=entry.optional_text("note"),
    )
    entry.close()
    return told


def _state(entry: Located) -> DossierState:
    deadline = entry.optional_one("deadline")
    waits_for = entry.optional_text("waits_for")
    if waits_for is not None and waits_for not in set(DossierKind):
        raise entry.error(f"không biết việc ‘{waits_for}’", "waits_for")
    state = DossierState(
        code=entry.text("code"),
        name=entry.text("name"),
        short=entry.text("short"),
        waits_for=None if waits_for is None else DossierKind(waits_for),
        deadline=None if deadline is None else _deadline(deadline),
        is_open=entry.flag("open"),
        is_public=entry.flag("public"),
        is_on_line=not entry.flag("beside"),
    )
    entry.close()
    return state


def _deadline(entry: Located) -> Deadline:
    days = entry.whole("days")
    if not 0 < days <= 366:
        raise entry.error("‘days’ phải từ 1 đến 366", "days")
    counted = entry.choice("counted", Counted)
    deadline = Deadline(
        days=days,
        counted=counted,
        holidays=holidays() if counted is Counted.WORKING else NO_HOLIDAYS,
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        note=entry.optional_text("note"),
    )
    entry.close()
    return deadline


def _step(entry: Located) -> ProcedureStep:
    step = ProcedureStep(
        kind=entry.choice("kind", DossierKind),
        to=entry.text("to"),
        starts=entry.texts("from"),
        permission=entry.text("permission"),
        levels=_each_of(entry, "levels", _Level),
        who=entry.text("who"),
        is_assignable=entry.flag("assignable"),
        needs=tuple(_need(each) for each in entry.many("needs")),
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        note=entry.optional_text("note"),
    )
    entry.close()
    return step


def _need(entry: Located) -> Need:
    same_as = []
    for each in entry.many("same_as"):
        same_as.append((each.text("set"), each.text("code")))
        each.close()
    need = Need(
        kind=entry.choice("kind", NeedKind),
        share=_share(entry, "share"),
        quorum=_share(entry, "quorum"),
        days=entry.whole("days") if "days" in entry else None,
        same_as=tuple(same_as),
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        note=entry.optional_text("note"),
    )
    entry.close()
    return need


def _share(entry: Located, key: str) -> Decimal | None:
    if key not in entry:
        return None
    value = entry.value(key)
    if value is None:  # the law has one, the data does not know it
        return None
    if not isinstance(value, Decimal) or not 0 < value <= 100:
        raise entry.error(f"‘{key}’ phải là số phần trăm từ trên 0 đến 100, hoặc null khi chưa biết", key)
    return value


def _rule(entry: Located) -> RevocationRule:
    share_from = _share(entry, "share_from")
    if share_from is None:
        raise entry.error("thiếu ‘share_from’", "share_from")
    named: dict[str, tuple[str, ...]] = {}
    for each in entry.many("named"):
        named[each.text("set")] = each.texts("criteria")
        each.close()
    if named and "of_level" in entry:
        raise entry.error("trường hợp xét trên các đơn vị cấp dưới thì không nêu tiêu chí", "named")
    rule = RevocationRule(
        share_from=share_from,
        share_below=_share(entry, "share_below"),
        named=named or None,
        years=entry.whole("years") if "years" in entry else 1,
        of_level=entry.choice("of_level", _Level).value if "of_level" in entry else None,
        source=entry.text("source"),
        confidence=entry.choice("confidence", Confidence),
        note=entry.optional_text("note"),
    )
    entry.close()
    return rule


def _check(root: Located, found: Procedure) -> None:
    if found.valid_to < found.valid_from or found.to_year < found.from_year:
        raise root.error("thời gian áp dụng phải kết thúc sau khi bắt đầu", "valid_to")
    codes = [each.code for each in found.states]
    if len(set(codes)) != len(codes):
        raise root.error("hai trạng thái mang cùng một ‘code’", "states")
    if not found.legal_basis:
        raise root.error("trình tự phải có ‘legal_basis’", "legal_basis")
    for step in found.steps:
        for code in (step.to, *step.starts):
            if code not in codes:
                raise root.error(f"bước ‘{step.kind}’ dẫn tới trạng thái không có: ‘{code}’", "steps")
    try:
        reached = _reached(found)
        for state in found.states:
            found.accountable(state.code)
    except (ValueError, NotAllowed) as problem:
        raise root.error(f"các bước không khớp nhau ({problem})", "steps") from problem
    lost = [code for code in codes if code not in reached]
    if lost:
        raise root.error(f"không bước nào dẫn tới trạng thái ‘{lost[0]}’", "states")


def _reached(found: Procedure) -> set[str]:
    """The states that lead on from the opening of a dossier. Raises NotAllowed where nothing opens one."""
    waiting = [found.life.next(None, FIRST_STATE)]
    reached = set(waiting)
    while waiting:
        here = waiting.pop()
        further = {step.to for step in found.after(here)} - reached
        reached |= further
        waiting.extend(further)
    return reached
