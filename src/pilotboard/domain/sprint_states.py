"""Where a sprint stands, where it comes from, and what became of its items."""

from __future__ import annotations

from enum import StrEnum


class SprintState(StrEnum):
    """Where a sprint stands. A cancelled sprint is kept, and left out of every history sample."""

    PLANNED = "planned"
    ACTIVE = "active"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SprintOrigin(StrEnum):
    """Whether the sprint was run here or came in with an import."""

    LOCAL = "local"
    IMPORT = "import"


class ItemOutcome(StrEnum):
    """What became of an item when its sprint was closed."""

    DONE = "done"
    CARRIED = "carried"
    RETURNED = "returned"
    DROPPED = "dropped"


OVER = (SprintState.CLOSED, SprintState.CANCELLED)
"""States from which a sprint changes no more; what is wrong in it is said in an amendment."""
