"""The forms of retrospectives and their actions. A single note has none: unfinished forms are kept on the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from pilotboard.domain.changes import Outcome
from pilotboard.domain.labels import Labels
from pilotboard.domain.retro_formats import FORMATS
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import retro_actions, retro_changes, retro_notes, retros, sprints
from pilotboard.usecases.workspace import Workspace

USUAL_DAYS = 14
"""Until an action is due, unless another day is said."""


def new_retro(ws: Workspace, labels: Labels, team: str | None) -> FormSpec:
    """Open a retrospective."""
    whose = [Choice("yes", "nobody's name stands on a note"), Choice("no", "names stand on the notes")]
    fields = [
        Field("team", labels.capital("team"), "choice", team or "", choices=choices.all_teams(ws)[1:], required=True),
        Field("format", "Format", "choice", FORMATS[0].key, choices=_formats()),
        Field("anonymous", "Notes", "choice", "yes", choices=whose),
        Field("participants", "Who takes part (nothing = the whole team)", "words", most=2000),
        Field("on", "Day", "date", ws.today().isoformat(), required=True),
    ]

    def add(values: Mapping[str, object]) -> Outcome:
        return retros.open_retro(ws, {**values, "anonymous": values["anonymous"] == "yes"})

    return new_form("retro-new", f"Open {labels.a('retrospective')}", fields, add, ws.today())


def edit_retro(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over a retrospective. Raises NotFound."""
    row = retros.show_retro(ws, key).row
    opened = retro_changes.opened_retro(row)
    start = texts_of(opened)
    theirs = [one for one in sprints.list_sprints(ws).rows if one.team_key == row.team_key]
    choose = [
        Choice("", "none"),
        *(Choice(one.key, one.key, one.name().removeprefix(one.key).strip()) for one in theirs),
    ]
    fields = [
        Field("on", "Day", "date", start["on"], required=True),
        Field("sprint", labels.capital("sprint"), "choice", start["sprint"], choices=choose),
        Field("format", "Format (before the first note)", "choice", start["format"], choices=_formats()),
    ]
    return edit_form(
        f"retro-{key}",
        f"{key}  {row.team}",
        fields,
        lambda changes, base: retro_changes.edit_retro(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _formats() -> list[Choice]:
    return [Choice(one.key, one.name, ", ".join(prompt.title for prompt in one.prompts)) for one in FORMATS]


def new_action(ws: Workspace, labels: Labels, retro: str, text: str = "") -> FormSpec:
    """Agree on an action."""
    start = {"text": text, "due": (ws.today() + timedelta(days=USUAL_DAYS)).isoformat()}
    return new_form(
        f"action-new-{retro}",
        f"What will be different? {labels.a('action').capitalize()} of {retro}",
        _action_fields(ws, start),
        lambda values: retro_actions.add_action(ws, retro, values),
        ws.today(),
    )


def edit_action(ws: Workspace, key: str) -> FormSpec:
    """The form over an action. Raises NotFound."""
    row = retro_actions.show_action(ws, key)
    opened = retro_actions.opened_action(row)
    return edit_form(
        f"action-{key}",
        f"{key}  {row.text}",
        _action_fields(ws, texts_of(opened)),
        lambda changes, base: retro_actions.edit_action(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _action_fields(ws: Workspace, start: Mapping[str, str]) -> Sequence[Field]:
    people = choices.all_people(ws, start.get("owner"))[1:]
    return [
        Field("text", "Action", value=start.get("text", ""), required=True),
        Field("owner", "Who sees to it", "person", start.get("owner", ""), choices=people, required=True),
        Field("due", "Until", "date", start.get("due", ""), required=True),
    ]


def scribe(ws: Workspace, key: str, prompts: Sequence[str]) -> FormSpec:
    """Write a talk down as it goes."""
    label = "A prompt on its own line, a note a line, dots at its end (... or +3)"
    first = f"# {prompts[0]}\n" if prompts else ""
    return FormSpec(
        f"scribe-{key}",
        f"Scribe of {key}: {', '.join(prompts)}",
        [Field("text", label, "long", first, most=100_000)],
        lambda texts: retro_notes.scribe_notes(ws, key, texts["text"]),
        check=lambda texts: _scribe_problems(ws, key, texts["text"]),
    )


def _scribe_problems(ws: Workspace, key: str, text: str) -> dict[str, str]:
    scribed, _ = retro_notes.read_scribe(ws, key, text)
    if not scribed.problems:
        return {}
    first = scribed.problems[0]
    return {"text": f"Line {first.line}: {first.message}"}
