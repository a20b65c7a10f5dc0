"""Where very many objects are made that stay, nobody looks for garbage among them; afterwards as before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pilotboard.domain.much_at_once import all_kept


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    collecting = gc.isenabled()
    yield
    (gc.enable if collecting else gc.disable)()


def test_garbage_is_searched_for_again_afterwards_whatever_happened() -> None:
    gc.enable()
    with all_kept():
        with all_kept():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(LookupError), all_kept():
        raise LookupError
    assert gc.isenabled()


def test_where_nobody_searched_before_nobody_does_afterwards() -> None:
    gc.disable()
    with all_kept():
        pass
    assert not gc.isenabled()
