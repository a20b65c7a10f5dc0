"""Writing, one after the other, and hearing of what others wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.dom import DOMNode

from pilotboard.domain.errors import PilotboardError
from pilotboard.tui.course import Course
from pilotboard.tui.messages import StoreMoved
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Said
from pilotboard.tui.work import guarded

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp

T = TypeVar("T", bound=Said)
TELL_EVERY, STAYS = 1.0, 3.0
"""Seconds between two words about how far a long write is, and for how long each stands at most."""
LOOK_EVERY = 0.5
"""Seconds between two looks at the journal."""
PAINT_FIRST = 0.05
"""Seconds that a write waits at most for what was shown ahead of it to be drawn."""


class Saving(DOMNode):
    """Mixed into the app. A write that was asked for is finished before the app ends."""

    _unwritten = 0
    _newest = -1
    _leaving: int | None = None

    @property
    def _saver(self) -> PilotboardApp:
        return cast("PilotboardApp", self)

    def save(
        self,
        call: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[PilotboardError], None] | None = None,
        *,
        back: str = "u takes it back",
    ) -> None:
        """Run a writing use case in a thread, after those before it; say how it went; show the change.

        ``back`` says how to take it back.
        """
        self._unwritten += 1
        # On the app: a screen that is left must not take its unfinished write with it.
        self._saver.run_worker(self._write(call, then, failed, back), name="write", group="write", exit_on_error=True)

    def save_long(self, what: str, call: Callable[[Course], T], *, back: str = "u takes it back") -> None:
        """Like ``save``, of what may touch very many rows: when it takes long, a line tells how far it is."""
        from pilotboard.tui.dialogs.progress import how_far

        app, course = self._saver, Course()
        telling = app.set_interval(TELL_EVERY, lambda: app.hint(f"{what} {how_far(course)}".rstrip(), "soft", STAYS))

        def failed(error: PilotboardError) -> None:
            telling.stop()
            app.hint("", "soft")
            app.work_failed(error)

        self.save(lambda: call(course), lambda _: telling.stop(), failed, back=back)

    async def _write(
        self,
        call: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: Callable[[PilotboardError], None] | None,
        back: str,
    ) -> None:
        app = self._saver
        await self._painted()
        async with app.write_lock:
            answer = await asyncio.to_thread(partial(guarded, call, app.incident_log, saving=True))
        self._unwritten -= 1
        if isinstance(answer, PilotboardError):
            self._leaving = None if self._leaving == 0 else self._leaving  # who left with q should read what went wrong
            self.refresh_places()
            (failed or app.work_failed)(answer)
        else:
            self._say_saved(answer, back)
            app.call_after_refresh(self.refresh_places)
            if app.shell.backup is not None:
                app.ask("backup", app.shell.backup, lambda _: None)
            if then is not None:
                then(answer)
        if self._leaving is not None and not self._unwritten:
            app.end(self._leaving)

    async def _painted(self) -> None:
        """Let what was shown ahead be drawn first: writing and drawing would only hold up each other."""
        drawn = asyncio.Event()
        self._saver.call_after_refresh(drawn.set)
        try:
            await asyncio.wait_for(drawn.wait(), PAINT_FIRST)
        except TimeoutError:
            return

    def _say_saved(self, outcome: Said, back: str) -> None:
        app = self._saver
        entry: int | None = getattr(outcome, "entry", None)
        app.hint(f"{outcome.said}  {back}" if entry else outcome.said, "good")
        if entry:
            self._newest = max(self._newest, entry)
            app.forget("look")  # one that began before the save would take our own change for somebody else's
        if app.shell.now is not None:
            app.here = app.here._replace(saved=f"{app.shell.now().astimezone():%H:%M}")
        app.notify_banner(())
        app.tell_header()

    def leave(self, code: int = 0) -> None:
        """End the app once everything that was asked for is written."""
        if self._unwritten:
            self._leaving = code
        else:
            self._saver.end(code)

    # -- what others write

    def look(self) -> None:
        """Look whether anybody wrote."""
        app = self._saver
        if app.shell.newest_entry is not None:
            app.ask("look", app.shell.newest_entry, self._looked, lambda _: None)

    def _looked(self, entry: int) -> None:
        if self._newest not in (-1, entry):
            self.post_message(StoreMoved(entry))
        self._newest = entry

    def on_store_moved(self, message: StoreMoved) -> None:
        """Somebody wrote: what can be seen is read again, the rest when it is."""
        self.refresh_places()
        self._saver.reread_words()

    def refresh_places(self) -> None:
        """Every place that was visited reads again: now, or when it is seen.

        Not between two writes: what the later one shows ahead would vanish for a moment.
        """
        if self._unwritten:
            return
        for screen in self._saver.known_screens():
            if isinstance(screen, PlaceScreen) and screen.is_attached:
                screen.mark_stale()
