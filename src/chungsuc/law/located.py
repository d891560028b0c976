"""YAML whose every value knows its line, so that a broken file is refused where it is broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import yaml

try:  # libyaml reads the criteria sets ten times faster; not every build of PyYAML has it
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from chungsuc.law.errors import LawError

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_yaml(text: str, name: str) -> Located:
    """The document as one located mapping. Raises LawError for what is not YAML or not a mapping."""
    try:
        node = yaml.compose(text, SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise LawError(f"Tệp {name}, dòng {line}: không đúng cú pháp YAML. Hãy sửa dòng này.") from problem
    if not isinstance(node, yaml.MappingNode):
        raise LawError(f"Tệp {name}, dòng 1: tệp phải là một danh mục khóa và giá trị.")
    return Located(node, name)


class Located:
    """One mapping. Each key is read once by a method that says what it must be; `close` refuses the rest.

    Every method raises LawError, naming the file and the line.
    """

    def __init__(self, node: yaml.MappingNode, name: str) -> None:
        self.name = name
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in self._nodes:
                raise self._error(key_node, f"khóa ‘{key}’ được ghi hai lần")
            self._nodes[key] = value_node
        self._unread = {str(key_node.value): key_node for key_node, _ in node.value}

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def error(self, what: str, key: str | None = None) -> LawError:
        """A LawError at the line of `key`, or of the mapping."""
        return self._error(self._nodes.get(key) if key is not None else None, what)

    def _error(self, node: yaml.Node | None, what: str) -> LawError:
        line = node.start_mark.line + 1 if node is not None else self.line
        return LawError(f"Tệp {self.name}, dòng {line}: {what}.")

    def close(self) -> None:
        """Refuse keys that nobody asked for: a misspelt key would otherwise be lost in silence."""
        for key, node in self._unread.items():
            raise self._error(node, f"không biết khóa ‘{key}’; hãy kiểm tra chính tả")

    def _take(self, key: str) -> yaml.Node | None:
        self._unread.pop(key, None)
        node = self._nodes.get(key)
        return None if node is None or node.tag == "tag:yaml.org,2002:null" else node

    def _needed(self, key: str) -> yaml.Node:
        node = self._take(key)
        if node is None:
            raise self.error(f"thiếu ‘{key}’", key)
        return node

    # --- scalars

    def text(self, key: str) -> str:
        return self._as_text(key, self._needed(key))

    def optional_text(self, key: str) -> str | None:
        node = self._take(key)
        return None if node is None else self._as_text(key, node)

    def _as_text(self, key: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            raise self._error(node, f"‘{key}’ phải là chữ (đặt mã số và ngày trong dấu nháy)")
        value = str(node.value)
        if not value or value != value.strip() or value != unicodedata.normalize("NFC", value):
            raise self._error(node, f"‘{key}’ trống, thừa khoảng trắng hoặc không ở dạng Unicode NFC")
        return value

    def choice(self, key: str, options: type[_Choice], default: _Choice | None = None) -> _Choice:
        text = self.optional_text(key)
        if text is None:
            if default is None:
                raise self.error(f"thiếu ‘{key}’", key)
            return default
        try:
            return options(text)
        except ValueError:
            known = ", ".join(option.value for option in options)
            raise self.error(f"‘{key}’ là ‘{text}’, phải là một trong: {known}", key) from None

    def whole(self, key: str) -> int:
        node = self._needed(key)
        if node.tag != "tag:yaml.org,2002:int":
            raise self._error(node, f"‘{key}’ phải là số nguyên")
        return int(str(node.value))

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        node = self._take(key)
        return node is not None and self._as_bool(key, node)

    def _as_bool(self, key: str, node: yaml.Node) -> bool:
        if node.value not in ("true", "false"):
            raise self._error(node, f"‘{key}’ phải là true hoặc false")
        return bool(node.value == "true")

    def day(self, key: str) -> date:
        found = self.optional_day(key)
        if found is None:
            raise self.error(f"thiếu ‘{key}’", key)
        return found

    def optional_day(self, key: str) -> date | None:
        text = self.optional_text(key)
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError:
            raise self.error(f"‘{key}’ phải là ngày dạng '2022-03-08'", key) from None

    def value(self, key: str) -> Decimal | bool | str | None:
        """A figure, a yes or a grade; None where the file says null. The key itself must be there."""
        if key not in self._nodes:
            raise self.error(f"thiếu ‘{key}’")
        node = self._take(key)
        if node is None:
            return None
        match node.tag.rpartition(":")[2]:
            case "bool":
                return self._as_bool(key, node)
            case "int" | "float":
                return self._as_number(key, node)
            case _:
                return self._as_text(key, node)

    def _as_number(self, key: str, node: yaml.Node) -> Decimal:
        written = str(node.value)
        if not written.replace(".", "", 1).removeprefix("-").isdecimal():
            raise self._error(node, f"‘{key}’ phải là số thập phân viết thường, ví dụ 98.5")
        return Decimal(written)

    # --- mappings and lists

    def one(self, key: str) -> Located:
        return self._as_mapping(key, self._needed(key))

    def optional_one(self, key: str) -> Located | None:
        node = self._take(key)
        return None if node is None else self._as_mapping(key, node)

    def many(self, key: str) -> Iterator[Located]:
        """Mappings of a list; none where the key is absent."""
        for node in self._list(key):
            yield self._as_mapping(key, node)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._as_text(key, node) for node in self._list(key))

    def _list(self, key: str) -> list[yaml.Node]:
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, f"‘{key}’ phải là danh sách")
        return list(node.value)

    def _as_mapping(self, key: str, node: yaml.Node) -> Located:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, f"‘{key}’ phải gồm các khóa và giá trị")
        return Located(node, self.name)
