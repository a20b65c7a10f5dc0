"""The organisation: its name, its words, how it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.labels import Labels
from pilotboard.domain.organisation import OrganisationView
from pilotboard.store.reading import organisation as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.editing import settle
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

_WORD = "word "
"""Before the key of an own word where it stands among the fields: each word is a field of its own."""


def show_organisation(ws: Workspace) -> OrganisationView:
    """The organisation. Raises NotFound in a store that belongs to nobody yet."""
    found = begun(ws)
    if found is None:
        raise NotFound("This store belongs to nobody yet.", hint="Run: pilotboard init")
    return found


def begun(ws: Workspace) -> OrganisationView | None:
    """The organisation; None in a store that belongs to nobody yet."""
    return ws.read(reading.organisation)


def labels(ws: Workspace) -> Labels:
    """The words to show: the organisation's label set with its own words over it."""
    return ws.read(labels_of)


def labels_of(reader: Reader) -> Labels:
    """The same on a reader of one's own, for sentences written inside a transaction."""
    return labels_in(reading.organisation(reader))


def labels_in(view: OrganisationView | None) -> Labels:
    """The words of an organisation that was read; the common ones of a store that belongs to nobody yet."""
    return Labels() if view is None else Labels(view.labels, view.words)


def opened_organisation(view: OrganisationView) -> Opened:
    """What a form over the organisation shows, to hand back with its changes."""
    return Opened(
        view.version,
        {
            "name": view.name,
            "labels": view.labels,
            "counting": view.counting,
            "time_zone": view.time_zone,
            "money": view.money,
            "small_limit": view.small_limit,
            "words": view.words,
        },
    )


def edit_organisation(
    ws: Workspace, changes: Mapping[str, object], opened: Opened | None = None, operation_id: str | None = None
) -> Outcome:
    """Change fields (as in `drafts.organisation.OrganisationChanges`); `opened` is what the form showed.

    `words` holds the own words to change, "" to have the common word back; the others stay. Raises Conflict when
    somebody changed the same field or the same word meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.organisation import OrganisationChanges

    given = validate(OrganisationChanges, changes).given()
    if "time_zone" in given:
        check_zone(given["time_zone"])

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import organisation as writing

        row = writing.organisation(tx)
        fields = [field for field in OrganisationChanges.model_fields if field != "words"]
        current = _apart({**{field: getattr(row, field) for field in fields}, "words": reading.words(tx.reader)}, given)
        shown = None if opened is None else Opened(opened.version, _apart(opened.values, given))
        values = settle(tx, row, row.name, _apart(given, given), current, shown)
        words = {name.removeprefix(_WORD): str(text) for name, text in values.items() if name.startswith(_WORD)}
        columns = {name: value for name, value in values.items() if not name.startswith(_WORD)}
        changed = writing.edit(tx, row, columns, words)
        return Written("Changed the organisation." if changed else "The organisation was like that already.")

    return ws.write("organisation.edit", work, operation_id)


def set_label(ws: Workspace, term: str, text: str, operation_id: str | None = None) -> Outcome:
    """Use another word for one term (`item`, `state.ready`; see `domain.labels`), "" to have the common word back."""
    return edit_organisation(ws, {"words": {term: text}}, operation_id=operation_id)


def _apart(values: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """The values with each word that is to change as a field of its own."""
    found = {name: value for name, value in values.items() if name != "words"}
    words, wanted = values.get("words"), given.get("words")
    if isinstance(words, Mapping) and isinstance(wanted, Mapping):
        found.update({f"{_WORD}{term}": words.get(term, "") for term in wanted})
    return found


def check_zone(name: str) -> None:
    """Raises InvalidInput when this machine knows no such time zone, with the nearest."""
    from zoneinfo import available_timezones

    from pilotboard.domain.nearest import did_you_mean

    known = available_timezones()
    if known and name not in known:
        hint = did_you_mean(name, sorted(known)) or "It looks like America/Los_Angeles."
        raise InvalidInput(f'There is no time zone "{name}".', hint=hint, field="time_zone")
