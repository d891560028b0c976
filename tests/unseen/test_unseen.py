"""Made-up plans of real places, each beside what a careful official reads in it.

A plan `plans/NN-place.txt` has its truth in `plans/NN-place.yaml`. An expected item names the line it
stands on by some words of that line, and only the fields that matter. `findings` are those that must be
there; whatever else is found above a note is a false alarm, unless it stands under `may`.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from chungsuc.checking import examine
from chungsuc.core.statements import Severity
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

PLANS = Path(__file__).parent / "plans"
NAMES = sorted(path.stem for path in PLANS.glob("*.txt"))


@lru_cache
def truth(name):
    return yaml.safe_load((PLANS / f"{name}.yaml").read_text(encoding="utf-8"))


@lru_cache
def examined(name):
    data = (PLANS / f"{name}.txt").read_bytes()
    return examine(data, f"{name}.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


def nfc(text):
    return unicodedata.normalize("NFC", text)


def line_of(name, words):
    """The number of the only line that has these words."""
    found = [line.number for line in examined(name).reading.lines if nfc(words) in nfc(line.text)]
    assert len(found) == 1, f"“{words}” stands on the lines {found}"
    return found[0]


def shown(statement):
    """A statement as the truth files write it, for the messages of failures."""
    return {
        "kind": str(statement.kind),
        "mode": str(statement.mode),
        "subject": str(statement.subject),
        "value": statement.value,
        "value_to": statement.value_to,
        "of": statement.of,
        "level": statement.level,
        "level_to": statement.level_to,
        "comparator": str(statement.comparator),
        "units": [unit.name or unit.text for unit in statement.units],
        "criteria": [criterion.code for criterion in statement.criteria],
        "rest": statement.rest,
    }


def agrees(got, wanted):
    for field, value in wanted.items():
        if field == "line":
            continue
        if field == "not_subject":
            if got["subject"] == value:
                return False
        elif field == "units":
            if sorted(got["units"]) != sorted(value):
                return False
        elif isinstance(value, int | float) and not isinstance(value, bool):
            if got[field] != Decimal(str(value)):
                return False
        elif got[field] != value:
            return False
    return True


def assert_all_read(name, wanted, statements):
    missing = []
    for each in wanted:
        number = line_of(name, each["line"])
        there = [shown(statement) for statement in statements if statement.source.line == number]
        if not any(agrees(got, each) for got in there):
            missing.append(f"{each}\n    read on line {number}: {there}")
    assert not missing, "\n".join(missing)


def having(key):
    return pytest.mark.parametrize("name", [name for name in NAMES if key in truth(name)])


def test_two_plans_keep_their_own_letters():
    """An editor that mends line ends or Unicode would take away what they are here for."""
    assert b"\r\n" in (PLANS / "06-oc-eo-2026.txt").read_bytes()
    decomposed = (PLANS / "10-bac-ai-2022.txt").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFD", decomposed)


@having("head")
def test_head(name):
    head, wanted = examined(name).reading.head, dict(truth(name)["head"])
    got = {
        "kind": str(head.kind),
        "number": head.number,
        "symbol": head.symbol,
        "issued_on": str(head.issued_on),
        "place": head.place and nfc(head.place),
        "status": str(head.status),
        "is_party": head.is_party,
        "unit": head.unit and head.unit.name,
        "period": [head.period_from, head.period_to],
    }
    if isinstance(wanted["issued_on"], date):
        wanted["issued_on"] = wanted["issued_on"].isoformat()
    assert {key: got[key] for key in wanted} == wanted


@having("criteria_set")
def test_criteria_set(name):
    assert examined(name).reading.criteria_set_id == truth(name)["criteria_set"]


@having("bases")
def test_legal_bases(name):
    opening = [basis.number for basis in examined(name).reading.legal_bases if basis.in_opening]
    assert len(opening) == truth(name)["bases"], opening


@having("baseline")
def test_baseline(name):
    assert_all_read(name, truth(name)["baseline"], examined(name).reading.baseline)


@having("targets")
def test_targets(name):
    assert_all_read(name, truth(name)["targets"], examined(name).reading.targets)


@having("silent")
def test_no_target_where_none_is(name):
    reading = examined(name).reading
    quiet = {line_of(name, words) for words in truth(name)["silent"]}
    loud = [s.source.text for s in (*reading.targets, *reading.baseline) if s.source.line in quiet]
    assert loud == []


@having("funding")
def test_funding(name):
    reading = examined(name).reading
    rows = {row.line for table in reading.tables for row in table.rows}
    items = [item for item in reading.funding if item.source.line not in rows]
    labels = {item.id: nfc(item.label) for item in items}
    tree = [(labels[item.id], item.amount, labels.get(item.parent or "")) for item in items]

    def found(wanted):
        return any(
            wanted["label"].lower() in label.lower()
            and amount == wanted["amount"]
            and (
                "parent" not in wanted or (parent is not None and wanted["parent"].lower() in parent.lower())
            )
            for label, amount, parent in tree
        )

    missing = [wanted for wanted in truth(name)["funding"] if not found(wanted)]
    assert not missing, f"{missing} not in {tree}"
    assert len(tree) == len(truth(name)["funding"]), tree


@having("table_money")
def test_money_of_tables(name):
    """Rows of a table with their amount and, where the truth says so, the row that they are part of."""
    items = examined(name).reading.funding
    labels = {item.id: item.label for item in items}
    tree = [(item.label, item.amount, labels.get(item.parent or "")) for item in items]
    for wanted in truth(name)["table_money"]:
        assert (wanted["label"], wanted["amount"], wanted["parent"]) in tree


@having("table_rows")
def test_tables(name):
    rows = {row.label: len(row.cells) for table in examined(name).reading.tables for row in table.rows}
    assert {label: rows.get(label) for label in truth(name)["table_rows"]} == truth(name)["table_rows"]


@having("annexes")
def test_annexes(name):
    annexes = examined(name).reading.annexes
    for presence, names in truth(name)["annexes"].items():
        for wanted in names:
            assert [each.present for each in annexes if each.name == wanted] == [presence == "present"], (
                annexes
            )


@having("duties")
def test_duties(name):
    bodies = {nfc(duty.body) for duty in examined(name).reading.duties if duty.body}
    missing = [w for w in truth(name)["duties"] if not any(body.startswith(w) for body in bodies)]
    assert not missing, bodies


@having("recipients")
def test_recipients(name):
    assert len(examined(name).reading.recipients) == truth(name)["recipients"]


@having("signatory")
def test_signatory(name):
    (signatory,) = examined(name).reading.signatories
    assert signatory.name == truth(name)["signatory"]


def meets(found, wanted, name):
    if "kind" in wanted and str(found.kind) != wanted["kind"]:
        return False
    if "severity" in wanted and str(found.severity) != wanted["severity"]:
        return False
    if "about" in wanted and wanted["about"] not in found.message:
        return False
    quoted = {quote.line for quote in found.quotes}
    return {line_of(name, words) for words in wanted["lines"]} <= quoted


@having("findings")
def test_planted_faults_are_found(name):
    findings = examined(name).findings
    missing = [w for w in truth(name)["findings"] if not any(meets(found, w, name) for found in findings)]
    assert not missing, [(str(found.severity), found.message) for found in findings]


@having("findings")
def test_no_false_alarm(name):
    accepted = [*truth(name)["findings"], *truth(name).get("may", [])]
    alarms = [
        f"[{found.severity}] {found.message}"
        for found in examined(name).findings
        if found.severity is not Severity.INFO and not any(meets(found, w, name) for w in accepted)
    ]
    assert not alarms, "\n".join(alarms)
