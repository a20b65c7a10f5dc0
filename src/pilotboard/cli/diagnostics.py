"""Everything that goes to standard error, and the one place of the command line where any error is caught.

An error is three lines: what happened, what was kept, what to do. With `--json` it is one object. An error that
nobody foresaw becomes an incident: an id for the person, a trace without the values of variables in the log.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pilotboard.domain.errors import Conflict, EnvironmentFault, FilterError, PilotboardError, UndoRefused
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from pilotboard.cli.line import Line

INTERRUPTED = 130
NOTHING = "Nothing was changed."


class Incident(PilotboardError):
    """Something nobody foresaw."""

    code = "incident"
    exit_code = 1


def guarded(call: Callable[[], int], line: Line) -> int:
    """Run `call` and say what goes wrong; the result is the exit code."""
    try:
        return call()
    except PilotboardError as error:
        tell(error, line)
        return error.exit_code
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return 0
    except Exception as fault:  # noqa: BLE001 - the error boundary of the command line
        incident = _incident(fault)
        tell(incident, line)
        return incident.exit_code


def _silence() -> None:
    """Whoever read us has seen enough: what Python still holds back goes nowhere, without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(error: PilotboardError, line: Line) -> None:
    """Say what is wrong on standard error, as lines or as an object."""
    if line.json:
        from json import dumps

        say(dumps({"error": _as_data(error)}, default=str))
        return
    lines = [shown(error.message)]
    if isinstance(error, FilterError) and error.text:
        lines.append(error.caret())
    if isinstance(error, Conflict):
        lines += [
            f"{clash.name}: was {clash.base!s}, yours {clash.mine!s}, now {clash.theirs!s}" for clash in error.fields
        ]
    lines += [shown(error.kept or NOTHING), shown(error.hint or _usual_hint(line))]
    say("\n".join(lines))


def say(text: str) -> None:
    """Lines on standard error, made safe. A standard error that is gone is not worth an error."""
    with suppress(OSError):
        sys.stderr.write(shown(text, lines=True) + "\n")
        sys.stderr.flush()


def _as_data(error: PilotboardError) -> dict[str, object]:
    data: dict[str, object] = {**error.as_data(), "kept": error.kept or NOTHING, "hint": error.hint}
    if isinstance(error, Conflict):
        data["fields"] = [
            {"name": clash.name, "base": clash.base, "mine": clash.mine, "theirs": clash.theirs}
            for clash in error.fields
        ]
    if isinstance(error, UndoRefused):
        data["rows"] = list(error.rows)
    return data


def _usual_hint(line: Line) -> str:
    said = " ".join(word for word in line.words[:2] if not word.startswith("-"))
    return (
        f"pilotboard {said} --help tells more." if said.replace(" ", "").isalpha() else "pilotboard --help tells more."
    )


def _incident(fault: Exception) -> Incident:
    from pilotboard.settings import places

    number, log = record(fault, places().log)
    return Incident(
        f"Something went wrong inside pilotboard (incident {number}).",
        kept="What was saved before stays saved.",
        hint=f"Please report it with what stands in {log}." if log else "It could not be written to the log.",
        at=number,
    )


def record(fault: BaseException, log: Path) -> tuple[str, Path | None]:
    """Write the trace to the log, readable by its owner only; the incident's id, and the log unless it failed.

    Only classes and places: the values of variables and the text of an error may hold what somebody wrote.
    """
    import secrets
    import traceback

    from pilotboard.usecases.workspace import Clock

    number = secrets.token_hex(3).upper()
    lines = [f"== {Clock().now():%Y-%m-%d %H:%M:%S}Z incident {number}"]
    error: BaseException | None = fault
    while error is not None and len(lines) < 20:
        lines += ["".join(traceback.format_tb(error.__traceback__)).rstrip(), type(error).__name__]
        error = error.__cause__ or error.__context__
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return number, None
    return number, log


def no_terminal() -> EnvironmentFault:
    """The screens were asked for where there is no terminal."""
    return EnvironmentFault(
        "The screens need a terminal.",
        kept="Nothing was opened.",
        hint="Run pilotboard in a terminal, or use its commands: pilotboard --help",
    )
