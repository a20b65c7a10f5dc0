"""The forms of items: write down a new one, change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.items import ItemDetail, ItemState, ItemType
from pilotboard.domain.labels import Labels
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import items
from pilotboard.usecases.workspace import Workspace


def new_item(ws: Workspace, labels: Labels, pilot: str | None, state: ItemState) -> FormSpec:
    """A new item; the pilot that is looked at is chosen already. Raises InvalidInput while there is no pilot."""
    offered = choices.open_pilots(ws)
    if not offered:
        raise InvalidInput(
            f"{labels.a('item').capitalize()} belongs to a pilot, and there is none yet.",
            hint="Press 2, then n, to write down the first pilot.",
        )
    known = {str(choice.id) for choice in offered}
    chosen = pilot if pilot in known else str(offered[0].id)
    fields = [
        Field("title", "Title", required=True),
        Field("pilot", "Pilot", "choice", chosen, choices=offered),
        *_common(ws, labels, {"type": ItemType.TASK.value}),
        Field("criteria", labels.capital("acceptance_criteria"), "long", most=20_000, hint="one line each"),
    ]

    def add(values: Mapping[str, object]) -> Outcome:
        rest = {name: value for name, value in values.items() if name not in {"pilot", "criteria"}}
        lines = tuple(line.strip() for line in str(values["criteria"]).splitlines() if line.strip())
        return items.add_item(ws, str(values["pilot"]), {**rest, "criteria": lines, "state": state})

    return new_form("item-new", f"New {labels('item')}", fields, add, ws.today())


def edit_item(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over an item. Raises NotFound."""
    detail: ItemDetail = items.show_item(ws, key)
    opened = items.opened_item(detail)
    start = texts_of(opened)
    fields = [Field("title", "Title", value=start["title"], required=True), *_common(ws, labels, start)]
    if detail.row.sprint_key is not None:
        place = next(place for place, field in enumerate(fields) if field.name == "estimate") + 1
        fields.insert(
            place, Field("reason", f"Why, when the {labels('estimate')} changes while {detail.row.sprint_key} runs")
        )

    def edit(changes: Mapping[str, object], base: Opened) -> Outcome:
        rest = {name: value for name, value in changes.items() if name != "reason"}
        return items.edit_item(ws, key, rest, base, reason=str(changes.get("reason", "")))

    title = f"{detail.row.key}  {detail.row.title}"
    return edit_form(
        f"item-{detail.row.key}",
        title,
        fields,
        edit,
        opened,
        ws.today(),
    )


BULK = ("assignee", "due", "estimate", "type")
"""What can be changed for many items at once."""


def bulk_fields(ws: Workspace, labels: Labels) -> list[Field]:
    """The fields that can be changed for many items at once, empty."""
    by_name = {field.name: field for field in _common(ws, labels, {"type": ItemType.TASK.value})}
    return [by_name[name] for name in BULK]


def bulk_form(ws: Workspace, labels: Labels, keys: Sequence[str], field: Field) -> FormSpec:
    """One field for many items."""
    what = labels.count(len(keys), "item")
    return new_form(
        f"items-{field.name}",
        f"{field.label} of {what}",
        [field],
        lambda values: items.edit_items(ws, keys, values),
        ws.today(),
    )


def _common(ws: Workspace, labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    people = choices.all_people(ws, start.get("assignee"))
    kinds = [Choice(kind.value, labels(kind.value)) for kind in ItemType]
    return [
        Field("type", "Kind", "choice", start.get("type", ""), choices=kinds),
        Field("assignee", "Who", "person", start.get("assignee", ""), choices=people),
        Field("due", "Due", "date", start.get("due", "")),
        Field("estimate", labels.capital("estimate"), "number", start.get("estimate", ""), hint="0 to 100, or nothing"),
        Field("labels", "Labels", "words", start.get("labels", "")),
        Field("description", "Description", "long", start.get("description", ""), most=20_000),
    ]
