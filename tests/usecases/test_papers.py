"""Papers say what the store says, and only what their readers may read."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from pilotboard.domain.document import Audience, Document, Facts
from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.domain.feedback import AnswerKind
from pilotboard.domain.leftovers import leftover_decisions
from pilotboard.export.registry import FORMATS, rendered
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases import (
    item_moves,
    items,
    papers,
    reports,
    retro_actions,
    retro_notes,
    retros,
    sprint_life,
    sprint_scope,
)
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_site, a_team, a_voice, an_item, as_user
from tests.export.reading import json_leaves
from tests.usecases.test_retros import a_full_team

WORDS = {"none": "Say this to nobody", "internal": "Only for the house", "public": "Tell everybody"}


def texts(document: Document) -> str:
    """Everything a paper says, whoever opens it."""
    return " ".join(str(value) for value in json_leaves(rendered(document, "json")))


def voices(ws: Workspace) -> dict[str, str]:
    """An answered voice of every consent, about one pilot."""
    site = a_site(ws, "Willow School", population=300)
    pilot = a_pilot(ws, "Reading texts", sites=[site])
    keys = {consent: a_voice(ws, pilot, quote, site=site, consent=consent) for consent, quote in WORDS.items()}
    for consent, key in keys.items():
        triage.answer_feedback(ws, [key], AnswerKind.DID, f"Done about {consent}.")
    return keys


@pytest.mark.parametrize(("audience", "told"), [("internal", {"internal", "public"}), ("board-closed", {"public"})])
def test_words_are_quoted_to_whom_the_voice_agreed(either: Workspace, audience: str, told: set[str]) -> None:
    voices(either)
    said = texts(papers.feedback_paper(either, audience=audience))
    assert {consent for consent, quote in WORDS.items() if quote in said} == told
    assert all(f"Done about {consent}." in said for consent in WORDS)


def test_words_that_name_somebody_are_not_quoted(ws: Workspace) -> None:
    a_person(ws, "Ben Okoro")
    pilot = a_pilot(ws)
    for quote in ("Ben Okoro never calls back", "Write to me at anna@example.org", "It is fine now"):
        key = a_voice(ws, pilot, quote, consent="public")
        triage.answer_feedback(ws, [key], AnswerKind.DID, f"We looked into {key}.")
    said = texts(papers.feedback_paper(ws))
    assert "never calls back" not in said
    assert "anna@example.org" not in said
    assert "It is fine now" in said
    assert "The words of 2 are not told" in said


def test_what_was_passed_on_is_in_no_paper(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    key = a_voice(ws, pilot, "A teacher shouted", consent="public")
    triage.pass_on_feedback(ws, [key])
    said = texts(papers.feedback_paper(ws))
    assert key not in said
    assert "shouted" not in said


def test_one_answer_to_many_is_told_once(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    keys = [a_voice(ws, pilot, f"Voice {number}", consent="public") for number in range(5)]
    triage.answer_feedback(ws, keys, AnswerKind.DID, "One text a day.")
    said = texts(papers.feedback_paper(ws))
    assert said.count("One text a day.") == 1
    assert "4 other voices" in said


def test_a_digest_of_some_days_leaves_out_what_is_older(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    old = a_voice(ws, pilot, "Long ago", on=DAY - timedelta(days=90))
    new = a_voice(ws, pilot, "Just now", on=DAY)
    said = texts(papers.feedback_paper(ws, days=30))
    assert new in said
    assert old not in said


def test_a_retro_stays_in_the_team_until_it_is_released(either: Workspace) -> None:
    team = a_full_team(either)
    key = retros.open_retro(either, {"team": team}).keys[0]
    for text in ("Ask the office first", "A shared list", "Meet at noon"):
        retro_notes.write_note(either, key, "start", text)
    with pytest.raises(Refusal, match="not closed"):
        papers.retro_paper(either, key)
    retros.show_notes(either, key)
    due = DAY + timedelta(days=9)
    retro_actions.add_action(either, key, {"text": "Call the office", "owner": "Ben Okoro", "due": due})
    retros.close_retro(either, key, {"notes": "keep"})
    with pytest.raises(Refusal, match="not been released") as refused:
        papers.retro_paper(either, key)
    assert f"retros release {key}" in refused.value.hint
    retros.release_retro(either, key)
    inside, closed = (texts(papers.retro_paper(either, key, audience)) for audience in ("internal", "board-closed"))
    assert "Call the office" in inside
    assert "Call the office" in closed
    assert "Ben Okoro" in inside
    assert "Ben Okoro" not in closed
    for name in FORMATS:
        assert b"A shared list" not in rendered(papers.retro_paper(either, key), name)


def test_open_actions_of_retros_that_were_not_released_are_not_told(ws: Workspace) -> None:
    team = a_full_team(ws)
    due = DAY + timedelta(days=9)
    keys = []
    for text in ("Secret plan", "Open plan"):
        key = retros.open_retro(ws, {"team": team}).keys[0]
        retros.show_notes(ws, key)
        retro_actions.add_action(ws, key, {"text": text, "owner": "Ben Okoro", "due": due})
        retros.close_retro(ws, key)
        keys.append(key)
    retros.release_retro(ws, keys[1])
    said = texts(papers.retro_paper(ws, keys[1]))
    assert "Open plan" in said
    assert "Secret plan" not in said


def a_closed_sprint(ws: Workspace) -> tuple[str, list[str]]:
    team = a_team(ws, "Team Heron")
    pilot = a_pilot(ws, "Reading texts", team=team)
    keys = [an_item(ws, pilot, title, state="ready") for title in ("Write the letter", "Print the cards")]
    sprint = sprint_life.plan_sprint(
        ws, {"team": team, "goal": "Texts by Friday", "start": DAY, "end": DAY + timedelta(days=9)}
    ).keys[0]
    sprint_scope.plan_items(ws, keys, sprint)
    sprint_life.start_sprint(ws, sprint)
    return sprint, keys


def test_the_report_of_a_closed_sprint_is_its_record(either: Workspace) -> None:
    sprint, keys = a_closed_sprint(either)
    with closing(as_user(either, "ana.ruiz", days_later=2)) as later:
        item_moves.move_items(later, keys[:1], "done")
        sprint_life.close_sprint(later, sprint, leftover_decisions(back=keys[1:]))
        before = rendered(papers.sprint_paper(later, sprint), "json")
        items.edit_item(later, keys[0], {"title": "Something else"})
        after = rendered(papers.sprint_paper(later, sprint), "json")
        said = texts(papers.sprint_paper(later, sprint))
    assert before == after
    assert "Write the letter" in said
    assert "Something else" not in said
    assert "Frozen when the sprint was closed" in said


def test_a_running_sprint_says_that_figures_may_change(ws: Workspace) -> None:
    sprint, _ = a_closed_sprint(ws)
    said = texts(papers.sprint_paper(ws, sprint))
    assert "may still change" in said
    facts = papers.sprint_paper(ws, sprint).sections[0].blocks[0]
    assert isinstance(facts, Facts)
    assert {one.label: one.value for one in facts.items}["Committed, items"] == 2


@pytest.mark.parametrize("audience", ["board", "public"])
def test_open_papers_are_refused_with_what_to_do(ws: Workspace, audience: str) -> None:
    with pytest.raises(Refusal) as refused:
        papers.feedback_paper(ws, audience=audience)
    assert "board-closed" in refused.value.hint
    with pytest.raises(InvalidInput, match="no such audience"):
        papers.frame(ws, "everybody")
    assert papers.frame(ws, "Internal").audience == Audience.INTERNAL


def test_a_paper_of_nothing_is_not_found(ws: Workspace) -> None:
    for make in (papers.sprint_paper, papers.retro_paper):
        with pytest.raises(NotFound):
            make(ws, "S-99" if make is papers.sprint_paper else "R-99")


def test_the_list_of_papers_says_why_one_is_not_there(ws: Workspace) -> None:
    sprint, _ = a_closed_sprint(ws)
    found = {(line.what, line.key): line for line in reports.list_papers(ws)}
    assert found["sprint", sprint].ready
    assert found["feedback", ""].ready
    for (what, key), line in found.items():
        if line.ready:
            assert reports.make_paper(ws, what, key).title


def test_every_paper_of_an_empty_store_can_be_written(ws: Workspace) -> None:
    for name in FORMATS:
        assert rendered(papers.feedback_paper(ws), name)
        assert rendered(papers.items_paper(ws), name)
