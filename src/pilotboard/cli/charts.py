"""The charts of a sprint on the command line: braille, a sentence, a table; with --json a row a day."""

from __future__ import annotations

from pilotboard.cli.output import Column, terminal_width
from pilotboard.cli.session import Session
from pilotboard.domain.chart_braille import draw
from pilotboard.domain.charts import ChartSpec
from pilotboard.domain.charts_sprint import burndown, burndown_days, burnup, velocity_chart
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.organisation import Counting
from pilotboard.usecases import sprints as usecases

HEIGHT = 18
WIDEST = 100
CHARTS = ("burndown", "burnup", "velocity")


def show_chart(session: Session, key: str, chart: str, points: bool, as_table: bool) -> None:
    """Print one chart of a sprint. Raises InvalidInput for an unknown one."""
    counting = Counting.POINTS if points else Counting.ITEMS
    if chart == "velocity":
        past = usecases.past_sprints(session.ws, key)
        spec = velocity_chart(past, counting)
        rows: list[dict[str, object]] = [
            {"sprint": one.key, "ended": one.ended_on, "finished": one.finished.of(counting)} for one in past
        ]
    elif chart in CHARTS:
        told = usecases.tell_sprint(session.ws, key)
        make = burndown if chart == "burndown" else burnup
        spec = make(told.replay, told.calendar, session.today(), counting, f"{told.row.key} {told.row.goal}".strip())
        rows = [day._asdict() for day in burndown_days(told.replay, counting)]
    else:
        from pilotboard.domain.nearest import did_you_mean

        hint = f"{did_you_mean(chart, CHARTS)} Charts are burndown, burnup and velocity.".lstrip()
        raise InvalidInput(f'There is no chart "{chart}".', "", hint, field="chart")
    if session.out.json:
        session.out.document(chart, rows, count=len(rows), sentence=spec.sentence, unit=str(counting))
        return
    _print(session, spec, as_table)


def _print(session: Session, spec: ChartSpec, as_table: bool) -> None:
    session.out.text(spec.title)
    session.out.text(draw(spec, min(terminal_width(), WIDEST), HEIGHT).plain())
    session.out.text(spec.sentence)
    if as_table:
        session.out.text("\n")
        columns = [Column(title, right=place > 0) for place, title in enumerate(spec.columns)]
        session.out.table(columns, spec.rows, "No days yet.")
