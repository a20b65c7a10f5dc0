"""Finding across everything: ranked, with the place and the text around it, whatever is typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.find import FindHit, find_words, snippet
from pilotboard.domain.plan import PlanLevel
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import decisions, impediments, items, people, plan, retro_actions, retros, sprint_life, support
from pilotboard.usecases.find import find
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_goal, a_person, a_pilot, a_site, a_team, an_idea, an_item, as_user
from tests.decision_builders import decide
from tests.domain.nasty import NASTY


def test_a_path_through_finding(either: Workspace) -> None:
    ws = either
    team = a_team(ws, "Heron", agreements="We read aloud before we send.")
    pilot = a_pilot(ws, "Evening texts", aim="More families read", team=team)
    plain = an_item(ws, pilot, "Call ten families", description="Ask what they READ at home")
    noted = an_item(ws, pilot, "Translate", criteria=["Two people read it"])
    items.add_note(ws, plain, "They do read, mostly on Sundays")
    titled = an_item(ws, pilot, "Read the first text")
    a_site(ws, "Reading room", note="quiet")
    a_person(ws, "Ready Player", email="ready@example.org")
    found = find(ws, "read")
    assert [(hit.kind, hit.key, hit.where) for hit in found] == [
        ("item", titled, "title"),
        ("person", "U-02", "name"),
        ("site", "L-01", "name"),
        ("pilot", pilot, "aim"),
        ("item", plain, "description"),
        ("item", noted, "acceptance_criteria"),
        ("team", team, "agreements"),
    ]
    assert found[3] == FindHit("pilot", pilot, "Evening texts", "aim", "More families read")
    assert found[4].snippet == "Ask what they READ at home"
    assert [(hit.key, hit.where, hit.snippet) for hit in find(ws, "sundays")] == [
        (plain, "note", "They do read, mostly on Sundays")
    ]


def test_the_thing_of_that_key_comes_first(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws, "One")
    an_item(ws, pilot, "See P01-02 first")
    second = an_item(ws, pilot, "Two")
    for typed in ("P01-02", "p1-2", " P01 - 02 "):
        assert find(ws, typed)[0] == FindHit("item", second, "Two", "key", "")
    assert [hit.where for hit in find(ws, "P01-02")] == ["key", "title"]
    assert find(ws, "p-1")[0].key == pilot
    assert find(ws, "u1")[0] == FindHit("person", "U-01", "Ana Ruiz", "key", "")


def test_all_words_must_be_there_in_any_order(ws: Workspace) -> None:
    pilot = a_pilot(ws, "Evening texts")
    key = an_item(ws, pilot, "Call ten families", description="about the texts")
    assert [hit.key for hit in find(ws, "families texts")] == [key]
    assert [hit.key for hit in find(ws, "texts evening")] == [pilot]
    assert find(ws, "families weather") == []


def test_people_are_found_by_short_name_and_mail(ws: Workspace) -> None:
    person = a_person(ws, "Ben Okafor", email="Ben@Example.org", handle="bo")
    people.edit_person(ws, person, {"active": False})
    other = a_person(ws, "Ben Abara")
    assert [hit.key for hit in find(ws, "ben")] == [other, person]
    assert find(ws, "EXAMPLE.org")[0] == FindHit("person", person, "Ben Okafor", "email", "Ben@Example.org")
    assert FindHit("person", person, "Ben Okafor", "handle", "bo") in find(ws, "bo")


def test_each_kind_is_limited_and_can_be_left_out(ws: Workspace) -> None:
    pilot = a_pilot(ws, "text")
    for number in range(6):
        key = an_item(ws, pilot, f"text {number}", description="text", criteria=["text"])
        items.add_note(ws, key, "text")
    assert len(find(ws, "text", limit=4)) == 5
    assert len(find(ws, "text")) == 7
    assert [hit.kind for hit in find(ws, "text", kinds=["pilot"])] == ["pilot"]


def test_finished_things_come_last(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    done, going = an_item(ws, pilot, "text one"), an_item(ws, pilot, "text two")
    items.move_items(ws, [done], "done")
    assert [hit.key for hit in find(ws, "text")] == [going, done]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\u202e", "\ud800"])
def test_nothing_to_look_for_finds_nothing(ws: Workspace, text: str) -> None:
    assert find(ws, text) == []


def test_any_text_finds_itself(either: Workspace) -> None:
    """Also %, _, backslashes, quotes and SQL: they are looked for as they are."""
    ws = either
    pilot = a_pilot(ws)
    missed = []
    for text in NASTY:
        title = text[:150].strip()
        key = an_item(ws, pilot, f"before {title} after")
        if len(find_words(title)) < 8 and not any(hit.key == key for hit in find(ws, title)) and find_words(title):
            missed.append(text)
        items.remove_items(ws, [key])
    assert missed == []
    an_item(ws, pilot, "plain")
    for text in ("%", "_", "\\", "'", '"', "pl%n", "pl_in", "'; DROP TABLE backlog_item; --", "x" * 100_000):
        assert find(ws, text) == []


def test_letters_that_fold_to_two_are_found_where_they_are(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws), "Map", description=f"{'ß ' * 40}Große Straße 12 {'y ' * 80}")
    for typed in ("STRASSE", "straße", "strasse"):
        (hit,) = find(ws, typed)
        assert (hit.key, hit.where) == (key, "description")
        assert "Große Straße 12" in hit.snippet
        assert len(hit.snippet) <= 81


def test_a_snippet_begins_and_ends_at_words() -> None:
    text = "The first sentence of a long text. " * 4 + "Here stands the needle in it. " + "And more follows. " * 9
    found = snippet(("needle",), text)
    assert (found[0], found[-1], "the needle in" in found) == ("…", "…", True)
    assert found[1:-1].split()[0] in text.split()
    assert snippet(("first",), "The first") == "The first"
    assert snippet(("gone",), "Not there") == "Not there"


def test_the_plan_ideas_and_support_are_found(either: Workspace) -> None:
    ws = either
    goal = a_goal(ws, title="Calm mornings", description="Fewer late arrivals")
    closed = a_goal(ws, title="Calm evenings")
    plan.close_plan(ws, PlanLevel.GOAL, closed)
    idea = an_idea(ws, "Quiet room", need="Mornings are not calm")
    request = support.ask_support(ws, {"idea": idea, "kind": "time", "text": "Calm adults for an hour"}).keys[0]
    assert [(hit.kind, hit.key, hit.where) for hit in find(ws, "calm")] == [
        ("goal", goal, "title"),
        ("goal", closed, "title"),
        ("support", request, "title"),
        ("idea", idea, "need"),
    ]
    assert [(hit.key, hit.snippet) for hit in find(ws, "late arrivals")] == [(goal, "Fewer late arrivals")]
    assert [hit.kind for hit in find(ws, "Priority")] == ["priority", "priority"]
    for key in ("PR-01", "ST-01", "g1", "ID-01", "su-1"):
        assert find(ws, key)[0].where == "key"


def test_decisions_are_found_by_their_reason_and_conditions(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws, "Evening texts")
    gone = decide(ws, pilot, "extend", reason="Families answered late")
    decisions.withdraw_decision(ws, gone, "Another day.")
    key = decide(ws, pilot, "adapt", reason="Few answers yet", conditions="Ask families who read Spanish")
    assert find(ws, "FAMILIES") == [
        FindHit("decision", key, f"adapt: {pilot} Evening texts", "conditions", "Ask families who read Spanish"),
        FindHit("decision", gone, f"extend (withdrawn): {pilot} Evening texts", "reason", "Families answered late"),
    ]
    assert find(ws, "d2")[0] == FindHit("decision", key, f"adapt: {pilot} Evening texts", "key", "")


def test_sprints_their_notes_what_is_in_the_way_and_actions(either: Workspace) -> None:
    ws = either
    team = a_team(ws, "Heron")
    retro = retros.open_retro(ws, {"team": team, "participants": ["Ana Ruiz"]}).keys[0]
    for goal, start in (("Families get the text", date(2026, 3, 2)), ("Another", date(2026, 3, 16))):
        sprint_life.plan_sprint(ws, {"team": team, "start": start, "end": start + timedelta(days=11), "goal": goal})
    sprint_life.note_day(ws, "S-2", "The printer ate the family letters")
    impediments.add_impediment(ws, {"team": team, "title": "No key to the family room"})
    action = {"text": "Ask a family first", "owner": "me", "due": date(2026, 4, 1)}
    retro_actions.add_action(ws, retro, action)
    found = find(ws, "famil")
    assert [(hit.kind, hit.key, hit.where, hit.at) for hit in found] == [
        ("sprint", "S-1", "title", ""),
        ("impediment", "I-01", "title", team),
        ("action", "A-01", "title", retro),
        ("sprint", "S-2", "note", ""),
    ]
    assert found[3].snippet == "The printer ate the family letters"
    for typed, key in (("s2", "S-2"), ("I-01", "I-01"), ("a1", "A-01")):
        assert find(ws, typed)[0].key == key
    assert broken_rules_of(ws) == []


def test_a_leader_finds_the_actions_that_were_released(ws: Workspace) -> None:
    team = a_team(ws, "Heron")
    a_person(ws, "Lea Long", role="leader", handle="lea")
    key = retros.open_retro(ws, {"team": team, "participants": ["Ana Ruiz"]}).keys[0]
    retro_actions.add_action(ws, key, {"text": "Ask a family first", "owner": "me", "due": date(2026, 4, 1)})
    lea = as_user(ws, "lea")
    assert find(lea, "family") == []
    retros.release_retro(ws, key)
    assert [hit.key for hit in find(lea, "family")] == ["A-01"]
    lea.close()


def broken_rules_of(ws: Workspace) -> list[str]:
    """What `doctor` would find wrong about search texts."""
    return [str(one) for one in ws.read(broken_rules)]
