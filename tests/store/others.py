"""Doing something as another user of this machine, in a child process; numbers stand for users, no accounts needed."""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

from pilotboard.domain.errors import PilotboardError

T = TypeVar("T")
ANA, BEN, EVE = 61_001, 61_002, 61_003
TEAM = 61_100


def is_root() -> bool:
    """Whether this process may become somebody else."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def as_user(user: int, groups: list[int], work: Callable[[], T]) -> T:
    """What `work` returns when that user does it (an error it raises comes back too). Only for root."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fork of a process with threads: the child only works and ends
        child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os._exit(_answer(user, groups, work, writing))
        finally:  # whatever went wrong must not come back into the test as a second process
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    assert answer, "the other user met an error that is no answer: it is printed above"
    done, result = pickle.loads(answer)
    if not done:
        raise result
    return result  # type: ignore[no-any-return]


def _answer(user: int, groups: list[int], work: Callable[[], object], writing: int) -> int:
    os.setgroups(groups)
    os.setgid(groups[0] if groups else user)
    os.setuid(user)
    try:
        answer = pickle.dumps((True, work()))
    except PilotboardError as fault:
        answer = pickle.dumps((False, fault))
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(answer)
    return 0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter and write in (the folders of pytest are root's alone)."""
    folder = Path(tempfile.mkdtemp(prefix="pilotboard-users-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        rmtree(folder)
