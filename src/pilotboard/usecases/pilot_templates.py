"""Templates of pilots: plain texts to write over, and first pieces of work with checklists. They are data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.items import ItemType
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import has_visible
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.pilot_writing import put_pilot
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

_TEXTS = ("aim", "hypothesis", "prediction", "description")


class TemplateItem(NamedTuple):
    """A piece of work that a pilot begins with."""

    title: str
    type: ItemType
    checklist: tuple[str, ...]


class PilotTemplate(NamedTuple):
    """A template: what it is called on a line, what it is for, its texts by field, its work in order."""

    name: str
    title: str
    says: str
    texts: Mapping[str, str]
    items: tuple[TemplateItem, ...]


@cache
def pilot_templates() -> tuple[PilotTemplate, ...]:
    """Every template there is, by name."""
    folder = files("pilotboard.usecases") / "templates"
    found = [one for one in folder.iterdir() if one.name.endswith(".toml")]
    return tuple(
        _read(one.name.removesuffix(".toml"), tomllib.loads(one.read_text(encoding="utf-8")))
        for one in sorted(found, key=lambda one: one.name)
    )


def _read(name: str, said: Mapping[str, Any]) -> PilotTemplate:
    return PilotTemplate(
        name,
        said["title"],
        said["says"],
        {field: said.get(field, "") for field in _TEXTS},
        tuple(
            TemplateItem(item["title"], ItemType(item["type"]), tuple(item.get("checklist", ())))
            for item in said["item"]
        ),
    )


def pilot_template(name: str) -> PilotTemplate:
    """The template of that name, by its name or its title. Raises NotFound with the nearest."""
    wanted = "-".join(name.casefold().split())
    for one in pilot_templates():
        if one.name == wanted:
            return one
    known = [one.name for one in pilot_templates()]
    hint = did_you_mean(wanted, known) or f"Templates are {', '.join(known)}."
    raise NotFound(f'There is no template "{name}".', hint=hint)


def add_pilot_from(
    ws: Workspace, template: str, values: Mapping[str, object], operation_id: str | None = None
) -> Outcome:
    """Write down a new pilot with the work of a template; texts that `values` leave empty come from it too."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotDraft

    chosen = pilot_template(template)
    empty = {name: text for name, text in chosen.texts.items() if not has_visible(str(values.get(name) or ""))}
    draft = validate(PilotDraft, {**values, **empty})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        row = put_pilot(ws, tx, draft)
        for item in chosen.items:
            writing.add(tx, row.stored_id, writing.NewItem(item.title, item.type, criteria=item.checklist))
        key = pilot_key(row.number)
        count = labels_of(tx.reader).count(len(chosen.items), "item")
        return Written(f"Added {key} {row.title} with {count} of the template {chosen.title}.", (key,))

    return ws.write("pilots.add", work, operation_id)
