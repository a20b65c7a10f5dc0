"""Pilots: their list with its figures, their page, teams and sites, closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.changes import Written
from pilotboard.domain.decision_rules import Direction, MeasureKind, Size
from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal
from pilotboard.domain.feedback import AnswerKind
from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.items import EventKind
from pilotboard.domain.stages import Stage
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import criteria, feedback_triage, items, lookup, pilots, sprint_life, sprint_scope
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_person, a_pilot, a_site, a_team, a_voice, an_item, as_user, some_items
from tests.decision_builders import a_ready_pilot, decide


def test_a_path_through_pilots(either: Workspace) -> None:
    ws = either
    a_site(ws, "Lincoln"), a_site(ws, "Roosevelt")
    team = a_team(ws, "Heron")
    coach = a_person(ws, "Ben Okafor")
    said = pilots.add_pilot(
        ws,
        {
            "title": "Reading texts",
            "aim": "More families read with their children",
            "sites": ["roosevelt", "L-01"],
            "coach": "ben.okafor",
            "sponsor": "me",
            "decision_due": date(2026, 5, 1),
        },
    )
    assert (said.said, said.keys) == ("Added P-01 Reading texts.", ("P-01",))
    detail = pilots.show_pilot(ws, "reading texts")
    assert (detail.row.coach, detail.coach_key, detail.sponsor_key) == ("Ben Okafor", coach, "U-01")
    assert detail.sites == (("L-01", "Lincoln"), ("L-02", "Roosevelt"))
    assert detail.stage.missing == ("a hypothesis", "a team")
    keys = some_items(ws, "P-01", 2)
    assert pilots.move_pilot(ws, "P-01", "heron").said == "P-01 Reading texts is with Heron now, with 2 items."
    assert [row.team_key for row in items.list_items(ws, scope=team).rows] == [team, team]
    assert items.show_item(ws, keys[0]).events[-1].kind == EventKind.MOVED_PILOT
    assert pilots.set_pilot_sites(ws, "P-01", ["L-02"]).said == "Changed P-01 Reading texts."
    assert pilots.show_pilot(ws, "P-01").row.sites == ("Roosevelt",)
    assert pilots.edit_pilot(ws, "P-01", {"hypothesis": "A text a week helps"}).entry > 0
    assert pilots.show_pilot(ws, "P-01").row.stage == Stage.CHARTER
    assert pilots.close_pilot(ws, "P-01", date(2026, 3, 1)).said == "Closed P-01 Reading texts on 2026-03-01."
    assert pilots.list_pilots(ws).rows[0].closed_on == date(2026, 3, 1)
    assert pilots.reopen_pilot(ws, "P-01").said == "Reopened P-01 Reading texts."
    assert pilots.reopen_pilot(ws, "P-01").said == "P-01 was like that already."
    with pytest.raises(Refusal, match="P-01 Reading texts has 2 items") as refused:
        pilots.remove_pilot(ws, "P-01")
    assert "Close the pilot instead" in refused.value.hint
    items.remove_items(ws, keys)
    assert pilots.remove_pilot(ws, "P-01").said == "Removed P-01 Reading texts."
    with pytest.raises(NotFound):
        pilots.show_pilot(ws, "P-01")


def test_what_comes_afterwards_is_kept(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws, "Reading texts", owner_after="Office of family services", reach=214, research="Two trials")
    detail = pilots.show_pilot(ws, pilot)
    assert (detail.owner_after, detail.reach, detail.research) == ("Office of family services", 214, "Two trials")
    pilots.edit_pilot(ws, pilot, {"reach": None})
    assert pilots.show_pilot(ws, pilot).reach is None
    with pytest.raises(InvalidInput, match="People reached takes a whole number from 0 to 100,000,000"):
        pilots.edit_pilot(ws, pilot, {"reach": -1})


def test_a_line_counts_its_items(either: Workspace) -> None:
    ws = either
    _, pilot, keys = a_board(ws, 6)
    an_item(ws, pilot)
    items.move_items(ws, keys[1:4], "doing")
    items.move_items(ws, keys[2:3], "review")
    items.block_items(ws, keys[1:2], "no number")
    items.move_items(ws, keys[4:5], "dropped", "not ours")
    later = as_user(ws, "ana.ruiz", days_later=3)
    items.move_items(later, keys[3:4], "done")
    a_pilot(ws, "Bare")
    first, bare = pilots.list_pilots(ws).rows
    counts = (first.backlog, first.ready, first.in_progress, first.review, first.done, first.dropped, first.blocked)
    assert counts == (1, 2, 1, 1, 1, 1, 1)
    assert (first.open_items, first.items, first.last_activity) == (5, 6, later.now())
    assert (bare.items, bare.last_activity, bare.stage, bare.sites) == (0, None, Stage.IDEA, ())
    later.close()


def a_locked_rule(ws: Workspace, pilot: str) -> None:
    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decision_rules

        values = {
            "size": Size.SMALL,
            "measure": "Families that read the text",
            "kind": MeasureKind.RATE,
            "direction": Direction.UP,
            "baseline": 0.4,
            "smallest_change": 0.1,
        }
        row = decision_rules.add(tx, lookup.numbered_id(tx.reader, "pilot", pilot), values)
        decision_rules.lock(tx, row, late=False)
        return Written("Locked.", (pilot,))

    ws.write("rules.lock", work)


def known_figures(ws: Workspace, pilot: str) -> None:
    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import gates

        for gate in (Gate.EFFECT, Gate.DELIVERED):
            values = {"gate": gate, "state": GateState.FAIL, "evidence": "Counted", "on_day": tx.today}
            gates.check(tx, lookup.numbered_id(tx.reader, "pilot", pilot), values)
        return Written("Checked.", (pilot,))

    ws.write("gates.check", work)


def test_the_stage_follows_the_facts(either: Workspace) -> None:
    ws = either
    team = a_team(ws)
    pilot = a_pilot(ws)
    key = an_item(ws, pilot)

    def stage() -> str:
        row = pilots.list_pilots(ws).rows[0]
        assert row.stage == pilots.show_pilot(ws, pilot).stage.stage
        return row.stage.value

    seen = [stage()]
    pilots.edit_pilot(ws, pilot, {"aim": "More read", "hypothesis": "Texts help", "team": team})
    seen.append(stage())
    items.move_items(ws, [key], "doing")
    seen.append(stage())
    a_locked_rule(ws, pilot)
    seen.append(stage())
    days = {"start": ws.today(), "end": ws.today() + timedelta(days=27)}
    sprint = sprint_life.plan_sprint(ws, {"team": team, "goal": "Texts", **days}).keys[0]
    sprint_scope.plan_items(ws, [key], sprint)
    sprint_life.start_sprint(ws, sprint)
    later = as_user(ws, "ana.ruiz", days_later=27)
    items.move_items(later, [key], "done")
    sprint_life.close_sprint(later, sprint, ())
    voice = a_voice(ws, pilot)
    seen.append(stage())
    feedback_triage.answer_feedback(ws, [voice], AnswerKind.DID, "We sent fewer texts")
    seen.append(stage())
    known_figures(ws, pilot)
    seen.append(stage())
    pilots.move_pilot(ws, pilot, None)
    seen.append(stage())
    later.close()
    assert seen == ["idea", "charter", "charter", "testing", "testing", "improving", "sustained", "idea"]


def test_a_pilot_with_a_rule_is_closed_not_removed(either: Workspace) -> None:
    pilot = a_pilot(either, "Reading texts")
    a_locked_rule(either, pilot)
    with pytest.raises(Refusal, match=r"P-01 Reading texts has a decision rule\.") as refused:
        pilots.remove_pilot(either, pilot)
    assert refused.value.hint.startswith("Close the pilot instead")
    ready = a_ready_pilot(either)
    criteria.rate(either, ready, {"equity": 2})
    decide(either, ready, "extend")
    with pytest.raises(Refusal, match="has a decision rule, checks of must-haves, ratings, decisions and costs"):
        pilots.remove_pilot(either, ready)


def test_items_follow_to_the_end_in_their_order(ws: Workspace) -> None:
    heron, pilot, mine = a_board(ws, 3)
    otter, _, theirs = a_board(ws, 2)
    items.rank_items(ws, [mine[2]], before=mine[0])
    pilots.move_pilot(ws, pilot, otter)
    order = [row.key for row in items.list_items(ws, scope=otter).rows]
    assert order == [*theirs, mine[2], mine[0], mine[1]]
    assert items.list_items(ws, scope=heron).total == 0
    pilots.move_pilot(ws, pilot, None)
    assert [row.key for row in items.list_items(ws, scope=pilot).rows] == [mine[2], mine[0], mine[1]]
    assert pilots.move_pilot(ws, pilot, None).entry == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "at least one visible character"),
        ({"title": "x" * 201}, "1 character over"),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, "is before first day"),
        ({"ends_on": date(2025, 12, 31)}, "is before first day"),
        ({"starts_on": date(2026, 7, 1)}, "is before first day"),
        ({"decision_due": date(1999, 12, 31)}, "out of range"),
        ({"decision_due": "soon"}, "takes a date"),
        ({"colour": "red"}, 'There is no field "colour"'),
    ],
)
def test_what_cannot_be_taken(ws: Workspace, changes: dict[str, object], message: str) -> None:
    pilot = a_pilot(ws, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    with pytest.raises(InvalidInput, match=message):
        pilots.edit_pilot(ws, pilot, changes)


def test_unknown_names_suggest_the_nearest(ws: Workspace) -> None:
    pilot = a_pilot(ws, "Reading texts", team=a_team(ws, "Heron"))
    for changes, hint in (
        ({"team": "Heran"}, "Heron"),
        ({"coach": "Ana Ruis"}, "Ana Ruiz"),
        ({"team": "T-02"}, "T-01"),
    ):
        with pytest.raises(NotFound) as refused:
            pilots.edit_pilot(ws, pilot, changes)
        assert hint in refused.value.hint


def test_a_form_that_sends_everything_merges(either: Workspace) -> None:
    """Only what one changed counts, also for people, teams and sites given by name."""
    ws = either
    site = a_site(ws, "Lincoln")
    team = a_team(ws, "Heron")
    pilot = a_pilot(ws, "Reading texts", team=team, sites=[site])
    ben = as_user(ws, "ben")
    form = pilots.opened_pilot(pilots.show_pilot(ws, pilot))
    pilots.edit_pilot(ben, pilot, {"aim": "Theirs", "sites": []})
    pilots.edit_pilot(ws, pilot, {**form.values, "title": "Texts", "team": "heron", "coach": "me"}, form)
    detail = pilots.show_pilot(ws, pilot)
    assert (detail.row.title, detail.aim, detail.coach_key, detail.sites) == ("Texts", "Theirs", "U-01", ())
    with pytest.raises(Conflict, match=r"by ben .*\(sites\)") as refused:
        pilots.edit_pilot(ws, pilot, {"sites": [a_site(ws, "Roosevelt")]}, form)
    assert [(c.base, c.theirs) for c in refused.value.fields] == [(("L-01",), ())]
    ben.close()
