"""Today as text to paste into a message."""

from __future__ import annotations

from pilotboard.domain.digest import digest_text
from pilotboard.usecases.organisation import labels, show_organisation
from pilotboard.usecases.today import show_today
from pilotboard.usecases.workspace import Workspace


def digest(ws: Workspace, role: str | None = None) -> str:
    """What waits for a member, a coach or a leader (the actor's own role when none is said), ended by a newline.

    Raises InvalidInput for an unknown role.
    """
    return digest_text(show_today(ws, role), labels(ws), show_organisation(ws).name)
