"""Python looks for what nobody holds again, whatever became of the work, once the last such work is done."""

import gc

import pytest

from chungsuc.stores.collecting import without_collecting


@without_collecting
def _looks(*, inside: bool = False, fails: bool = False) -> list[bool]:
    found = [gc.isenabled()]
    if inside:
        found += _looks()
    if fails:
        raise ValueError
    return [*found, gc.isenabled()]


def test_the_collector_rests_while_much_is_worked_on() -> None:
    assert gc.isenabled()
    assert _looks(inside=True) == [False] * 4
    assert gc.isenabled()
    with pytest.raises(ValueError):  # noqa: PT011
        _looks(fails=True)
    assert gc.isenabled()


def test_it_stays_as_it_was_found() -> None:
    gc.disable()
    try:
        _looks()
        assert not gc.isenabled()
    finally:
        gc.enable()
