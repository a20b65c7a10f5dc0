"""Papers as whole files: what changes in them is seen in the review.

When a change is meant: `PYTHONPATH=src:. python -m tests.export.test_golden` writes them anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from pilotboard.domain.document import Document
from pilotboard.domain.feedback import AnswerKind
from pilotboard.domain.leftovers import leftover_decisions
from pilotboard.export.registry import rendered
from pilotboard.usecases import (
    costs,
    decision_papers,
    decisions,
    item_moves,
    papers,
    retro_actions,
    retros,
    sprint_life,
    sprint_scope,
)
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_site, a_team, a_voice, an_item, as_user, make_store
from tests.export.samples import a_paper

GOLDEN = Path(__file__).parent / "golden"

PAPERS: dict[str, Callable[[Workspace], Document]] = {
    "blocks": lambda _ws: a_paper(),
    "sprint": lambda ws: papers.sprint_paper(ws, "S-1"),
    "retro": lambda ws: papers.retro_paper(ws, "R-01", "board-closed"),
    "feedback": lambda ws: papers.feedback_paper(ws, "P-01"),
    "items": papers.items_paper,
    "portfolio": decision_papers.portfolio_paper,
}


def told(ws: Workspace) -> None:
    """A small programme in which something of everything has happened."""
    a_person(ws, "Ben Okoro", role="coach")
    site = a_site(ws, "Willow School", population=300)
    team = a_team(ws, "Team Heron")
    texts = {"aim": "Families read at home", "hypothesis": "If texts are short, more are read", "prediction": "6 of 10"}
    pilot = a_pilot(ws, "Reading texts", team=team, sites=[site], **texts)
    a_pilot(ws, "Quiet corners")
    keys = [an_item(ws, pilot, title, state="ready") for title in ("Write the letter", "Print the cards [A6]")]
    days = {"start": DAY, "end": DAY + timedelta(days=9)}
    sprint = sprint_life.plan_sprint(ws, {"team": team, "goal": "Texts by Friday", "prediction": "Both", **days}).keys[
        0
    ]
    sprint_scope.plan_items(ws, keys, sprint)
    sprint_life.start_sprint(ws, sprint)
    said = [("Two texts on one day", "public", 2), ("Call me: 555 0199 1234", "public", 3), ("Too long", "none", 4)]
    for quote, consent, rating in said:
        scale = {"rating": rating, "scale_low": 1, "scale_high": 5, "prompt": "Is it useful?"}
        voice = a_voice(ws, pilot, quote, site=site, consent=consent, themes=["timing"], **scale)
        if consent == "public":
            triage.answer_feedback(ws, [voice], AnswerKind.DID, "One text at four, never two.")
    costs.add_cost(ws, {"pilot": pilot, "kind": "recurring", "basis": "at_scale", "label": "SMS", "amount": 6000})
    retro = retros.open_retro(ws, {"team": team}).keys[0]
    retros.show_notes(ws, retro)
    due = DAY + timedelta(days=9)
    retro_actions.add_action(ws, retro, {"text": "Call the office first", "owner": "Ben Okoro", "due": due})
    retros.close_retro(ws, retro)
    retros.release_retro(ws, retro)
    with closing(as_user(ws, "ana.ruiz", days_later=3)) as later:
        item_moves.move_items(later, keys[:1], "done")
        sprint_life.close_sprint(later, sprint, leftover_decisions(back=keys[1:]))
    values = {"kind": "extend", "by": "Ana Ruiz, Ben Okoro", "reason": "Too early to tell", "on": date(2026, 3, 18)}
    decisions.record_decision(ws, pilot, values)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    ws = make_store(str(tmp_path_factory.mktemp("golden") / "small.db"))
    told(ws)
    yield ws
    ws.close()


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_as_it_did(small: Workspace, name: str) -> None:
    form = "csv" if name == "items" else "md"
    wanted = (GOLDEN / f"{name}.{form}").read_bytes()
    assert rendered(PAPERS[name](small), form).decode() == wanted.decode()


def write_anew() -> None:
    """Write every golden file from the program as it is."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ws = make_store(str(Path(folder) / "small.db"))
        told(ws)
        for name, make in PAPERS.items():
            form = "csv" if name == "items" else "md"
            (GOLDEN / f"{name}.{form}").write_bytes(rendered(make(ws), form))
        ws.close()


if __name__ == "__main__":
    write_anew()
