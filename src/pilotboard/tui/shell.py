"""What the shell of the screens needs from the rest of pilotboard, as plain callables.

The app is handed one :class:`Shell`; everything in it may be slow and runs in threads. What is ``None`` is not
there, and the command that needs it says so. Tests hand in functions over a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pilotboard.domain.labels import Labels
from pilotboard.tui.theme import DEFAULT
from pilotboard.tui.widgets.header import Here

if TYPE_CHECKING:
    from datetime import datetime

    from pilotboard.tui.course import Course
    from pilotboard.tui.screens.base import PlaceScreen


class Choice(NamedTuple):
    """One line of a list to choose from: what is answered, what is read, and what stands beside it."""

    id: Any
    label: str
    detail: str = ""


class Found(NamedTuple):
    """One hit of a search: the place to go to, the thing there, and how it reads."""

    place: str
    id: Any
    label: str
    detail: str = ""


class Scope(NamedTuple):
    """What the screens look at: a team or all, a pilot or all. The labels are for the header."""

    team: Any = None
    team_label: str = ""
    pilot: Any = None
    pilot_label: str = ""


class Said(Protocol):
    """What a write answers: a sentence in the past tense."""

    @property
    def said(self) -> str:
        """For instance ``Moved P07-12 to Doing.``"""


@dataclass(eq=False, repr=False)
class Shell:
    """The doors of the shell.

    ``data`` is handed on to the screens untouched (the workspace). ``here`` is who and where, ``read_here`` reads it
    again; ``labels`` are the organisation's words, ``words`` reads them again. ``now`` is the moment, for what the
    header says about saving. ``newest_entry`` is the cheap look at the journal, ``seen`` what it told before anything
    was read. ``remember`` keeps a choice (``theme``, ``place``, ``scope``) for the next start. ``backup`` makes the
    day's backup after a save when it is due.
    ``save_whole`` saves everything in a file (replacing one that is there or not), ``whole_name`` is the one proposed.
    ``warm_up`` runs once after the first paint.
    ``voice`` builds the form that logs what somebody said, from the pilot and the team that are looked at.
    ``pages`` make the page of one thing by its kind; ``page`` is the one to open on top of the ``first`` place.
    ``read_only`` is the sentence that says why nothing can be saved, or ``""``.
    """

    data: Any = None
    role: str = "leader"
    scope: Scope = field(default_factory=Scope)
    here: Here = field(default_factory=Here)
    read_here: Callable[[], Here] | None = None
    labels: Labels = field(default_factory=Labels)
    words: Callable[[], Labels] | None = None
    now: Callable[[], datetime] | None = None
    newest_entry: Callable[[], int] | None = None
    seen: int = -1
    teams: Callable[[], Sequence[Choice]] | None = None
    pilots: Callable[[], Sequence[Choice]] | None = None
    find: Callable[[str], Sequence[Found]] | None = None
    voice: Callable[[Any, Any], Any] | None = None
    undo: Callable[[Course], Said] | None = None
    redo: Callable[[Course], Said] | None = None
    remember: Callable[[str, Any], None] | None = None
    warm_up: Callable[[], None] | None = None
    backup: Callable[[], object] | None = None
    save_whole: Callable[[str, bool, Course], Said] | None = None
    whole_name: str = ""
    read_only: str = ""
    theme: str = DEFAULT
    first: str = ""
    page: tuple[str, Any] | None = None
    pages: Mapping[str, Callable[[Any], PlaceScreen]] = field(default_factory=dict)
    incident_log: Path | None = None
    drafts: Path | None = None
