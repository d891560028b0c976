"""Công thức viết trong văn bản: "A = (1.250 x 60.000)/8.140 = 9.213 người"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungsuc.core.statements import Certainty, Figure, Source, StatedSum
from chungsuc.reading.quantities.digits import NUMERAL, Habit
from chungsuc.reading.quantities.marks import Mark, Sort
from chungsuc.reading.quantities.measures import measure_of
from chungsuc.reading.seams import Block
from chungsuc.reading.sums.parts import named

_WINDOW = 300  # characters to either side of an equals sign: no formula in prose is longer
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>(?<![0-9.,]){NUMERAL}(?![0-9]|[.,][0-9])(?:\s*%)?)|(?P<sign>[×*+/÷·]|"
    rf"[xX](?=\s*[0-9(])|(?<=\s)[-–−:](?=\s))"
    rf"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<equals>=)|(?P<word>[^\W\d_]+[²³23]?)|(?P<other>\S))"
)
_SIGNS = str.maketrans(
    {"*": "×", "x": "×", "X": "×", "·": "×", "÷": "/", ":": "/", "–": "-", "−": "-", "[": "(", "]": ")"}
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_formulas(blocks: Sequence[Block], habit: Habit) -> Iterator[StatedSum]:
    """Each formula with its result; the ids are given by whoever joins them with the other sums."""
    for block in blocks:
        text = block.text
        if "=" not in text:
            continue
        last = 0
        for found in re.finditer("=", text):
            if found.start() < last:
                continue
            for said in _at(block, text, found.start(), habit):
                yield said
                last = max(last, found.end())


def _at(block: Block, text: str, equals: int, habit: Habit) -> Iterator[StatedSum]:
    begin = max(text.rfind("=", max(0, equals - _WINDOW), equals) + 1, equals - _WINDOW, 0)
    left = _side(_tokens(text, begin, equals), from_end=True)
    stop = text.find("=", equals + 1, equals + _WINDOW)
    right = _side(
        _tokens(text, equals + 1, min(len(text), equals + _WINDOW) if stop < 0 else stop), from_end=False
    )
    for formula, result in ((left, right), (right, left)):
        if _is_formula(formula) and _is_figure(result):
            said = _said(block, text, formula, result, habit)
            if said is not None:
                yield said
            return


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or ""
        found.append(_Token(kind, match[kind], match.start(kind), match.end(kind)))
    return found


def _side(tokens: Sequence[_Token], *, from_end: bool) -> list[_Token]:
    """The tokens next to the equals sign that a formula can have: figures with units, signs, brackets."""
    if from_end:
        if tokens and tokens[-1].kind == "word" and len(tokens[-1].text) == 1:
            return []  # "B = …": the letter of a formula, not the unit of a figure
        place = len(tokens)
        while place > 0 and (
            tokens[place - 1].kind in ("number", "sign", "open", "close") or _is_unit(tokens, place - 1)
        ):
            place -= 1
        kept = list(tokens[place:])
    else:
        place = 0
        while place < len(tokens) and (
            tokens[place].kind in ("number", "sign", "open", "close") or _is_unit(tokens, place)
        ):
            place += 1
        kept = list(tokens[:place])
    return _balanced([token for token in kept if token.kind != "word"])


def _is_unit(tokens: Sequence[_Token], place: int) -> bool:
    """One to three words right behind a figure: "8.140.000 người"."""
    for back in range(1, 4):
        if tokens[place - back + 1].kind != "word" or place - back < 0:
            return False
        if tokens[place - back].kind == "number":
            return True
    return False


def _balanced(tokens: list[_Token]) -> list[_Token]:
    """Without what follows the first bracket that closes nothing, and without loose signs at the ends."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth < 0:
            tokens = tokens[:place]
            break
    if depth > 0:  # "1.247 (làm tròn 1.250)": the bracket is a remark
        while depth > 0 and tokens:
            depth -= tokens.pop().kind == "open"
    while tokens and tokens[-1].kind == "sign":
        tokens.pop()
    return tokens


def _is_formula(tokens: Sequence[_Token]) -> bool:
    """Figures and signs in turn, with a sign between any two."""
    numbers = sum(token.kind == "number" for token in tokens)
    signs = sum(token.kind == "sign" for token in tokens)
    if numbers < 2 or signs != numbers - 1:
        return False
    wants_number = True
    for token in tokens:
        if token.kind in ("number", "sign"):
            if (token.kind == "number") is not wants_number:
                return False
            wants_number = not wants_number
    return True


def _is_figure(tokens: Sequence[_Token]) -> bool:
    return bool(tokens) and tokens[0].kind == "number" and (len(tokens) == 1 or tokens[1].kind == "open")


def _said(
    block: Block, text: str, formula: Sequence[_Token], result: Sequence[_Token], habit: Habit
) -> StatedSum | None:
    total = result[0]
    digits = total.text.rstrip("% ")
    read = habit.read(digits)
    parts = [habit.read(token.text.rstrip("% ")) for token in formula if token.kind == "number"]
    if read is None or any(part is None for part in parts):
        return None
    spans = block.flow.spans(total.start, total.start + len(digits))
    mark = Mark(Sort.FIGURE, total.start, total.start + len(digits), read[0], shown=digits)
    measure = measure_of(text, mark)
    start = min(total.start, formula[0].start)
    end = max(measure.end if measure else total.end, formula[-1].end)
    source: Source = block.flow.source(start, end)
    sure = all(each is not None and each[1] is Certainty.CERTAIN for each in (read, *parts))
    return StatedSum(
        id="",
        source=source,
        certainty=Certainty.CERTAIN if sure else Certainty.DOUBTFUL,
        what=named(" ".join(text[max(0, start - 80) : start].split("=", maxsplit=1)[0].split()[-8:])),
        total=Figure(read[0], digits, spans[0], measure.text if measure else None),
        expression=" ".join(token.text.translate(_SIGNS) for token in formula),
    )
