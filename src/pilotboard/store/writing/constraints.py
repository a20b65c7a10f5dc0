"""What a broken rule of the database means to the person who ran into it."""

from __future__ import annotations

import re

from sqlalchemy.exc import IntegrityError

from pilotboard.domain.errors import InvalidInput, PilotboardError, Refusal

_TAKEN = {
    ("site", "name"): "There is a site of that name already.",
    ("team", "name"): "There is a team of that name already.",
    ("person", "handle"): "Somebody uses that short name already.",
    ("label", "folded"): "There is a label of that name already.",
    ("membership", "team_id"): "That person already has this role in the team from that day.",
}
_NAMES = {"membership": "same_start"}
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (\w+)\.(\w+)")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")


def explained(fault: IntegrityError) -> PilotboardError:
    """The error to raise in place of the database's own."""
    broken = str(fault.orig)
    name = getattr(getattr(fault.orig, "diag", None), "constraint_name", None) or ""
    unique = _SQLITE_UNIQUE.search(broken)
    for (table, column), sentence in _TAKEN.items():
        if (unique and unique.groups() == (table, column)) or name.startswith(
            f"uq_{table}_{_NAMES.get(table, column)}"
        ):
            return InvalidInput(sentence, hint="Choose another name.", field="name" if column != "handle" else "handle")
    if (unique and unique.groups() == ("sprint", "team_id")) or name == "uq_sprint_one_active":
        return Refusal(
            "This team has an active sprint.",
            kept="Nothing was saved.",
            hint="Somebody has just started it: close that one first.",
        )
    check = _SQLITE_CHECK.search(broken)
    rule = name or (check.group(1) if check else "a link to something that is not there")
    return Refusal(
        f"The store refused this: it would break a rule ({rule}).",
        kept="Nothing was saved.",
        hint="Check the values; if they look right, run: pilotboard doctor",
    )
