"""Days and times as foreign programs write them; the order of a column."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.importing.moments import BadValue, DateReader, analyse, take_apart


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20/Jul/23 3:25 PM", datetime(2023, 7, 20, 15, 25, tzinfo=UTC)),
        ("11/abr/26", datetime(2026, 4, 11, tzinfo=UTC)),
        ("11/abr/26 3:25 p. m.", datetime(2026, 4, 11, 15, 25, tzinfo=UTC)),
        ("31/May/23 12:00 AM", datetime(2023, 5, 31, tzinfo=UTC)),
        ("1/1/2026 10:00:00", datetime(2026, 1, 1, 10, tzinfo=UTC)),
        ("2026/09/20 10:00:00 AM", datetime(2026, 9, 20, 10, tzinfo=UTC)),
        ("2026/09/27 3:00:00 PM GMT+3", datetime(2026, 9, 27, 12, tzinfo=UTC)),
        ("2015-04-30T13:51:10.000+0000", datetime(2015, 4, 30, 13, 51, 10, tzinfo=UTC)),
        ("2013-06-01T12:00:00.000Z", datetime(2013, 6, 1, 12, tzinfo=UTC)),
        ("2023-08-17 08:42:42.23", datetime(2023, 8, 17, 8, 42, 42, 230000, tzinfo=UTC)),
        ("26.09.2026", datetime(2026, 9, 26, tzinfo=UTC)),
        ("26. September 2026 14:05", datetime(2026, 9, 26, 14, 5, tzinfo=UTC)),
        ("5. März 2026", datetime(2026, 3, 5, tzinfo=UTC)),
        ("1 de abril de 2026", datetime(2026, 4, 1, tzinfo=UTC)),
        ("5 janv. 2026", datetime(2026, 1, 5, tzinfo=UTC)),
        ("3-mrt-26", datetime(2026, 3, 3, tzinfo=UTC)),
        ("Jan 5, 2026", datetime(2026, 1, 5, tzinfo=UTC)),
        ("Monday, January 5, 2026 3:04 PM", datetime(2026, 1, 5, 15, 4, tzinfo=UTC)),
        ("3:04", None),
        ("", None),
        ("0", None),
        ("1700000000", None),
        ("2026-02-30", None),
        ("31/02/2022", None),
        ("13/13/2026", None),
        ("1/2/26 25:00", None),
        ("1/2/26 13:00 AM", None),
        ("20/Foo/23", None),
        ("99999-01-01", None),
        ("1/1/9999", None),
        ("2026-W01-1x", None),
        ("12/12/2026" + " " * 60 + "x", None),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, moment: datetime | None) -> None:
    reader = DateReader("dmy", other=False)
    if moment is None:
        with pytest.raises(BadValue):
            reader.moment(text)
    else:
        assert reader.moment(text) == moment


def test_times_without_a_zone_stand_in_the_zone_of_the_file() -> None:
    reader = DateReader("", other=False, zone=ZoneInfo("America/Los_Angeles"))
    assert reader.moment("2026-07-01 10:00") == datetime(2026, 7, 1, 17, tzinfo=UTC)
    assert reader.moment("2026-07-01T10:00+02:00") == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert reader.day("2026-07-01 23:30") == date(2026, 7, 1)


def test_the_order_of_a_column_is_chosen_from_all_its_cells() -> None:
    column = analyse(["03/04/2026", "05/06/2026", "", "27/04/2026"])
    assert (column.order, column.sure, column.filled, column.open) == ("dmy", True, 3, 3)
    assert analyse(["03/04/2026", "04/27/2026"]).order == "mdy"


def test_cells_that_fit_only_the_other_order_are_counted_by_their_shape() -> None:
    cells = ["31/05/2022"] * 5 + ["1/14/2022", "2/18/2022", "10/17/2021", "01/02/2022"]
    column = analyse(cells)
    assert (column.order, column.sure) == ("dmy", True)
    assert column.other == {"1/14/2022": 2, "10/17/2021": 1}


@pytest.mark.parametrize(
    ("cells", "hint", "order"),
    [
        (["03/04/2026", "05/06/2026"], "", "dmy"),
        (["03/04/2026 3:00 PM"], "", "mdy"),
        (["03/04/2026"], "mdy", "mdy"),
    ],
)
def test_an_order_that_no_cell_decides_is_not_sure(cells: list[str], hint: str, order: str) -> None:
    column = analyse(cells, hint)
    assert (column.order, column.sure) == (order, False)


def test_columns_that_need_no_order_have_none() -> None:
    assert analyse(["2026-04-03", "20/Jul/23", "2026/04/03"]).order == ""


def test_the_other_order_is_read_only_when_chosen() -> None:
    with pytest.raises(BadValue, match="fits only month/day/year; the column is day/month/year"):
        DateReader("dmy", other=False).moment("1/14/2022")
    assert DateReader("dmy", other=True).day("1/14/2022") == date(2022, 1, 14)
    assert DateReader("dmy", other=True).day("1/12/2022") == date(2022, 12, 1)
    with pytest.raises(BadValue, match="choose an order"):
        DateReader("", other=False).moment("1/12/2022")


EARLIEST, LATEST = datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("2068-12-31")


@given(st.datetimes(EARLIEST, LATEST), st.sampled_from(["dmy", "mdy"]))
def test_what_is_written_is_read_back(moment: datetime, order: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    day, month = ("%d", "%m") if order == "dmy" else ("%m", "%d")
    reader = DateReader(order, other=False)
    for form in (f"{day}/{month}/%Y %H:%M", f"{day}.{month}.%Y %I:%M %p", "%Y-%m-%d %H:%M", "%d/%b/%y %I:%M %p"):
        assert reader.moment(moment.strftime(form)) == moment.replace(tzinfo=UTC)
    zone = timezone(timedelta(hours=5, minutes=30))
    assert reader.moment(moment.replace(tzinfo=zone).isoformat()) == moment.replace(tzinfo=zone)


@given(st.text("0123456789/.-: apmAPMTZ+janJAN年,ºdeGMT\u202f", max_size=70))
def test_nothing_but_our_error_comes_out(text: str) -> None:
    for order in ("", "dmy", "mdy"):
        try:
            assert DateReader(order, other=True).moment(text).tzinfo is UTC
        except BadValue:
            assert take_apart(text) is None or text
