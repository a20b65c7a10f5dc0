"""A pilot at a second site: its texts and its work begin anew there, its results stay where they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.pilots import MAX_TITLE
from pilotboard.domain.text import shortened
from pilotboard.store.reading import items as item_reading
from pilotboard.store.reading import sites as site_reading
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import checked_line
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Pilot
    from pilotboard.store.writing.unit import Tx

_TEXTS = ("aim", "hypothesis", "prediction", "description", "research", "goal_id", "sponsor_id")
_RULE = ("size", "measure", "unit", "kind", "direction", "target", "smallest_change", "certainty", "rises_by_itself")
NOT_COPIED = "voices, sprints, money, figures and decisions"
"""What stays with the first site."""


def copy_pilot(ws: Workspace, key: str, site: str, title: str = "", operation_id: str | None = None) -> Outcome:
    """Begin a pilot anew at another site, without a team yet.

    Copied are its texts, goal and sponsor, every item that was not dropped - as a new one in the backlog, its checklist
    open again - and the rule for the decision, unlocked and without the figure it starts from, which is another there.
    """
    wanted = checked_line("title", title) if title else ""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import pilots as writing

        first = writing.pilot(tx, lookup.numbered_id(tx.reader, "pilot", key))
        site_id = lookup.numbered_id(tx.reader, "site", site)
        there = site_reading.detail(tx.reader, site_id)
        assert there is not None
        name = wanted or shortened(f"{first.title} at {there.row.name}", MAX_TITLE)
        values: dict[str, Any] = {field: getattr(first, field) for field in _TEXTS}
        values |= {"title": name, "partners": "", "copied_from": first.stored_id}
        row = writing.add(tx, values, [site_id])
        count = _copy_items(tx, first, row)
        ruled = _copy_rule(tx, first, row)
        old, new = pilot_key(first.number), pilot_key(row.number)
        rule = "; the rule is unlocked and needs the figure it starts from there" if ruled else ""
        said = f"Copied {old} to {new} {name}, with {labels_of(tx.reader).count(count, 'item')}{rule}."
        return Written(f"{said} Not copied: {NOT_COPIED}.", (new, old))

    return ws.write("pilots.copy", work, operation_id)


def _copy_items(tx: Tx, first: Pilot, row: Pilot) -> int:
    """New items like those of the first pilot that were not dropped, in the order of its list."""
    from pilotboard.domain.items import ItemState
    from pilotboard.store.writing import items as writing
    from pilotboard.store.writing.tables import AcceptanceCriterion, BacklogItem

    found = [one for one in tx.by(BacklogItem, pilot_id=first.stored_id) if one.state != ItemState.DROPPED]
    found.sort(key=lambda one: (one.rank, one.number))
    worn = {one.id: one.labels for one in item_reading.by_ids(tx.reader, [one.stored_id for one in found])}
    for one in found:
        criteria = sorted(tx.by(AcceptanceCriterion, item_id=one.stored_id), key=lambda line: line.position)
        writing.add(
            tx,
            row.stored_id,
            writing.NewItem(
                one.title,
                one.type,
                description=one.description,
                estimate=one.estimate,
                labels=worn.get(one.stored_id, ()),
                criteria=[line.text for line in criteria],
            ),
        )
    return len(found)


def _copy_rule(tx: Tx, first: Pilot, row: Pilot) -> bool:
    """The rule for the decision, open again; False when the first pilot has none."""
    from pilotboard.store.writing import decision_rules as writing

    rule = writing.rule_of(tx, first.stored_id)
    if rule is None:
        return False
    writing.add(tx, row.stored_id, {name: getattr(rule, name) for name in _RULE})
    return True
