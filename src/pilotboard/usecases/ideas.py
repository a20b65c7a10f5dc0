"""What people do with ideas: propose one in a minute, look into the need, accept it as a pilot or decline it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.ideas import (
    IdeaDetail,
    IdeaRow,
    IdeaState,
    about_of,
    aim_of,
    check_waiting,
    idea_subject,
    reopened,
)
from pilotboard.domain.keys import idea_key, pilot_key
from pilotboard.store.reading import ideas as reading
from pilotboard.store.reading import support as support_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Idea
    from pilotboard.store.writing.unit import Tx

_STATES = {state: place for place, state in enumerate(IdeaState)}
SORTS: Mapping[str, Callable[[IdeaRow], Any]] = {
    "waiting": lambda row: (not row.waiting, row.proposed_on if row.waiting else -row.proposed_on.toordinal(), row.id),
    "key": lambda row: row.id,
    "title": lambda row: row.title.casefold(),
    "state": lambda row: (_STATES[row.state], row.id),
}
"""What a list of ideas can be sorted by; `waiting` begins with those that wait longest, then the newest answered."""


def list_ideas(
    ws: Workspace, filter_text: str = "", *, sort: str = "waiting", limit: int | None = None
) -> Page[IdeaRow]:
    """The ideas that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Ideas")
    return page(ws, ws.read(reading.rows), filter_text, idea_subject, SORTS[sort], limit)


def show_idea(ws: Workspace, key: str) -> IdeaDetail:
    """One idea with what is asked for it, by key or title. Raises NotFound."""

    def query(reader: Reader) -> IdeaDetail:
        idea_id = lookup.numbered_id(reader, "idea", key)
        return IdeaDetail(_view(reader, idea_id), tuple(support_reading.of_idea(reader, idea_id)))

    return ws.read(query)


def ideas_of_pilot(ws: Workspace, key: str) -> list[IdeaRow]:
    """The ideas that became this pilot: mostly one, mostly none."""
    return ws.read(lambda reader: reading.of_pilot(reader, lookup.numbered_id(reader, "pilot", key)))


def opened_idea(row: IdeaRow) -> Opened:
    """What a form over the idea shows, to hand back with its changes."""
    return Opened(
        row.version,
        {
            "title": row.title,
            "need": row.need,
            "for_whom": row.for_whom,
            "might_help": row.might_help,
            "assessment": row.assessment,
            "site": row.site_key,
            "goal": row.goal_key,
        },
    )


def add_idea(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Propose an idea; a title is enough. `values` as in `drafts.ideas.IdeaDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.ideas import IdeaDraft

    draft = validate(IdeaDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import ideas as writing

        row = writing.add(tx, _columns(tx.reader, draft.model_dump()))
        key = idea_key(row.number)
        return Written(f"Added {key} {row.title}.", (key,))

    return ws.write("ideas.add", work, operation_id)


def edit_idea(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of an idea (as in `drafts.ideas.IdeaChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.ideas import IdeaChanges

    given = validate(IdeaChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import ideas as writing

        row, view = _there(tx, key)
        wanted = dict(given)
        for kind in ("site", "goal"):
            if given.get(kind) is not None:
                wanted[kind] = lookup.key_of(tx.reader, kind, given[kind])
        current = opened_idea(view).values
        values = settle(tx, row, view.key, wanted, current, opened)
        different = {name: value for name, value in values.items() if current[name] != value}
        changed = writing.edit(tx, row, _columns(tx.reader, different))
        return Written(
            f"Changed {view.key} {row.title}." if changed else f"{view.key} was like that already.", (view.key,)
        )

    return ws.write("ideas.edit", work, operation_id)


def assess_idea(
    ws: Workspace, key: str, assessment: str, opened: Opened | None = None, operation_id: str | None = None
) -> Outcome:
    """Say what was found when the need was looked into; may be said again while there is no answer.

    Raises Refusal when the idea has one, Conflict when somebody else has assessed it meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.ideas import AssessmentDraft

    given = validate(AssessmentDraft, {"assessment": assessment}).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import ideas as writing

        row, view = _there(tx, key)
        check_waiting(view)
        values = settle(tx, row, view.key, given, opened_idea(view).values, opened)
        changed = bool(values) and writing.edit(tx, row, {**values, "state": IdeaState.ASSESSED})
        said = f"Assessed {view.key} {row.title}." if changed else f"{view.key} was like that already."
        return Written(said, (view.key,))

    return ws.write("ideas.assess", work, operation_id)


def accept_idea(
    ws: Workspace, key: str, values: Mapping[str, object] | None = None, operation_id: str | None = None
) -> Outcome:
    """Make a pilot of an idea: its aim is the need; title, site and goal are the idea's.

    `values` say something else, or more (team, sponsor ...), as in `drafts.pilots.PilotDraft`. Raises Refusal when the
    idea has an answer already.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotDraft

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import ideas as writing
        from pilotboard.usecases.pilot_writing import put_pilot

        row, view = _there(tx, key)
        check_waiting(view)
        draft = validate(PilotDraft, {**_as_pilot(tx.reader, view), **(values or {})})
        pilot = put_pilot(ws, tx, draft)
        writing.edit(
            tx, row, {"state": IdeaState.ACCEPTED, "pilot_id": pilot.stored_id, "answered_on": tx.today, "reason": ""}
        )
        made = pilot_key(pilot.number)
        return Written(f"{view.key} {row.title} has become {made} {pilot.title}.", (view.key, made))

    return ws.write("ideas.accept", work, operation_id)


def decline_idea(ws: Workspace, key: str, reason: str, operation_id: str | None = None) -> Outcome:
    """Decline an idea, with the reason that its proposer reads. Raises Refusal when it has an answer already."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.ideas import DeclineDraft

    draft = validate(DeclineDraft, {"reason": reason})

    def work(tx: Tx) -> Written:
        row, view = _there(tx, key)
        check_waiting(view)
        tx.change(row, state=IdeaState.DECLINED, reason=draft.reason, answered_on=tx.today)
        return Written(f"Declined {view.key} {row.title}: {draft.reason}", (view.key,))

    return ws.write("ideas.decline", work, operation_id)


def reopen_idea(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take a declined idea up again; it waits for an answer as before. Raises Refusal for one that was not declined."""

    def work(tx: Tx) -> Written:
        row, view = _there(tx, key)
        tx.change(row, state=reopened(view), reason="", answered_on=None)
        return Written(f"Reopened {view.key} {row.title}.", (view.key,))

    return ws.write("ideas.reopen", work, operation_id)


def remove_idea(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete an idea that never was, a slip; raises Refusal when it became a pilot or support is asked for it."""

    def work(tx: Tx) -> Written:
        row, view = _there(tx, key)
        if view.state == IdeaState.ACCEPTED:
            check_waiting(view)
        asked = [one.key for one in support_reading.of_idea(tx.reader, view.id)]
        if asked:
            raise Refusal(
                f"Support is asked for {view.key} {row.title}: {lookup.some(asked)}.",
                kept="Nothing was removed.",
                hint="Decline the idea instead: it stays readable, with the reason.",
                at=view.key,
            )
        tx.remove(row)
        return Written(f"Removed {view.key} {row.title}.", (view.key,))

    return ws.write("ideas.remove", work, operation_id)


def _there(tx: Tx, key: str) -> tuple[Idea, IdeaRow]:
    from pilotboard.store.writing import ideas as writing

    idea_id = lookup.numbered_id(tx.reader, "idea", key)
    return writing.idea(tx, idea_id), _view(tx.reader, idea_id)


def _view(reader: Reader, idea_id: int) -> IdeaRow:
    return lookup.there("This idea", reading.row(reader, idea_id))


def _columns(reader: Reader, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns: site and goal as row ids."""
    from pilotboard.usecases.plan import open_goal_id

    found = dict(values)
    if "site" in found:
        site = found.pop("site")
        found["site_id"] = None if site is None else lookup.numbered_id(reader, "site", site)
    if "goal" in found:
        goal = found.pop("goal")
        found["goal_id"] = None if goal is None else open_goal_id(reader, goal)
    return found


def _as_pilot(reader: Reader, view: IdeaRow) -> dict[str, object]:
    """What the pilot of an idea begins with. A goal that has been closed meanwhile is left out."""
    from pilotboard.domain.plan import PlanLevel
    from pilotboard.store.reading import plan

    goal = view.goal_key
    if goal is not None:
        row = plan.row(reader, PlanLevel.GOAL, lookup.numbered_id(reader, "goal", goal))
        goal = goal if row is not None and row.closed_on is None else None
    sites = [] if view.site_key is None else [view.site_key]
    return {"title": view.title, "aim": aim_of(view), "description": about_of(view), "sites": sites, "goal": goal}
