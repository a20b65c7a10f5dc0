"""Money: lines of what pilots cost, their sums; programmes that exist already, and what would take their place."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.costs import CostBasis, CostKind, money_lines
from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import costs, find, history, pilots, programmes, redact
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, as_user


def a_cost(ws: Workspace, pilot: str, amount: int, **more: object) -> str:
    return costs.add_cost(ws, {"pilot": pilot, "label": "Text service", "amount": amount, **more}).keys[0]


def test_a_path_through_money(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws, "Reading texts")
    said = costs.add_cost(
        ws,
        {
            "pilot": "reading texts",
            "label": "Text service",
            "amount": 6000,
            "kind": "yearly",
            "basis": "everywhere",
            "funding": "Family services",
            "on": date(2026, 9, 1),
        },
    )
    assert said.said == "Added C-01 Text service: $6,000 a year, at scale (P-01)."
    assert said.keys == ("C-01", pilot)
    row = costs.show_cost(ws, "c1")
    assert (row.pilot, row.kind, row.basis, row.amount, row.funding, row.on) == (
        "Reading texts",
        CostKind.RECURRING,
        CostBasis.AT_SCALE,
        6000,
        "Family services",
        date(2026, 9, 1),
    )
    assert costs.edit_cost(ws, "C-01", {"amount": 6500, "on": None}).said.startswith(
        "Changed C-01 Text service: $6,500"
    )
    assert costs.edit_cost(ws, "C-01", {"amount": 6500}).entry == 0
    assert history.history(ws, pilot)[0].keys[0] == "C-01"
    assert costs.remove_cost(ws, "C-01").entry > 0
    with pytest.raises(NotFound):
        costs.show_cost(ws, "C-01")
    history.undo(ws)
    assert costs.show_cost(ws, "C-01").amount == 6500
    assert a_cost(ws, pilot, 10) == "C-02"


def test_sums_tell_zero_from_not_known(either: Workspace) -> None:
    ws = either
    pilot, other = a_pilot(ws), a_pilot(ws)
    a_cost(ws, pilot, 2000)
    a_cost(ws, pilot, 500, basis="actual")
    a_cost(ws, pilot, 0, kind="recurring", basis="at_scale")
    a_cost(ws, other, 900)
    summary = costs.pilot_costs(ws, pilot)
    assert summary.yearly.amount == 0
    assert summary.of(CostBasis.AT_SCALE, CostKind.ONE_TIME).amount is None
    assert dict(money_lines(summary)) == {
        "once": "$2,000 planned, $500 spent",
        "at scale": "$0 a year, nothing to pay",
    }
    assert costs.list_costs(ws, pilot=other).total == 1
    assert [row.amount for row in costs.list_costs(ws, "amount>400", sort="amount").rows] == [2000, 900, 500]


@pytest.mark.parametrize("amount", [-1, 2.5, True, 10**13, "10"])
def test_an_amount_is_a_whole_number(ws: Workspace, amount: object) -> None:
    pilot = a_pilot(ws)
    with pytest.raises(InvalidInput, match="Amount takes a whole number"):
        costs.add_cost(ws, {"pilot": pilot, "label": "Books", "amount": amount})


def test_two_people_change_one_line(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    key = a_cost(ws, pilot, 100)
    form = costs.opened_cost(costs.show_cost(ws, key))
    ben = as_user(ws, "ben")
    costs.edit_cost(ben, key, {"amount": 200})
    assert costs.edit_cost(ws, key, {"label": "Books"}, form).entry > 0
    with pytest.raises(Conflict, match=r"C-01 was changed by .* \(amount\)"):
        costs.edit_cost(ws, key, {"amount": 300}, form)
    ben.close()


def test_a_path_through_programmes(either: Workspace) -> None:
    ws = either
    values = {"name": "Online algebra", "owner": "Curriculum", "yearly_cost": 88_000, "reach": 400}
    assert programmes.add_programme(ws, {**values, "review_on": date(2027, 3, 1)}).said == "Added PG-01 Online algebra."
    programmes.add_programme(ws, {"name": "Printed letters", "note": "Monthly"})
    pilot = a_pilot(ws, "Reading texts", replaces=["printed letters", "PG-01"])
    first, second = programmes.list_programmes(ws, sort="cost").rows
    assert (first.key, first.pilots, first.per_person) == ("PG-01", (pilot,), 220)
    assert (second.key, second.yearly_cost, second.reach, second.per_person) == ("PG-02", None, None, None)
    assert [key for key, _ in pilots.show_pilot(ws, pilot).replaces] == ["PG-01", "PG-02"]
    assert programmes.show_programme(ws, "PG-02").pilots == ((pilot, "Reading texts"),)
    with pytest.raises(Refusal, match="P-01 Reading texts would take the place of PG-01"):
        programmes.remove_programme(ws, "PG-01")
    pilots.edit_pilot(ws, pilot, {"replaces": ["PG-02"]})
    assert programmes.close_programme(ws, "PG-01").said.startswith("PG-01 Online algebra ended on 2026-")
    assert [row.key for row in programmes.list_programmes(ws, "open").rows] == ["PG-02"]
    assert programmes.reopen_programme(ws, "PG-01").said == "Reopened PG-01."
    assert programmes.edit_programme(ws, "PG-01", {"reach": None}).said == "Changed PG-01 Online algebra."
    assert programmes.remove_programme(ws, "PG-01").said == "Removed PG-01 Online algebra."
    history.undo(ws)
    assert programmes.show_programme(ws, "PG-01").row.yearly_cost == 88_000
    assert [row.key for row in programmes.list_programmes(ws, f"pilot:{pilot}").rows] == ["PG-02"]


def test_a_pilot_with_money_is_closed_not_removed(either: Workspace) -> None:
    ws = either
    programmes.add_programme(ws, {"name": "Online algebra"})
    pilot = a_pilot(ws, replaces=["PG-01"])
    key = a_cost(ws, pilot, 100)
    with pytest.raises(Refusal, match=r"P-01 .* has costs\."):
        pilots.remove_pilot(ws, pilot)
    costs.remove_cost(ws, key)
    pilots.remove_pilot(ws, pilot)
    history.undo(ws)
    assert [name for name, _ in pilots.show_pilot(ws, pilot).replaces] == ["PG-01"]


def test_words_go_out_of_money_and_programmes(either: Workspace) -> None:
    ws = either
    programmes.add_programme(ws, {"name": "Letters", "owner": "Mirabel Quist", "note": "Ask Mirabel Quist"})
    pilot = a_pilot(ws, owner_after="Mirabel Quist")
    key = a_cost(ws, pilot, 5, funding="Gift of Mirabel Quist")
    for one in ("PG-01", key, pilot):
        redact.redact(ws, one, "names somebody", words="Mirabel Quist")
    detail, line = programmes.show_programme(ws, "PG-01"), costs.show_cost(ws, key)
    said = (detail.row.owner, detail.note, line.funding, pilots.show_pilot(ws, pilot).owner_after)
    assert "Mirabel" not in " ".join(said)
    assert ws.read(broken_rules) == []


def test_programmes_are_found(either: Workspace) -> None:
    ws = either
    programmes.add_programme(ws, {"name": "Printed letters", "note": "Four a year"})
    programmes.add_programme(ws, {"name": "Four buses"})
    hits = find.find(ws, "four")
    assert [(hit.kind, hit.key, hit.where) for hit in hits] == [
        ("programme", "PG-02", "name"),
        ("programme", "PG-01", "note"),
    ]
    assert [hit.key for hit in find.find(ws, "pg-1")] == ["PG-01"]
