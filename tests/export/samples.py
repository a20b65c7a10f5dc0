"""Papers to write in every format."""

from __future__ import annotations

from datetime import date

from pilotboard.domain.charts import ChartSpec, Limit, Look, Point, Series, Tick, y_ticks
from pilotboard.domain.document import (
    Audience,
    Bullets,
    Chart,
    Column,
    Document,
    Fact,
    Facts,
    Kind,
    Note,
    Paragraph,
    Quote,
    Quotes,
    Section,
    Table,
)

DAY = date(2026, 11, 20)
COLUMNS = (
    Column("name", "Name"),
    Column("count", "Count", Kind.NUMBER),
    Column("on", "Day", Kind.DATE),
    Column("cost", "Cost a year", Kind.MONEY),
    Column("share", "Share", Kind.SHARE),
)
ROWS = (
    ("Reading texts", 1204, date(2026, 1, 5), 41000, 0.91),
    ("Homework club", 4.75, date(2026, 2, 6), -250, 0.125),
    ("Not known yet", None, None, None, None),
    ("Nothing at all", 0, date(2025, 12, 31), 0, 0),
)
SPEC = ChartSpec(
    "velocity",
    "Velocity",
    "items",
    3,
    y_ticks(9),
    (Tick(0.5, "S-1"), Tick(1.5, "S-2")),
    (Series("finished", "finished", Look.BARS, (Point(0.5, 7), Point(1.5, 9))),),
    (Limit("middle", "middle", 8),),
    (),
    (),
    "Usually finished: 7 to 9 items.",
    ("Sprint", "Ended", "Finished (items)"),
    (("S-1", "2026-10-29", "7"), ("S-2", "2026-11-12", "9")),
)


def a_paper(text: str = "Reading texts", audience: Audience = Audience.INTERNAL) -> Document:
    """A paper with every kind of block; `text` stands wherever people's words do."""
    rows = ((text, *ROWS[0][1:]), *ROWS[1:])
    return Document(
        "sprint-report",
        text,
        text,
        text,
        audience,
        DAY,
        (
            Section(text, (Paragraph(text, text), Note(text), Bullets((text, "another")))),
            Section(
                "Figures",
                (
                    Facts((Fact(text, text), Fact("Voices", 126, Kind.NUMBER, n=317, on=date(2026, 11, 3)))),
                    Table("Costs", COLUMNS, rows, note=text),
                    Table("Empty", COLUMNS, (), text),
                    Chart(SPEC, 16),
                    Quotes((Quote("F-03", text, text, text, DAY), Quote("F-04", "", "Family"))),
                ),
            ),
        ),
        "sprint-S-1",
    )


def a_list(*names: str) -> Document:
    """A list of these names."""
    rows = tuple((name, *ROWS[0][1:]) for name in names)
    section = Section("Items", (Table("", COLUMNS, rows),))
    return Document("items", "Items", "", "Larkmere", Audience.INTERNAL, DAY, (section,), "items", is_list=True)
