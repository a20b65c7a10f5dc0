from __future__ import annotations

import unicodedata
from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.calendar import DayKind, DaySpan, WorkCalendar
from pilotboard.domain.chart_braille import AXIS, BAND, LABEL, LEAST_HEIGHT, LEAST_WIDTH, MARK, TEXT, draw
from pilotboard.domain.charts import Band, ChartSpec, Look, Mark, figure, rounded, spark, spread, y_ticks
from pilotboard.domain.charts_sprint import BurndownDay, burndown, burndown_days, burnup, velocity_chart
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import Now, SprintEvent, SprintStart, Tally
from pilotboard.domain.sprint_replay import replay
from tests.domain.sprint_builders import END, EVENTS, START, STARTS, WEEK, at, begun, event, told
from tests.domain.test_sprint_numbers import past

TWELVE = [event(6, f"a{n}", "done") for n in range(1, 6)]


def chart(today: int = 12) -> ChartSpec:
    return burndown(told(TWELVE, until=at(today), start=begun(12)), WEEK, date(2026, 1, today))


def test_the_burndown_in_a_sentence() -> None:
    assert chart().sentence == "7 of 12 left on day 6 of 10; on the ideal line it would be 5."
    assert chart(19).sentence == "7 of 12 left after the last day."


def test_other_sentences_of_a_burndown() -> None:
    done = told([event(13, f"a{n}", "done") for n in (1, 2)], start=begun(2), until=at(13))
    assert burndown(done, WEEK, date(2026, 1, 13)).sentence == "All 2 done on day 7 of 10."
    one = told([event(13, "a1", "done")], start=begun(1), until=at(13))
    assert burndown(one, WEEK, date(2026, 1, 13)).sentence == "1 of 1 done on day 7 of 10."
    assert burndown(told(start=begun(0), until=at(6)), WEEK, date(2026, 1, 6)).sentence == "There is nothing in it."
    ahead = replay(START, END, WEEK, None, [], Now(at(2), UTC))
    assert burndown(ahead, WEEK, date(2026, 1, 2)).sentence == "Not begun: 10 working days from Mon 5 Jan."
    assert burnup(ahead, WEEK, date(2026, 1, 2)).sentence == "Not begun: 10 working days from Mon 5 Jan."
    events = [event(6, "b1", "added", 5), event(7, "a1", "removed"), event(8, "a2", "estimate", 9)]
    scope = told(events, until=at(8))
    assert burndown(scope, WEEK, date(2026, 1, 8), Counting.POINTS).sentence == (
        "68 of 68 points left on day 4 of 10; on the ideal line it would be 36."
        " Since the start 5 came in and 3 went out and new estimates added 6."
    )
    assert burnup(scope, WEEK, date(2026, 1, 8)).sentence == (
        "0 of 20 done on day 4 of 10. Since the start 1 came in and 1 went out."
    )


def test_the_axis_has_the_days_with_those_without_work() -> None:
    spec = chart()
    assert spec.bands == (Band(5, 7, "no work"),)
    assert spec.marks == (Mark(8, "today"),)
    assert [tick.label for tick in spec.x_ticks] == ["5 Jan", "7 Jan", "9 Jan", "13 Jan", "15 Jan"]
    assert [series.id for series in spec.series] == ["ideal", "left"]
    assert spec.series[0].points[5].y == spec.series[0].points[7].y == 6
    left = spec.series[1].points
    assert (left[0], left[1], left[2], left[-1]) == ((0, 12), (1, 12), (2, 7), (8, 7))


def test_the_scope_line_stands_where_the_scope_changed() -> None:
    events = [event(7, "b1", "added"), event(8, "b2", "added")]
    spec = burndown(told(events, until=at(9)), WEEK, date(2026, 1, 9))
    scope = next(series for series in spec.series if series.id == "scope")
    assert [point.y for point in scope.points] == [20, 20, 20, 21, 22, 22]
    up = burnup(told(events, until=at(9)), WEEK, date(2026, 1, 9))
    assert [(series.id, series.points[-1].y) for series in up.series] == [("scope", 22), ("done", 0)]


def test_the_table_has_a_row_a_day() -> None:
    half = WorkCalendar(days=[DaySpan(date(2026, 1, 7), date(2026, 1, 7), DayKind.HALF_DAY)])
    spec = burndown(replay(START, END, half, begun(19), TWELVE, Now(at(6), UTC)), half, date(2026, 1, 6))
    assert spec.columns == ("Day", "Ideal", "Left", "Scope", "Done", "Work")
    assert spec.rows[:3] == (
        ("2026-01-05", "17", "19", "19", "0", "full"),
        ("2026-01-06", "15", "14", "19", "5", "full"),
        ("2026-01-07", "14", "", "", "", "half"),
    )
    assert spec.rows[5][-1] == "none"


def test_the_days_of_a_burndown_as_data() -> None:
    days = burndown_days(told(TWELVE, until=at(6), start=begun(12)))
    assert days[1]._replace(ideal=round(days[1].ideal, 6)) == BurndownDay(date(2026, 1, 6), 9.6, 7, 12, 5, working=True)
    assert days[2][2:] == (None, None, None, True)
    assert not days[5].working


def test_velocity_as_bars_with_its_range() -> None:
    spec = velocity_chart(past(20, 5, 0, 9, 7), k=4)
    assert [point.y for point in spec.series[0].points] == [5, 0, 9, 7]
    assert [(limit.id, limit.value) for limit in spec.limits] == [("low", 0), ("middle", 6), ("high", 9)]
    assert spec.sentence == "Usually finished: 0 to 9 items, the middle 6 (last 4 sprints)."
    assert spec.rows[-1] == ("S-5", "2026-03-16", "7")
    few = velocity_chart(past(5))
    assert (few.limits, few.sentence) == ((), "Usually finished: known after 3 closed sprints; there is 1.")
    assert velocity_chart([]).series[0].points == ()


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (12, ["0", "5", "10", "15"]),
        (22, ["0", "5", "10", "15", "20", "25"]),
        (5096, ["0", "2,000", "4,000", "6,000"]),
    ],
)
def test_ticks_are_round(most: float, labels: list[str]) -> None:
    assert [tick.label for tick in y_ticks(most)] == labels


@given(st.floats(0, 1e6), st.integers(1, 9))
def test_ticks_reach_the_top(most: float, count: int) -> None:
    ticks = y_ticks(most, count)
    assert ticks[0].at == 0
    assert ticks[-1].at >= most - 1e-6
    assert 2 <= len(ticks) <= count + 2


def test_small_lines_and_figures() -> None:
    assert spark([0, 1, 2, 4]) == "▁▃▅█"
    assert spark([0, 0]) == "▁▁"
    assert spark([1, 2], high=4) == "▃▅"
    assert (figure(4.8), figure(12.0), figure(1204), rounded(4.5), rounded(4.4)) == ("4.8", "12", "1,204", "5", "4")
    assert [tick.at for tick in spread(y_ticks(100), 3)] == [0, 40, 80]


def test_a_picture_of_60_by_20() -> None:
    drawing = draw(chart(), 60, 20)
    text = drawing.plain().split("\n")
    assert text[0] == "⠂⠂ ideal  ⠒⠒ left  · no work"
    assert text[1].startswith("15┤")
    assert text[-2].startswith(" 0┤")
    assert text[-1].split() == ["5", "Jan", "7", "Jan", "9", "Jan", "13", "Jan", "15", "Jan"]
    owners = {span.id for row in drawing.rows for span in row}
    assert owners == {"ideal", "left", AXIS, BAND, LABEL, MARK, ""}
    below = [row for row in drawing.rows if any(span.id == "left" for span in row)]
    assert any("⠒" in span.text or "⠤" in span.text for row in below for span in row if span.id == "left")


def test_the_line_falls_where_the_items_were_done() -> None:
    drawing = draw(chart(), 60, 20)
    heights = [place for place, row in enumerate(drawing.rows[1:-1]) if any(span.id == "left" for span in row)]
    assert heights[0] < 8 <= heights[-1] < 12


@given(
    st.builds(
        lambda start, events, today: burndown(
            told(events, until=at(today), start=start), WEEK, date(2026, 1, today), Counting.POINTS
        ),
        STARTS,
        EVENTS,
        st.integers(1, 20),
    )
    | st.just(velocity_chart(past(5, 8, 3, 9, 7)))
    | st.just(velocity_chart([])),
    st.integers(1, 140),
    st.integers(1, 40),
)
def test_every_picture_fits_its_cells(spec: ChartSpec, width: int, height: int) -> None:
    drawing = draw(spec, width, height)
    assert len(drawing.rows) == height
    for row in drawing.rows:
        text = "".join(span.text for span in row)
        assert len(text) == width
        assert not any(unicodedata.east_asian_width(char) in "WF" or unicodedata.combining(char) for char in text)
    small = width < LEAST_WIDTH or height < LEAST_HEIGHT
    assert any(span.id == TEXT for row in drawing.rows for span in row) is small


@given(STARTS, EVENTS, st.integers(5, 16))
def test_every_sentence_is_one_for_people(start: SprintStart, events: list[SprintEvent], today: int) -> None:
    seen = told(events, until=at(today), start=start)
    for counting in Counting:
        for spec in (burndown(seen, WEEK, date(2026, 1, today), counting), burnup(seen, WEEK, END, counting)):
            assert spec.sentence.endswith(".")
            assert "None" not in spec.sentence
            assert "-" not in spec.sentence
            assert len(spec.rows) == len(seen.days)
            assert spec.y_high >= max((point.y for one in spec.series for point in one.points), default=0)
    assert seen.committed == Tally(len(start.committed), sum(one.size or 0 for one in start.committed))
    assert {one.look for one in burnup(seen, WEEK, END).series} == {Look.SOLID, Look.DASHED}
