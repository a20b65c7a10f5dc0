"""Work off the screen's thread, and the one place of the screens where any error is caught.

``ask`` runs a reading function in a thread and hands its answer to a method, on the screen's thread; a newer
question of the same group makes older answers stale and they are dropped. ``tell`` runs a writing function:
every answer counts, and writes happen one after the other in the order of the keys.

Known errors (:class:`~pilotboard.domain.errors.PilotboardError`) reach ``work_failed``. Anything else is a
defect: it gets an incident id, a trace without the values of variables in the incident log, a sentence on the
screen - and the app lives on.
"""

from __future__ import annotations

import asyncio
import os
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from textual.dom import DOMNode

from pilotboard.domain.errors import PilotboardError
from pilotboard.tui.messages import Answered, Failed

T = TypeVar("T")


class Incident(PilotboardError):
    """Something nobody foresaw; the log holds the trace."""

    code = "incident"
    exit_code = 1

    def __init__(self, incident: str, log: Path | None, *, while_saving: bool = False) -> None:
        kept = "The last change may not have been saved." if while_saving else "Nothing was changed."
        where = f"The details are in {log}." if log else "It could not be logged."
        super().__init__(f"Something went wrong here (incident {incident}).", kept, where)
        self.incident = incident


def record_incident(error: BaseException, log: Path | None) -> tuple[str, Path | None]:
    """Write the trace of ``error``, without any variable's value, to the log (readable by its owner only).

    Returns the incident's id and the log, or ``None`` where it could not be written.
    """
    incident = os.urandom(3).hex().upper()
    if log is None:
        return incident, None
    frames = "".join(traceback.format_tb(error.__traceback__))
    chain = error.__cause__ or error.__context__
    cause = f"after {type(chain).__name__}\n" if chain is not None else ""
    # The class only: the text of an error may quote what somebody wrote.
    text = f"== {datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z incident {incident}: {type(error).__name__}\n{cause}{frames}\n"
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return incident, None
    return incident, log


def guarded(call: Callable[[], T], log: Path | None, *, saving: bool = False) -> T | PilotboardError:
    """Run ``call``; every error comes back as a :class:`PilotboardError` instead of being raised."""
    try:
        return call()
    except PilotboardError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the error boundary of the screens
        return Incident(*record_incident(error, log), while_saving=saving)


class Ahead:
    """A question asked in a thread before anybody can hear the answer."""

    PATIENCE = 0.02
    """Seconds that the first frame waits for it: one frame with the data is sooner there than two."""

    def __init__(self, call: Callable[[], Any], log: Path | None) -> None:
        self._answer: Any = None
        self._thread = Thread(target=self._run, args=(call, log), name="read ahead", daemon=True)
        self._thread.start()

    def _run(self, call: Callable[[], Any], log: Path | None) -> None:
        self._answer = guarded(call, log)

    def wait(self) -> Any:
        """The answer, a :class:`PilotboardError`, or ``None`` when it is not there in time."""
        self._thread.join(self.PATIENCE)
        return self._answer


class Work(DOMNode):
    """Mixed into screens, widgets and the app: asks in threads, hears on the screen's thread.

    It stands after Textual's class among the bases: stylesheets follow the first base only.
    """

    _tickets: dict[str, int]

    def ask(
        self,
        group: str,
        call: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[PilotboardError], None] | None = None,
    ) -> None:
        """Run ``call`` in a thread, then ``then`` with its answer; a newer question of ``group`` wins."""
        tickets = self.__dict__.setdefault("_tickets", {})
        ticket = tickets[group] = tickets.get(group, 0) + 1
        log: Path | None = getattr(self.app, "incident_log", None)

        def run() -> None:
            answer = guarded(call, log)
            if isinstance(answer, PilotboardError):
                self.post_message(Failed(group, ticket, answer, failed))
            else:
                self.post_message(Answered(group, ticket, answer, then))

        self.run_worker(run, name=group, group=group, exclusive=True, thread=True, exit_on_error=False)

    def tell(
        self,
        call: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[PilotboardError], None] | None = None,
    ) -> None:
        """Run the writing function ``call`` in a thread, after all that were told before it."""
        lock: asyncio.Lock = getattr(self.app, "write_lock", None) or asyncio.Lock()
        log: Path | None = getattr(self.app, "incident_log", None)

        async def run() -> None:
            async with lock:
                answer = await asyncio.to_thread(partial(guarded, call, log, saving=True))
            if not self.is_attached:  # the dialog that asked is gone: the app still says how it went
                if isinstance(answer, PilotboardError):
                    self.work_failed(answer)
            elif isinstance(answer, PilotboardError):
                (failed or self.work_failed)(answer)
            else:
                then(answer)

        # On the app: a screen that is left must not take its unfinished write with it.
        self.app.run_worker(run(), name="write", group="write", exit_on_error=True)

    def on_answered(self, message: Answered) -> None:
        """Hand a fresh answer on; drop a stale one."""
        message.stop()
        if self.__dict__.get("_tickets", {}).get(message.group) == message.ticket:
            message.then(message.value)

    def on_failed(self, message: Failed) -> None:
        """Say what went wrong, unless a newer question is on its way."""
        message.stop()
        if self.__dict__.get("_tickets", {}).get(message.group) == message.ticket:
            (message.instead or self.work_failed)(message.error)

    def work_failed(self, error: PilotboardError) -> None:
        """What happens with a known error; the app shows it."""
        tell_error: Callable[[PilotboardError], Any] = getattr(self.app, "show_error")  # noqa: B009 - any app
        tell_error(error)
