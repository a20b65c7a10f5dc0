"""The forms of ideas and support: propose in a minute, look into the need, make it a pilot, ask, answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.ideas import aim_of
from pilotboard.domain.labels import Labels
from pilotboard.domain.support import SupportAnswer, SupportKind
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import ideas, support
from pilotboard.usecases.workspace import Workspace

MOST = 20_000
_KINDS = [Choice(kind.value, kind.value) for kind in SupportKind]
_ANSWERS = [
    Choice(SupportAnswer.GRANTED.value, "granted"),
    Choice(SupportAnswer.PARTLY.value, "granted in part"),
    Choice(SupportAnswer.DECLINED.value, "declined"),
]


def new_idea(ws: Workspace, labels: Labels) -> FormSpec:
    """A new idea; a title is enough."""
    return new_form(
        "idea-new",
        f"New {labels('idea')}",
        _fields(ws, labels, {}),
        lambda values: ideas.add_idea(ws, values),
        ws.today(),
    )


def edit_idea(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over an idea. Raises NotFound."""
    row = ideas.show_idea(ws, key).row
    opened = ideas.opened_idea(row)
    return edit_form(
        f"idea-{row.key}",
        f"{row.key}  {row.title}",
        _fields(ws, labels, texts_of(opened)),
        lambda changes, base: ideas.edit_idea(ws, row.key, changes, base),
        opened,
        ws.today(),
    )


def assess_idea(ws: Workspace, key: str) -> FormSpec:
    """What was found when the need was looked into. Raises NotFound."""
    row = ideas.show_idea(ws, key).row
    opened = ideas.opened_idea(row)
    label = "What did you find? Who has the need, how many, what is tried already?"

    def save(changes: Mapping[str, object], base: Opened) -> Outcome:
        return ideas.assess_idea(ws, row.key, str(changes.get("assessment", row.assessment)), base)

    field = Field("assessment", label, "long", row.assessment, True, MOST)
    return edit_form(f"idea-{row.key}-assess", f"{row.key}  {row.title}", [field], save, opened, ws.today())


def accept_idea(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The pilot that an idea becomes; what is known of it stands there already. Raises NotFound."""
    row = ideas.show_idea(ws, key).row
    people = choices.all_people(ws)
    fields = [
        Field("title", "Title", value=row.title, required=True),
        Field("aim", "Aim: what gets better, for whom", "long", aim_of(row), most=MOST),
        Field("team", labels.capital("team"), "choice", "", choices=choices.all_teams(ws)),
        Field("coach", "Coach", "person", "", choices=people),
        Field("sponsor", "Sponsor", "person", "", choices=people),
    ]
    title = f"{row.key} becomes {labels.a('pilot')}"
    return new_form(
        f"idea-{row.key}-accept", title, fields, lambda values: ideas.accept_idea(ws, row.key, values), ws.today()
    )


def _fields(ws: Workspace, labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    return [
        Field("title", "The idea in a few words", value=text("title"), required=True),
        Field("need", "The need that you saw", "long", text("need"), most=MOST),
        Field("for_whom", "For whom", "long", text("for_whom"), most=MOST),
        Field("might_help", "What might help", "long", text("might_help"), most=MOST),
        Field("site", labels.capital("site"), "choice", text("site"), choices=choices.all_sites(ws, text("site"))),
        Field("goal", labels.capital("goal"), "choice", text("goal"), choices=choices.open_goals(ws, text("goal"))),
    ]


def ask_support(ws: Workspace, labels: Labels, about: str = "") -> FormSpec:
    """Ask for support, for the pilot or idea `about` or another one. Raises InvalidInput while there is neither."""
    waiting = ideas.list_ideas(ws, "waiting", sort="title").rows
    offered = [*choices.open_pilots(ws), *(Choice(row.key, row.title, row.key) for row in waiting)]
    if not offered:
        raise InvalidInput(
            f"Support is for {labels.a('pilot')} or {labels.a('idea')}, and there is none yet.",
            hint="Press n to write down the first idea.",
        )
    known = {str(choice.id) for choice in offered}
    chosen = about if about in known else str(offered[0].id)
    fields = [
        Field("text", "What would help, and how much of it?", "long", "", True, MOST),
        Field("kind", "Kind", "choice", SupportKind.TIME.value, choices=_KINDS),
        Field("about", "For", "choice", chosen, choices=offered),
    ]

    def ask(values: Mapping[str, object]) -> Outcome:
        key = str(values["about"])
        owner = "idea" if key.startswith("ID-") else "pilot"
        return support.ask_support(ws, {"text": values["text"], "kind": values["kind"], owner: key})

    return new_form("support-new", f"New {labels('support')}", fields, ask, ws.today())


def edit_support(ws: Workspace, key: str) -> FormSpec:
    """The form over a request. Raises NotFound."""
    row = support.show_support(ws, key)
    opened = support.opened_support(row)
    fields = [
        Field("text", "What would help, and how much of it?", "long", row.text, True, MOST),
        Field("kind", "Kind", "choice", row.kind.value, choices=_KINDS),
    ]
    return edit_form(
        f"support-{row.key}",
        f"{row.key}  {row.for_key} {row.for_title}",
        fields,
        lambda changes, base: support.edit_support(ws, row.key, changes, base),
        opened,
        ws.today(),
    )


def answer_support(ws: Workspace, key: str) -> FormSpec:
    """The answer to a request. Raises NotFound."""
    row = support.show_support(ws, key)
    fields = [
        Field("answer", "Answer", "choice", SupportAnswer.GRANTED.value, choices=_ANSWERS),
        Field("note", "What exactly, from where; or why not", "long", most=MOST),
    ]

    def save(values: Mapping[str, object]) -> Outcome:
        return support.answer_support(ws, row.key, str(values["answer"]), str(values["note"]))

    return new_form(f"support-{row.key}-answer", f"{row.key}  {row.text}", fields, save, ws.today())
