"""What a look at the store's health finds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a finding matters: all well, worth knowing, or something to set right."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


class Finding(NamedTuple):
    """One thing that was looked at: what was found, what was kept, what to do.

    `damaged` marks findings that mean the data cannot be trusted (exit code 4).
    """

    level: Level
    what: str
    kept: str = ""
    hint: str = ""
    damaged: bool = False


class Report(NamedTuple):
    """All findings, in the order they were looked at."""

    place: str
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """4 when data is damaged, 3 when something else is to be set right, else 0."""
        if any(finding.damaged for finding in self.findings):
            return 4
        return 3 if any(finding.level == Level.PROBLEM for finding in self.findings) else 0


def well(what: str) -> Finding:
    """Looked at, and as it should be."""
    return Finding(Level.OK, what)


def warning(what: str, hint: str = "", kept: str = "") -> Finding:
    """Worth knowing; nothing is broken."""
    return Finding(Level.WARNING, what, kept, hint)


def problem(what: str, hint: str = "", kept: str = "", *, damaged: bool = False) -> Finding:
    """Something to set right."""
    return Finding(Level.PROBLEM, what, kept, hint, damaged)
