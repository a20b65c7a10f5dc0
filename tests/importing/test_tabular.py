"""Text files: encodings, separators, headers, and files that are refused with the place."""

from __future__ import annotations

import pytest

from pilotboard.importing.limits import MAX_CELL, MAX_FILE, MAX_ROWS, BadFile, Cancelled
from pilotboard.importing.source import Source, read_source
from pilotboard.importing.tabular import separator_of
from tests.importing.samples import table, zipped

ROWS = (["Título", "Estado"], ["Niño – ñandú", "Hecho"], ["x", "y"])


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_encodings_are_recognised_and_said(encoding: str, said: str) -> None:
    source = read_source(table(*ROWS, encoding=encoding))
    assert source.said[0] == said
    assert source.table.header == ["Título", "Estado"]
    assert source.table.rows == [["Niño – ñandú", "Hecho"], ["x", "y"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    assert read_source(table(*ROWS, encoding=encoding)).table.rows[0] == ["Niño – ñandú", "Hecho"]


@pytest.mark.parametrize(("separator", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_separators_are_recognised_and_said(separator: str, said: str) -> None:
    rows = (["Name", "Note", "Points"], ["a, b; c", "1,5", "3"], ["d", "with\ttab, and; more", "5"])
    source = read_source(table(*rows, separator=separator))
    assert f"separated by {said}" in source.said
    assert source.table.rows == [list(row) for row in rows[1:]]


def test_decimal_commas_do_not_make_commas_the_separator() -> None:
    assert separator_of("a;b\n1,5;2,5\n3,5;4,5\n") == ";"


def test_excels_own_line_about_the_separator_is_followed() -> None:
    source = read_source(b"sep=;\r\nName;Points\r\na,b;3\r\n")
    assert (source.table.header, source.table.rows) == (["Name", "Points"], [["a,b", "3"]])
    assert (source.table.header_line, source.table.lines) == (2, [3])


def test_one_column_is_said() -> None:
    source = read_source(b"Title\nwrite, and\nread\n")
    assert "separated by commas" in source.said or "one column" in source.said
    assert read_source(b"Title\nwrite\nread\n").said[1] == "one column"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_is_found_below_junk(separator: str) -> None:
    rows: tuple[list[str], ...] = (
        ["Report of the board"],
        ["made", "2026-03-01"],
        [],
        ["Title", "Status", "Points"],
        ["a", "Done", "3"],
        ["b", "Done", "5"],
    )
    source = read_source(table(*rows, separator=separator))
    assert source.table.header == ["Title", "Status", "Points"]
    assert (source.table.header_line, source.table.lines) == (4, [5, 6])
    assert "header in line 4" in source.said


def test_a_row_of_words_under_the_header_is_no_header() -> None:
    source = read_source(table(["Title", "Status"], ["Status report", "Done"], ["Task", "Open"]))
    assert source.table.header == ["Title", "Status"]


def test_wide_rows_and_repeated_names_keep_their_places() -> None:
    source = read_source(table(["Title", "Sprint", "Sprint"], ["a", "S1", "S2", "extra", "more"], ["b"]))
    assert source.table.header == ["Title", "Sprint", "Sprint", "", ""]
    assert source.table.rows == [["a", "S1", "S2", "extra", "more"], ["b", "", "", "", ""]]
    assert source.table.title(3) == "(column 4)"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end: str) -> None:
    data = end.join(["Title,Text", 'a,"one', "two", 'three"', "", "b,x", ""]).encode()
    assert read_source(data).table.lines == [2, 6]
    assert read_source(data).table.blank_rows == 1


def refused(data: bytes) -> BadFile:
    with pytest.raises(BadFile) as caught:
        read_source(data)
    assert caught.value.exit_code == 2
    assert caught.value.kept == "Nothing was changed."
    return caught.value


def test_an_open_quote_is_refused_where_it_begins() -> None:
    fault = refused(b'Title,Text\na,"fine ""quoted"" text"\nb,"never closed\nc,d\n')
    assert (fault.line, fault.column) == (3, 3)
    assert fault.message == "A quote is opened and never closed (line 3, column 3)."


def test_an_open_quote_in_a_long_file_is_not_taken_for_a_long_cell() -> None:
    fault = refused(b'Title,Text\na,"never closed\n' + b"x,y\n" * 60_000)
    assert (fault.line, fault.column) == (2, 3)


def test_of_two_faults_far_down_the_first_is_told_with_its_line() -> None:
    good = b"a,b\r\n" + b'1,"two\r\nlines"\r\n' * 1_500
    long, broken = b"1," + b"x" * (MAX_CELL + 1) + b"\r\n", b'1,"open\r\n'
    for rest, column in ((long + b"1,2\r\n" + broken, None), (broken + long, 3)):
        with pytest.raises(BadFile) as found:
            read_source(good + rest)
        assert (found.value.line, found.value.column) == (3_002, column)


def test_text_after_a_quote_is_refused() -> None:
    fault = refused(b'Title,Text\na,"he said "hi" to me"\n')
    assert (fault.line, fault.column) == (2, 13)


def test_a_nul_is_refused() -> None:
    fault = refused(b"Title,Text\r\na,b\r\nc,d\0e\r\n")
    assert (fault.line, fault.column) == (3, 4)


def test_broken_utf_8_is_refused_and_not_taken_for_something_else() -> None:
    fault = refused("Título,Año\nniño,ñandú\nmás,é".encode() + b"\xff\n")
    assert (fault.line, fault.column) == (3, 6)
    assert refused(b"\xff\xfea\x00\x00\xd8").line == 1


def test_a_long_cell_is_refused() -> None:
    assert read_source(table(["A", "B"], ["x", "y" * MAX_CELL])).table.rows[0][1]
    assert refused(table(["A", "B"], ["x", "y"], ["x", "y" * (MAX_CELL + 1)])).line == 3
    assert refused(table(["A", "B"], ["x", "y"], ["x", "y" * 200_000])).line == 3
    assert refused(table(["A", "B"], ["x", "y"], ["x", '"' * 200_000])).line == 3


def test_too_many_rows_are_refused() -> None:
    assert len(read_source(b"A,B\n" + b"x,y\n" * MAX_ROWS).table.rows) == MAX_ROWS
    assert "100,000 rows" in refused(b"A,B\n" + b"x,y\n" * (MAX_ROWS + 1)).message
    assert "100,000 rows" in refused(b"A,B\n" + b"x,y\n" * (2 * MAX_ROWS + 2)).message


def test_too_many_columns_are_refused() -> None:
    assert "16,384 cells (line 2)" in refused(b"a,b\n" + b"a," * 20_000 + b"\nb,c\n").message
    assert "too large" in refused(b"a," * 10_000 + b"\n" + b"b,c\n" * 3000).message


def test_a_large_or_an_empty_file_is_refused() -> None:
    assert "20 MB" in refused(b"x" * (MAX_FILE + 1)).message
    assert refused(b"").message == "The file is empty."
    assert refused(b" \n\n").message == "The file is empty."


def test_only_a_header_is_no_error() -> None:
    source = read_source(b"Title,Status\n")
    assert (source.table.header, source.table.rows) == (["Title", "Status"], [])
    assert source.said[-1] == "0 rows"


def test_one_table_in_a_zip_file_is_read() -> None:
    source = read_source(zipped({"answers.csv": table(*ROWS)}))
    assert source.said[0] == "zip file"
    assert len(source.table.rows) == 2
    assert "2 tables" in refused(zipped({"a.csv": b"a", "b.csv": b"b"})).message
    assert refused(zipped({"a.csv": b""})).message


def test_reading_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2000

    with pytest.raises(Cancelled):
        read_source(b"A,B\n" + b"x,y\n" * 5000, "f.csv", stop)
    assert told == [(0, 5002), (1000, 5002), (2000, 5002)]


def test_the_name_of_a_plan_above_the_table_is_its_container() -> None:
    source: Source = read_source(
        table(["Plan name", "Reading pilot"], [], ["Task Name", "Progress"], ["a", "Completed"])
    )
    assert source.container == "Reading pilot"
