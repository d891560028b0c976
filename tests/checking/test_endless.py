"""Papers that go on and on are read and checked to the end; what is superlinear would hang here."""

from __future__ import annotations

import pytest

from factories.endless import SHAPES
from factories.hostile import examined_or_refused

PIECES = 150


@pytest.mark.parametrize("name", SHAPES)
def test_a_long_paper_is_examined(name: str) -> None:
    assert examined_or_refused(SHAPES[name](PIECES).encode(), "a.txt")
