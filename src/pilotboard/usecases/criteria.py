"""The criteria that pilots are judged by, in versions, and what people find on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.criteria import CriterionView, Judged, RatingView, find_criterion, judged_by_criterion
from pilotboard.domain.criteria_sets import SetView
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import shortened, shown
from pilotboard.store.reading import criteria as reading
from pilotboard.store.reading import keys, people, pilot_facts
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


def show_criteria(ws: Workspace, number: int | None = None) -> SetView:
    """A version of the criteria; the one in use when no number is given. Raises NotFound."""
    if number is None:
        return ws.read(reading.set_in_use)
    found = next((one for one in ws.read(reading.sets) if one.number == number), None)
    if found is None:
        raise NotFound(
            f"There is no version {number} of the criteria.", hint="pilotboard criteria versions lists them."
        )
    return found


def list_criteria_sets(ws: Workspace) -> list[SetView]:
    """Every version of the criteria, the newest first."""
    return ws.read(reading.sets)


def edit_criteria(
    ws: Workspace, criteria: Sequence[CriterionView], note: str = "", operation_id: str | None = None
) -> Outcome:
    """Have other criteria in use from now on, as a new version; ratings stay, by the names of the criteria.

    Raises InvalidInput that names every fault: weights sum to 100, every level says what it means.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.criteria import CriteriaSetDraft

    draft = validate(CriteriaSetDraft, {"criteria": [_fields(one) for one in criteria], "note": note})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import criteria as writing

        if reading.set_in_use(tx.reader).criteria == draft.criteria:
            return Written("The criteria were like that already.")
        made = writing.new_version(tx, draft.criteria, draft.note)
        return Written(f"Criteria v{made.number} are in use: every pilot is judged by them now.")

    return ws.write("criteria.edit", work, operation_id)


def _fields(one: CriterionView) -> dict[str, object]:
    levels = {f"level_{level}": anchor for level, anchor in enumerate(one.anchors)}
    return {"name": one.name, "weight": one.weight, **levels}


def find_in(name: str, known: Sequence[str]) -> str:
    """The criterion that somebody means. Raises InvalidInput with the nearest."""
    found = find_criterion(name, known)
    if found is None:
        hint = did_you_mean(name, known) or f"The criteria are {', '.join(known)}."
        said = shortened(shown(name), 40)
        raise InvalidInput(f'There is no criterion "{said}".', "Nothing was changed.", hint, field="criterion")
    return found


class RatingsPage(NamedTuple):
    """What people found for a pilot: the criteria, each rating in the order given, and all of them taken together."""

    key: str
    title: str
    criteria: SetView
    ratings: tuple[RatingView, ...]
    judged: Mapping[str, Judged]


def list_ratings(ws: Workspace, pilot: str) -> RatingsPage:
    """What people found for a pilot. Raises NotFound."""

    def query(reader: Reader) -> RatingsPage:
        pilot_id = lookup.numbered_id(reader, "pilot", pilot)
        in_use = reading.set_in_use(reader)
        given = tuple(reading.ratings(reader, reader.many([pilot_id])).get(pilot_id, ()))
        found = judged_by_criterion(in_use.weights, given)
        number, title = pilot_facts.name_of(reader, pilot_id) or (0, "")
        return RatingsPage(pilot_key(number), title, in_use, given, found)

    return ws.read(query)


def rate(
    ws: Workspace,
    pilot: str,
    levels: Mapping[str, int | None],
    *,
    note: str = "",
    by: str | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Keep what one person finds on some criteria, by name: 0 to 3, or None for "I cannot tell".

    `by` names the rater when somebody else types it in. A later word of the same person replaces the earlier one.
    Raises InvalidInput.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.criteria import RatingDraft

    given = {"note": note} if by is None else {"note": note, "rater": by}
    drafts = [validate(RatingDraft, {"criterion": name, "level": level, **given}) for name, level in levels.items()]
    if not drafts:
        raise InvalidInput("There is nothing to rate on this line.", "Nothing was saved.", "Say NAME=LEVEL.")

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import criteria as writing

        pilot_id = lookup.numbered_id(tx.reader, "pilot", pilot)
        key = pilot_key(keys.number_of(tx.reader, "pilot", pilot_id))
        known = list(reading.set_in_use(tx.reader).weights)
        rater = _rater(ws, tx, drafts[0].rater)
        changed = [
            writing.rate(tx, pilot_id, find_in(draft.criterion, known), rater, draft.level, draft.note)
            for draft in drafts
        ]
        count = "one criterion" if len(drafts) == 1 else f"{len(drafts)} criteria"
        return Written(f"Rated {key} on {count}." if any(changed) else f"{key} was rated like that already.", (key,))

    return ws.write("ratings.add", work, operation_id)


def remove_rating(
    ws: Workspace, pilot: str, criterion: str, *, by: str | None = None, operation_id: str | None = None
) -> Outcome:
    """Take back what one person found on a criterion."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.criteria import RatingDraft

    draft = validate(RatingDraft, {"criterion": criterion, **({} if by is None else {"rater": by})})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import criteria as writing

        pilot_id = lookup.numbered_id(tx.reader, "pilot", pilot)
        key = pilot_key(keys.number_of(tx.reader, "pilot", pilot_id))
        known = reading.rated_names(tx.reader, pilot_id)
        name = find_criterion(draft.criterion, known) or draft.criterion
        if not writing.take_back(tx, pilot_id, name, _rater(ws, tx, draft.rater)):
            return Written(f"Nothing to take back: {key} has no such rating on {name}.", (key,))
        return Written(f"Took the rating of {key} on {name} back.", (key,))

    return ws.write("ratings.remove", work, operation_id)


def _rater(ws: Workspace, tx: Tx, name: str | None) -> str:
    """Whose rating it is: a person of the store by their short name, anybody else as they are called."""
    if name is None or name.casefold() == "me":
        return ws.actor.handle
    known = people.by_name(tx.reader, name)
    return name if known is None else known.login
