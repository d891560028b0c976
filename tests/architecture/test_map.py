"""The shape of the code as a whole: what the map of packages cannot say by itself."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "chungsuc"
LONGEST = 400  # lines; past that a file usually holds two ideas
WITHOUT_DJANGO = ("core", "documents", "law", "reading", "reasoning", "checking", "analytics")


def imported_by(path: Path) -> set[str]:
    """The top-level names of what a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return names


def sources(*packages: str) -> list[Path]:
    """The Python files of the named packages that exist."""
    return sorted(path for package in packages for path in (PACKAGE / package).rglob("*.py"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources("core"), ids=short)
def test_core_needs_the_standard_library_only(path: Path) -> None:
    allowed = {*sys.stdlib_module_names}
    foreign = {
        name
        for name in imported_by(path)
        if name.split(".")[0] not in allowed and not name.startswith("chungsuc.core")
    }
    assert foreign == set()


@pytest.mark.parametrize("path", sources(*WITHOUT_DJANGO), ids=short)
def test_the_rules_and_the_readers_know_no_django(path: Path) -> None:
    assert {
        name for name in imported_by(path) if name.split(".")[0] in {"django", "allauth", "rules"}
    } == set()


def test_a_file_holds_one_idea() -> None:
    long = {}
    for path in sources("."):
        if "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                long[short(path)] = lines
    assert long == {}


def test_every_package_without_django_is_under_strict_types() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["mypy"]["strict"] is True
    there = {f"src/chungsuc/{name}" for name in WITHOUT_DJANGO if (PACKAGE / name / "__init__.py").exists()}
    assert there <= set(project["tool"]["mypy"]["files"])


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    start = text.index("\ndependencies = [")
    block = text[start : text.index("\n]", start)].splitlines()[2:]
    assert block
    assert [line for line in block if line.lstrip().startswith('"') and " # " not in line] == []
