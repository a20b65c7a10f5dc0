"""The form of the organisation: its name, its words, how it counts."""

from __future__ import annotations

from pilotboard.domain.labels import Labels, keys, words_of
from pilotboard.domain.organisation import Counting, LabelSet
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import organisation
from pilotboard.usecases.workspace import Workspace


def organisation_form(ws: Workspace) -> FormSpec:
    """The form over the organisation."""
    opened = organisation.opened_organisation(organisation.show_organisation(ws))
    start = texts_of(opened)
    words = [
        Choice(LabelSet.SCRUM.value, "Scrum words: sprint, backlog, blocked"),
        Choice(LabelSet.PLAIN.value, "Plain words: cycle, to-do list, stuck"),
    ]
    counting = [
        Choice(Counting.ITEMS.value, "by number of items"),
        Choice(Counting.POINTS.value, "by estimates, where a team has them"),
    ]
    fields = [
        Field("name", "Name", value=start["name"], required=True, most=120),
        Field("labels", "Words", "choice", start["labels"], choices=words),
        Field("counting", "Work is counted", "choice", start["counting"], choices=counting),
        Field("time_zone", "Time zone", value=start["time_zone"], hint="such as America/Los_Angeles", most=64),
        Field("money", "What stands before money", value=start["money"], required=True, hint="such as $", most=8),
        Field("small_limit", "A pilot is large when it costs more a year at scale", "number", start["small_limit"]),
    ]
    return edit_form(
        "organisation",
        start["name"],
        fields,
        lambda changes, base: organisation.edit_organisation(ws, changes, base),
        opened,
        ws.today(),
    )


def terms(labels: Labels) -> list[Choice]:
    """Every word that can be another: as it is now, and the common words for it."""
    found = []
    for key in keys():
        scrum, plain = words_of(key)
        common = scrum if scrum == plain else f"{scrum} / {plain}"
        found.append(Choice(key, labels(key), common))
    return found
