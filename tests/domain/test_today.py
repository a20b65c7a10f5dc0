from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pilotboard.domain.coaching import TeamPulse, coach_list
from pilotboard.domain.digest import digest_text, heading, line_words
from pilotboard.domain.feedback import FeedbackStatus, Severity
from pilotboard.domain.items import ItemState
from pilotboard.domain.labels import Labels
from pilotboard.domain.pilots import PilotRow
from pilotboard.domain.ratings import Scale
from pilotboard.domain.reports import ReportState
from pilotboard.domain.sprint_numbers import Standing
from pilotboard.domain.stages import Stage
from pilotboard.domain.today import (
    Block,
    SprintHead,
    TodayBlock,
    TodayView,
    Tone,
    actions_block,
    decisions_block,
    impediments_block,
    mine_block,
    reports_block,
    team_block,
    teams_block,
    voices_block,
)
from tests.domain.builders import item
from tests.domain.nasty import NASTY
from tests.domain.test_feedback import voice
from tests.domain.test_retros import action
from tests.domain.test_sprints import impediment

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SCRUM, PLAIN = Labels("scrum"), Labels("plain")
HEAD = SprintHead(
    "S-4", "T-03", "Heron", "Families get the text", DAY, Standing(6, 10, 7, 12, 5, 5, "on track"), (12, 9, 7, 5)
)


def view(*blocks: TodayBlock, sprints: tuple[SprintHead, ...] = (HEAD,)) -> TodayView:
    return TodayView("member", DAY, "Ana Ruiz", sprints, blocks)


def words(block: TodayBlock) -> list[str]:
    return [line_words(line) for line in block.lines]


def test_what_is_mine() -> None:
    items = [
        item(key="P07-01", state=ItemState.READY, due=DAY + timedelta(days=2)),
        item(key="P07-02", state=ItemState.IN_PROGRESS, state_since=NOW - timedelta(days=2), assignee="Ana"),
        item(key="P07-03", state=ItemState.REVIEW, due=DAY - timedelta(days=1)),
        item(key="P07-04", state=ItemState.DONE),
        item(
            key="P07-05",
            state=ItemState.IN_PROGRESS,
            blocked_reason="no account",
            blocked_since=NOW - timedelta(days=5),
        ),
    ]
    block = mine_block(items, [action(), action(done_on=DAY)], PLAIN, NOW, DAY)
    assert words(block) == [
        "! stuck P07-05 Draft the text (no account), 5 d",
        "!! review P07-03 Draft the text, 1 d late",
        "doing P07-02 Draft the text, 2 d, Ana",
        "to do P07-01 Draft the text, due Wed 4 Nov",
        "action A-01 Shorten the form, due Fri 6 Nov, Ana Ruiz",
    ]


def test_what_stops_the_team() -> None:
    blocked = item(state=ItemState.READY, blocked_reason="x", blocked_since=NOW - timedelta(days=1))
    far = action(key="A-02", due=DAY + timedelta(days=8))
    block = team_block(
        [blocked, item()], [far, action()], [impediment(raised_at=NOW - timedelta(days=3))], SCRUM, NOW, DAY
    )
    assert [line.key for line in block.lines] == ["P07-12", "I-01", "A-01"]


def test_voices_that_wait() -> None:
    rows = [
        voice(key="F-01", on=DAY - timedelta(days=3)),
        voice(key="F-02", severity=Severity.SERIOUS),
        voice(key="F-03", status=FeedbackStatus.CLOSED),
        voice(key="F-04", quote="", rating=2, scale=Scale(1, 5), site=None),
    ]
    assert words(voices_block(rows, PLAIN, DAY)) == [
        '! new F-02 "Two texts on the same day", 0 d, family, Site B',
        'new F-01 "Two texts on the same day", 3 d, family, Site B',
        "new F-04 rated 2 of 1-5, 5 is good, 0 d, family",
    ]


def test_reports_of_harm_stand_apart_until_they_are_dealt_with() -> None:
    rows = [
        voice(key="F-01", severity=Severity.HARM, report=ReportState.HALF_JUDGED),
        voice(key="F-02", severity=Severity.HARM, report=None),
        voice(key="F-03", severity=Severity.HARM, report=ReportState.UNFOUNDED),
        voice(key="F-04"),
    ]
    block = reports_block(rows, DAY)
    assert [(line.word, line.key, line.tone) for line in block.lines] == [
        ("half judged", "F-01", Tone.BAD),
        ("reported", "F-02", Tone.BAD),
    ]


def test_teams_impediments_and_actions_for_a_coach() -> None:
    teams = [TeamPulse("T-03", "Heron", DAY, DAY), TeamPulse("T-04", "Otter", DAY, None)]
    stuck = [impediment(raised_at=NOW - timedelta(days=3))]
    rows = coach_list(teams, [], stuck, today=DAY, now=NOW)
    assert words(teams_block(rows, PLAIN)) == [
        "! silent T-04 Otter: never active",
        "! team T-03 Heron: 1 in the way, the oldest 3 d",
    ]
    assert words(impediments_block(stuck, PLAIN, NOW)) == ["! team I-01 No SMS account, 3 d, Heron"]
    late = action(key="A-02", due=DAY - timedelta(days=1))
    assert [line.key for line in actions_block([action(), late], PLAIN, DAY).lines] == ["A-02", "A-01"]


def pilot(**values: object) -> PilotRow:
    fields: dict[str, object] = {
        **dict.fromkeys(("backlog", "ready", "in_progress", "review", "done", "dropped", "blocked"), 0),
        **dict.fromkeys(("team_key", "team", "coach", "sponsor", "last_activity", "closed_on", "decision_due")),
        "id": 1,
        "key": "P-07",
        "title": "Reading texts",
        "stage": Stage.TESTING,
        "sites": (),
        "version": 1,
    }
    return PilotRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test


def test_decisions_that_are_due() -> None:
    rows = [
        pilot(key="P-01", decision_due=DAY + timedelta(days=31)),
        pilot(key="P-02", decision_due=DAY + timedelta(days=30), coach="Kim"),
        pilot(key="P-03", decision_due=DAY - timedelta(days=1)),
        pilot(key="P-04", decision_due=DAY, closed_on=DAY),
        pilot(key="P-05"),
    ]
    assert words(decisions_block(rows, DAY)) == [
        "!! decide P-03 Reading texts, 1 d late",
        "! decide P-02 Reading texts, due Wed 2 Dec, Kim",
    ]


def test_a_digest_to_paste() -> None:
    many = [voice(key=f"F-{n:02d}", id=n) for n in range(1, 6)]
    text = digest_text(
        view(mine_block([], [action()], PLAIN, NOW, DAY), voices_block(many, PLAIN, DAY), teams_block([], PLAIN)),
        PLAIN,
        "Riverside Unified",
        most=2,
    )
    assert text == (
        "Riverside Unified · Mon 2 Nov 2026 · Ana Ruiz\n"
        'Heron: S-4 "Families get the text" · day 6 of 10 · 7 of 12 done · on track\n'
        "\n"
        "MINE (1)\n"
        "- action A-01 Shorten the form, due Fri 6 Nov, Ana Ruiz\n"
        "\n"
        "VOICES WAITING FOR AN ANSWER (5)\n"
        '- new F-01 "Two texts on the same day", 0 d, family, Site B\n'
        '- new F-02 "Two texts on the same day", 0 d, family, Site B\n'
        "- and 3 more\n"
    )


def test_a_digest_of_nothing() -> None:
    nothing = view(voices_block([], PLAIN, DAY), sprints=())
    assert nothing.empty
    assert nothing.block(Block.VOICES) is not None
    assert nothing.block(Block.MINE) is None
    assert digest_text(nothing, PLAIN) == "Mon 2 Nov 2026 · Ana Ruiz\n\nNothing waits.\n"


@pytest.mark.parametrize("labels", [SCRUM, PLAIN])
def test_every_block_has_a_heading(labels: Labels) -> None:
    assert len({heading(block, labels) for block in Block}) == len(Block)


@pytest.mark.parametrize("text", NASTY)
def test_a_digest_never_carries_a_control_character(text: str) -> None:
    said = digest_text(
        view(
            mine_block([item(title=text, state=ItemState.READY)], [action(text=text, owner=text)], SCRUM, NOW, DAY),
            voices_block([voice(quote=text, site=text)], SCRUM, DAY),
            decisions_block([pilot(title=text, coach=text, decision_due=DAY)], DAY),
        ),
        SCRUM,
        text,
    )
    assert "\x1b" not in said
    assert all(char == "\n" or char.isprintable() or ord(char) > 0x9F for char in said)
    assert len(said.split("\n")) == 13
