"""The forms of voices: log one in seconds, change one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.feedback import Channel, Consent, Identity, Severity, VoiceRole
from pilotboard.domain.labels import Labels
from pilotboard.domain.ratings import GoodEnd, parse_rating
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, text_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import feedback, feedback_changes, sites
from pilotboard.usecases.workspace import Workspace

MOST = 20_000
_ENDS = [Choice("high", "the high end is good"), Choice("low", "the low end is good")]


def new_voice(ws: Workspace, labels: Labels, pilot: str | None, team: str | None) -> FormSpec:
    """A new voice; the pilot that is looked at is chosen. Raises InvalidInput while there is no pilot."""
    offered = choices.open_pilots(ws)
    if not offered:
        raise InvalidInput(
            f"Feedback is about {labels.a('pilot')}, and there is none yet.",
            hint="Press 2, then n, to write down the first one.",
        )
    known = {str(choice.id) for choice in offered}
    chosen = pilot if pilot in known else _of_team(ws, team, known) or str(offered[0].id)
    fields = [
        Field("quote", "What did they say, in their words?", "long", most=MOST),
        Field("role", "Who says it", "choice", VoiceRole.FAMILY.value, choices=_words(VoiceRole)),
        Field("pilot", labels.capital("pilot"), "choice", chosen, choices=offered),
        Field("rating", "Rating with its scale", hint="4/5, or 7 of 0-10, or nothing"),
        Field("good_end", "On that scale", "choice", GoodEnd.HIGH.value, choices=_ENDS),
        Field("site", labels.capital("site"), "choice", "", choices=_sites(ws)),
        Field("on", "Heard", "date", hint="today, when left empty"),
        Field("channel", "How", "choice", Channel.HALLWAY.value, choices=_words(Channel)),
        Field("severity", "How much it matters", "choice", "1", choices=_severities(labels)),
        Field("themes", "Themes", "words"),
    ]

    def add(values: Mapping[str, object]) -> Outcome:
        given = {name: value for name, value in values.items() if name != "on" or value is not None}
        return feedback_changes.add_feedback(ws, _as_drafts(given))

    return _warned(ws, new_form("voice-new", "What somebody said", fields, add, ws.today()))


def edit_voice(ws: Workspace, key: str) -> FormSpec:
    """The form over a voice. Raises NotFound."""
    detail = feedback.show_feedback(ws, key)
    row = detail.row
    fields_now = feedback.fields_of(row)
    start = {name: text_of(value) for name, value in fields_now.items()}
    scale = row.scale
    rating = "" if scale is None or row.rating is None else f"{row.rating} of {scale.low}-{scale.high}"
    opened = Opened(row.version, {**fields_now, "severity": int(row.severity), "good_end": start["good_end"] or "high"})
    fields = [
        Field("quote", "What did they say, in their words?", "long", start["quote"], most=MOST),
        Field("role", "Who says it", "choice", start["role"], choices=_words(VoiceRole)),
        Field("focal_group", "Group, coarse", value=start["focal_group"], most=120),
        Field("rating", "Rating with its scale", value=rating, hint="4/5, or 7 of 0-10, or nothing"),
        Field("good_end", "On that scale", "choice", start["good_end"] or "high", choices=_ENDS),
        Field("prompt", "The question that was asked", value=start["prompt"]),
        Field("site", "Site", "choice", start["site"], choices=_sites(ws)),
        Field("on", "Heard", "date", start["on"]),
        Field("channel", "How", "choice", start["channel"], choices=_words(Channel)),
        Field("themes", "Themes", "words", start["themes"]),
        Field("owner", "Who answers", "person", start["owner"], choices=choices.all_people(ws, start["owner"])),
        Field("consent", "May be quoted", "choice", start["consent"], choices=_words(Consent)),
        Field("identity", "Who it is", "choice", start["identity"], choices=_words(Identity)),
    ]

    def edit(changes: Mapping[str, object], base: Opened) -> Outcome:
        return feedback_changes.edit_feedback(ws, row.key, _as_drafts(changes), base)

    return _warned(ws, edit_form(f"voice-{row.key}", f"{row.key}  {row.pilot}", fields, edit, opened, ws.today()))


def _as_drafts(values: Mapping[str, object]) -> dict[str, object]:
    """The rating as number and scale, the weight as a number. Raises InvalidInput at the field."""
    found = dict(values)
    if "rating" in found:
        text = str(found.pop("rating") or "").strip()
        if text:
            rating, scale = parse_rating(text, GoodEnd(str(found.get("good_end") or "high")))
            found |= {"rating": rating, "scale_low": scale.low, "scale_high": scale.high}
        else:
            found |= {"rating": None, "scale_low": None, "scale_high": None}
    if "severity" in found:
        found["severity"] = int(str(found["severity"]))
    return found


def _warned(ws: Workspace, spec: FormSpec) -> FormSpec:
    """What in the words may tell who it is, under the field while it is typed; it can be saved all the same."""
    before = spec.check

    def check(texts: dict[str, str]) -> dict[str, str]:
        wrong = before(texts) if before is not None else {}
        warning = feedback.warn_about(ws, texts["quote"])
        return {"quote": warning, **wrong} if warning else wrong

    return replace(spec, check=check)


def _words(kinds: type[VoiceRole | Channel | Consent | Identity]) -> list[Choice]:
    return [Choice(one.value, str(one.value)) for one in kinds]


def _severities(labels: Labels) -> list[Choice]:
    return [Choice(str(int(one)), labels(f"severity.{int(one)}")) for one in Severity]


def _sites(ws: Workspace) -> list[Choice]:
    return [Choice("", "no site named"), *(Choice(row.key, row.name) for row in sites.list_sites(ws, sort="name").rows)]


def _of_team(ws: Workspace, team: str | None, known: set[str]) -> str | None:
    """The first open pilot of the team that is looked at."""
    if team is None:
        return None
    from pilotboard.usecases import pilots

    rows = pilots.list_pilots(ws, sort="title").rows
    return next((row.key for row in rows if row.team_key == team and row.key in known), None)
