"""Questions to the store that are asked at every save or page: Django composes each of them once.

For Django to compose a query takes ten times as long as for the store to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, Field, Func, JSONField, QuerySet

from chungsuc.stores.statements import ask

Row = tuple[Any, ...]


class Blank(Expression):
    """Chỗ trống: a value that is told with each asking; `field` says how the store keeps it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any, **_context: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def told(self, given: dict[str, Any], connection: Any) -> Any:
        """The value, as the store takes it."""
        value = given[self.name]
        if type(value) in (str, int):
            return value
        return self.output_field.get_db_prep_value(value, connection)


class Listed(Blank):
    """Chỗ trống cho nhiều giá trị: texts or numbers, any number of them in one text of the question."""

    def told(self, given: dict[str, Any], connection: Any) -> Any:
        values = list(given[self.name])
        return values if connection.vendor == "postgresql" else json.dumps(values)


class Among(Func):
    """Whether a column has one of the values of a `Listed`: a condition of a queryset."""

    output_field = BooleanField()
    template = "%(expressions)s)"
    arg_joiner = " = ANY("

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        joiner = " IN (SELECT value FROM json_each("
        return self.as_sql(compiler, connection, arg_joiner=joiner, template="%(expressions)s))", **context)


@dataclass(frozen=True, slots=True)
class _Composed:
    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]  # of some columns


class Question:
    """Câu hỏi soạn sẵn: a queryset of some columns, with `Blank` in the place of what changes.

    It is called with these values, and answers with the rows as tuples.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make  # when it is first asked: models are not known before
        self._composed: dict[str, _Composed] = {}

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        here = connections[DEFAULT_DB_ALIAS]
        rows = ask(*self.text(here, given))
        composed = self._composed[here.vendor]
        return _converted(rows, composed, here) if composed.converters else rows

    def text(self, connection: Any, given: dict[str, Any]) -> tuple[str, list[Any]]:
        """The statement for a store, and the values beside it."""
        composed = self._composed.get(connection.vendor) or self._compose(connection)
        told = (
            each.told(given, connection) if isinstance(each, Blank) else each for each in composed.parameters
        )
        return composed.sql, list(told)

    def _compose(self, connection: Any) -> _Composed:
        compiler = self._make().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        columns = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        found = ((place, tuple(each), column) for place, (each, column) in columns.items())
        self._composed[connection.vendor] = composed = _Composed(sql, tuple(parameters), tuple(found))
        return composed


class Rows(Question):
    """Câu hỏi soạn sẵn về cả dòng: whole rows of a model that nothing else is joined to."""

    def __init__(self, model: Any, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._model = model
        self._columns = [each.attname for each in model._meta.concrete_fields]
        super().__init__(lambda: make().values_list(*self._columns))

    def found(self, **given: Any) -> list[Any]:
        """The rows, as the model has them."""
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._columns, row) for row in self(**given)]


def at_once(questions: Sequence[Question], **given: Any) -> tuple[Any, ...]:
    """What several questions of one row and one column answer, asked in one breath; None without a row.

    As the store gives it: what stores keep differently (times, identifiers) may be compared and no more.
    """
    texts = [each.text(connections[DEFAULT_DB_ALIAS], given) for each in questions]
    sql = f"SELECT {', '.join(f'({text})' for text, _values in texts)}"
    return ask(sql, [value for _text, values in texts for value in values])[0]


def _converted(rows: Sequence[Row], composed: _Composed, connection: Any) -> list[Row]:
    """Column by column: what stands in many rows, a moment or an amount, is converted once."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, converters, column in composed.converters if columns else ():
        is_shared = not isinstance(column.output_field, JSONField)  # nobody changes what it is made into
        known: dict[Any, Any] = {}
        converted = []
        for value in columns[place]:
            if is_shared and value in known:
                made = known[value]
            else:
                made = value
                for convert in converters:
                    made = convert(made, column, connection)
                if is_shared:
                    known[value] = made
            converted.append(made)
        columns[place] = converted
    return list(zip(*columns, strict=True))
