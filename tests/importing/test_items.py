"""Items: Jira, Trello, Planner and tables of any make, in small twins of real files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pilotboard.domain.intake import IncomingItem, Parsed, PersonRef, Target
from pilotboard.domain.items import ItemState, ItemType
from pilotboard.importing.drafting import parse
from pilotboard.importing.limits import Cancelled
from pilotboard.importing.mapping import accept, with_column
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from tests.importing.samples import JIRA_HEAD, board, jira, jira_row, table, taken, workbook


def by_id(parsed: Parsed) -> dict[str, IncomingItem]:
    return {item.external_id: item for item in parsed.items}


def read(*rows: list[str], preset: str | None = None) -> Parsed:
    return taken(table(*rows), preset)


class TestJira:
    def test_is_recognised_and_nothing_of_it_is_guessed(self) -> None:
        proposal = propose(read_source(jira()))
        assert (proposal.map.preset, proposal.target, proposal.guesses) == ("jira", Target.ITEMS, ())
        assert [column.name for column in proposal.unread] == ["Issue id", "(column 25)", "(column 26)"][1:]
        assert {"Priority", "Custom field (Development)"} < {column.name for column in proposal.empty}

    def test_every_row_is_a_draft_in_its_order_and_line(self) -> None:
        found = taken(jira())
        assert [(item.row, item.external_id) for item in found.items] == [
            (2, "NW-1"),
            (4, "NW-2"),
            (8, "NW-3"),
            (9, "NW-4"),
            (10, "NW-5"),
        ]
        assert (found.source, {item.container for item in found.items}) == ("jira", {"NW"})
        assert found.counts()["errors"] == 0

    def test_a_resolution_makes_done_and_the_rule_is_told(self) -> None:
        source = read_source(jira())
        proposal = propose(source)
        told = next(choice for choice in proposal.choices if choice.key == "done")
        assert (told.taken, told.others) == ("resolution", ("resolution", "status", "category"))
        assert (
            told.sentence == "Done is what has a resolution, whatever its status: 2 rows (1 by status, 1 by category)."
        )
        item = by_id(parse(source, proposal.map))["NW-1"]
        assert (item.state, item.state_name) == (ItemState.DONE, "Deploy")
        assert item.finished_at == datetime(2023, 8, 17, 10, 48, tzinfo=UTC)

    def test_another_rule_reads_the_same_rows_differently(self) -> None:
        source = read_source(jira())
        mapping = replace(
            propose(source).map,
            done_rule="category",
            states={
                "deploy": "done",
                "in progress": "in_progress",
                "to do": "ready",
                "done": "done",
                "analysis": "ready",
            },
        )
        found = by_id(parse(source, mapping))
        assert (found["NW-1"].state, found["NW-1"].finished_at) == (ItemState.IN_PROGRESS, None)
        assert found["NW-4"].state is ItemState.DONE

    def test_a_resolution_that_is_no_success_drops_with_its_reason(self) -> None:
        item = by_id(taken(jira()))["NW-4"]
        assert (item.state, item.drop_reason, item.finished_at) == (ItemState.DROPPED, "Duplicate", None)

    def test_a_status_that_is_not_known_is_told_by_its_category(self) -> None:
        proposal = propose(read_source(jira()))
        assert by_id(taken(jira()))["NW-3"].state is ItemState.READY
        assert any(choice.key == "state:analysis" for choice in proposal.choices)

    def test_the_last_sprint_is_the_current_one_and_the_others_are_carry_over(self) -> None:
        found = taken(jira())
        assert by_id(found)["NW-2"].sprints == ("Sprint 1", "Sprint 2", "Sprint 10")
        assert [item.external_id for item in found.items if item.carried_over] == ["NW-1", "NW-2"]
        assert [(one.name, one.items, one.carried) for one in found.sprints] == [
            ("Sprint 1", 1, 1),
            ("Sprint 2", 2, 2),
            ("Sprint 10", 2, 0),
        ]
        assert {one.container for one in found.sprints} == {"NW"}

    def test_a_gap_between_sprints_is_no_sprint(self) -> None:
        found = read(
            JIRA_HEAD,
            jira_row(Summary="x", Issue_key="A-1", Sprint=["S1", "", "S3"]),
            jira_row(Summary="y", Issue_key="A-2"),
        )
        assert by_id(found)["A-1"].sprints == ("S1", "S3")

    def test_a_servers_sprint_tells_more_than_its_name(self) -> None:
        cell = (
            "com.atlassian.greenhopper.service.sprint.Sprint@1f2[id=7,rapidViewId=3,state=CLOSED,name=Sprint, the 4th,"
            "goal=<null>,startDate=2023-04-03T09:00:00.000Z,endDate=2023-04-14T17:00:00.000Z,completeDate=<null>,sequence=7]"
        )
        sprint = read(JIRA_HEAD, jira_row(Summary="x", Issue_key="A-1", Sprint=[cell])).sprints[0]
        assert (sprint.name, sprint.state, sprint.goal) == ("Sprint, the 4th", "closed", "")
        assert (sprint.start, sprint.end, sprint.completed) == (date(2023, 4, 3), date(2023, 4, 14), None)

    def test_comments_have_a_date_an_author_and_all_their_lines(self) -> None:
        first, second = by_id(taken(jira()))["NW-1"].notes
        assert (first.at, first.author) == (datetime(2023, 4, 12, 11, 29, tzinfo=UTC), "acct:7")
        assert first.text == "First line\nsecond; line"
        assert (second.at, second.author, second.text) == (None, "", "no date here")

    def test_texts_of_many_lines_stay_whole(self) -> None:
        item = by_id(taken(jira()))["NW-2"]
        assert (item.title, item.description) == ("Café “menu”", "Line one\n\n* two\n* three")

    def test_points_types_labels_people_days(self) -> None:
        found = by_id(taken(jira()))
        assert (found["NW-2"].estimate, found["NW-2"].type) == (3, ItemType.TASK)
        assert found["NW-1"].labels == ("pilot", "money")
        assert found["NW-1"].assignee == PersonRef("Ana Ruiz")
        assert found["NW-3"].due == date(2023, 5, 31)
        assert found["NW-1"].created_at == datetime(2023, 7, 20, 15, 25, tzinfo=UTC)

    def test_times_stand_in_the_zone_that_is_given(self) -> None:
        source = read_source(jira())
        item = parse(source, propose(source).map, zone=ZoneInfo("Europe/Madrid")).items[0]
        assert item.created_at == datetime(2023, 7, 20, 13, 25, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("names", "status", "created"),
        [
            ("Resumen;Clave de incidencia;Tipo de Incidencia;Estado;Creada", "En curso", "11/abr/26 3:25 p. m."),
            ("Samenvatting;Issuesleutel;Issuetype;Status;Aangemaakt", "In uitvoering", "11/apr/26 3:25 PM"),
            ("Zusammenfassung;Vorgangsschlüssel;Vorgangstyp;Status;Erstellt", "In Arbeit", "11.04.2026 15:25"),
            ("Résumé;Clé de ticket;Type de ticket;État;Création", "En cours", "11/avr./26 15:25"),
        ],
    )
    def test_speaks_other_languages(self, names: str, status: str, created: str) -> None:
        head = names.replace("Issuesleutel", "Issue sleutel").split(";")
        data = table(head, ["Leer más", "P-1", "Story", status, created], separator=";", encoding="utf-8-sig")
        proposal = propose(read_source(data))
        assert proposal.map.preset == "jira"
        item = taken(data).items[0]
        assert (item.title, item.external_id, item.type) == ("Leer más", "P-1", ItemType.STORY)
        assert item.state is ItemState.IN_PROGRESS
        assert item.created_at == datetime(2026, 4, 11, 15, 25, tzinfo=UTC)


class TestTrello:
    def test_lists_are_guesses_and_guesses_are_not_taken(self) -> None:
        source = read_source(board())
        proposal = propose(source)
        assert {guess.key: guess.proposal for guess in proposal.guesses} == {
            "state:someday maybe": "backlog",
            "state:bench": "in_progress",
            "state:shipped": "done",
            "state:old": "in_progress",
        }
        found = parse(source, proposal.map)
        assert (found.items, len(found.errors)) == ([], 3)
        assert "only guessed to be done" in found.errors[0].message

    def test_known_words_are_no_guesses(self) -> None:
        lists = [
            {"id": name, "name": name, "pos": place} for place, name in enumerate(["Ideas", "Doing", "Done", "Links"])
        ]
        cards = [{"id": "c1", "name": "x", "idList": "Links"}]
        proposal = propose(read_source(board(lists=lists, cards=cards, actions=[])))
        assert [(guess.key, guess.proposal) for guess in proposal.guesses] == [("state:links", "in_progress")]

    def test_cards_become_items(self) -> None:
        first, second, third = taken(board()).items
        assert (first.title, first.description, first.state, first.container) == (
            "書く",
            "Two\nlines",
            ItemState.DONE,
            "B1",
        )
        assert first.created_at == datetime(2013, 5, 18, 17, 24, 56, tzinfo=UTC)
        assert first.labels == ("green", "Server big")
        assert (first.assignee, first.due) == (PersonRef("Ana Ruiz"), date(2013, 6, 1))
        assert [note.text for note in first.notes] == ["Well...", "Also assigned to Ben Okafor."]
        assert (second.state, second.archived_at) == (ItemState.BACKLOG, datetime(2013, 6, 5, 8, tzinfo=UTC))
        assert (third.criteria, third.archived_at) == ((("a", False), ("b", True)), None)

    def test_moves_are_history_and_tell_when_work_began_and_ended(self) -> None:
        first, _, third = taken(board()).items
        assert [(move.before, move.after, move.at.day, move.who) for move in first.moves] == [
            (ItemState.BACKLOG, ItemState.IN_PROGRESS, 10, "Ana"),
            (ItemState.IN_PROGRESS, ItemState.DONE, 20, "Ana"),
        ]
        assert first.started_at == datetime(2013, 6, 10, 10, tzinfo=UTC)
        assert first.finished_at == datetime(2013, 6, 20, 10, tzinfo=UTC)
        assert (third.started_at, third.finished_at) == (third.created_at, None)

    def test_moves_inside_one_state_stay(self) -> None:
        source = read_source(board())
        mapping = accept(propose(source).map)
        mapping = replace(mapping, states={**mapping.states, "someday maybe": "in_progress"})
        move = parse(source, mapping).items[0].moves[0]
        assert (move.before, move.after) == (ItemState.IN_PROGRESS, ItemState.IN_PROGRESS)
        assert (move.before_name, move.after_name) == ("Someday maybe", "Bench")

    def test_a_done_card_without_its_moves_ended_at_its_last_activity(self) -> None:
        assert taken(board(actions=[])).items[0].finished_at == datetime(2013, 6, 30, tzinfo=UTC)

    def test_a_new_comment_changes_the_hash_and_nothing_else_does(self) -> None:
        before = taken(board()).items
        assert [item.hash for item in taken(board()).items] == [item.hash for item in before]
        after = taken(board(actions=[])).items
        assert [one.hash == two.hash for one, two in zip(before, after, strict=True)] == [False, False, True]


class TestPlanner:
    ROWS = (
        [
            "Task ID",
            "Task Name",
            "Bucket Name",
            "Progress",
            "Assigned To",
            "Created Date",
            "Due date",
            "Completed Date",
            "Checklist Items",
            "Labels",
        ],
        [
            "t1",
            "Order books",
            "Reading",
            "Completed",
            "Ana Ruiz;Ben Okafor",
            "01/09/2026",
            "30/09/2026",
            "28/09/2026",
            "call;pay",
            "Red;Blue",
        ],
        ["t2", "Hang posters", "Room", "Not started", "", "02/09/2026", None, None, None, None],
    )

    def data(self) -> bytes:
        return workbook({"Tasks": self.ROWS, "Plan name": [["Plan name", "Reading pilot"]]})

    def test_tasks_become_items(self) -> None:
        found = taken(self.data())
        assert (found.preset, found.source) == ("planner", "planner")
        first, second = found.items
        assert (first.external_id, first.container, first.state) == ("t1", "Reading pilot", ItemState.DONE)
        assert (first.due, first.finished_at) == (date(2026, 9, 30), datetime(2026, 9, 28, tzinfo=UTC))
        assert first.criteria == (("call", False), ("pay", False))
        assert (first.assignee, first.notes[0].text) == (PersonRef("Ana Ruiz"), "Also assigned to Ben Okafor.")
        assert (second.state, second.estimate) == (ItemState.BACKLOG, None)

    def test_whether_buckets_are_steps_or_topics_is_asked(self) -> None:
        source = read_source(self.data())
        mapping = propose(source).map
        assert "buckets" in mapping.pending
        unasked = accept(mapping, mapping.pending - {"buckets"})
        assert parse(source, unasked).items[0].labels == ("Red", "Blue")
        assert parse(source, accept(mapping)).items[0].labels == ("Red", "Blue", "Reading")
        steps = replace(
            accept(mapping), buckets="states", states={**mapping.states, "reading": "review", "room": "ready"}
        )
        assert [item.state for item in parse(source, steps).items] == [ItemState.DONE, ItemState.READY]


class TestAnyTable:
    def test_dates_alone_tell_the_state_and_an_id_stands_for_a_title(self) -> None:
        data = table(
            ["Closed Date", "Activated Date", "ID", "Story Points"],
            ["5/31/2023 8:04:10 AM", "5/15/2023 10:29:09 AM", "136197", "5"],
            ["", "1/3/2023 1:53:09 PM", "137006", "2"],
            separator=";",
        )
        proposal = propose(read_source(data))
        assert proposal.guesses == ()
        assert {choice.key for choice in proposal.choices} == {
            "dates:Closed Date",
            "dates:Activated Date",
            "state",
            "title",
        }
        first, second = taken(data).items
        assert (first.title, first.state, first.estimate) == ("136197", ItemState.DONE, 5)
        assert first.finished_at == datetime(2023, 5, 31, 8, 4, 10, tzinfo=UTC)
        assert (second.state, second.started_at) == (ItemState.IN_PROGRESS, datetime(2023, 1, 3, 13, 53, 9, tzinfo=UTC))

    def test_rows_that_cannot_go_in_are_told_and_stop_no_other(self) -> None:
        found = read(
            ["Key", "Title", "Points", "Due date", "Status"],
            ["A-1", "fine", "3", "2026-01-05", "Done"],
            ["A-2", "", "3", "", ""],
            ["A-3", "half", "2.5", "2026-02-30", "Done"],
            ["A-1", "again", "1", "", "Done"],
            ["A-4", "\x1b]0;x\x07fine", "", "1999-12-31", ""],
            ["A-5", "last", "", "", ""],
        )
        assert [item.external_id for item in found.items] == ["A-1", "A-5"]
        assert [(error.row, error.external_id, error.field, error.value) for error in found.errors] == [
            (3, "A-2", "title", ""),
            (4, "A-3", "estimate", "2.5"),
            (4, "A-3", "due", "2026-02-30"),
            (5, "A-1", "external_id", "A-1"),
            (6, "A-4", "due", "1999-12-31"),
        ]
        assert found.counts() == {
            "rows": 6,
            "items": 2,
            "sprints": 0,
            "voices": 0,
            "pilots": 0,
            "errors": 4,
            "remarks": 0,
        }

    def test_the_same_id_in_another_container_is_another_thing(self) -> None:
        found = read(["Project", "ID", "Title"], ["A", "1", "x"], ["B", "1", "y"], ["B", "1", "z"])
        assert [(item.container, item.title) for item in found.items] == [("A", "x"), ("B", "y")]

    def test_an_undecided_column_is_guessed_like_the_others_of_its_file(self) -> None:
        source = read_source(
            table(["Title", "Created", "Due"], ["a", "03/04/2026", "05/27/2026"], ["b", "", "06/28/2026"])
        )
        assert [(guess.key, guess.proposal) for guess in propose(source).guesses] == [
            ("dates:Created", "month/day/year")
        ]

    def test_an_unknown_status_is_a_guess(self) -> None:
        source = read_source(table(["Title", "Status"], ["a", "Simmering"], ["b", "Done"]))
        proposal = propose(source)
        assert [(guess.key, guess.proposal, guess.rows) for guess in proposal.guesses] == [
            ("state:simmering", "in_progress", 1)
        ]
        found = parse(source, proposal.map)
        assert ([item.title for item in found.items], found.errors[0].field) == (["b"], "state")

    def test_dates_without_a_clear_order_are_a_guess(self) -> None:
        source = read_source(table(["Title", "Due"], ["a", "03/04/2026"], ["b", "05/06/2026"], ["c", "2026-07-01"]))
        proposal = propose(source)
        assert [(guess.key, guess.proposal, guess.rows) for guess in proposal.guesses] == [
            ("dates:Due", "day/month/year", 2)
        ]
        found = parse(source, proposal.map)
        assert ([item.title for item in found.items], len(found.errors)) == (["c"], 2)
        assert taken(source).items[0].due == date(2026, 4, 3)

    def test_long_titles_and_texts_lose_nothing(self) -> None:
        found = read(["Key", "Title", "Description"], ["A-1", "t" * 250, "d" * 20_000], ["A-2", "x", ""])
        item = found.items[0]
        assert (len(item.title), item.description[:252]) == (200, "t" * 250 + "\n\n")
        assert len(item.description) == 20_000
        assert item.description + item.notes[0].text == "t" * 250 + "\n\n" + "d" * 20_000
        assert [remark.field for remark in found.remarks] == ["title", "description"]

    def test_rows_without_an_id_are_known_by_their_title_and_a_number(self) -> None:
        rows = [["Write", "Done"], ["Read", "Open"], ["Write", "Open"]]
        first = read(["Title", "Status"], *rows)
        assert len({item.external_id for item in first.items}) == 3
        again = read(["Title", "Status"], ["Write", "Open"], *rows[1:])
        assert [item.external_id for item in again.items] == [item.external_id for item in first.items]
        assert [one.hash == two.hash for one, two in zip(first.items, again.items, strict=True)] == [False, True, True]

    def test_columns_that_change_places_and_new_ones_change_no_hash(self) -> None:
        head, row = ["Key", "Title", "Status"], ["A-1", "x", "Done"]
        source = read_source(table(head, row))
        mapping = accept(propose(source).map)
        turned = read_source(table(["New", *reversed(head)], ["?", *reversed(row)]))
        assert parse(source, mapping).items[0].hash == parse(turned, mapping).items[0].hash

    def test_which_fields_are_mapped_is_told(self) -> None:
        assert read(["Key", "Title", "Points"], ["A", "x", ""], ["B", "y", "3"]).fields == {
            "external_id",
            "title",
            "estimate",
        }

    def test_archived_is_a_time_and_no_state(self) -> None:
        found = read(
            ["Title", "Archived", "Updated", "Status"],
            ["a", "yes", "2026-01-05", "Done"],
            ["b", "2026-01-07", "", "Open"],
            ["c", "no", "2026-01-05", "Open"],
        )
        assert [item.archived_at and item.archived_at.day for item in found.items] == [5, 7, None]
        assert [item.state for item in found.items] == [ItemState.DONE, ItemState.BACKLOG, ItemState.BACKLOG]

    def test_a_done_item_without_an_end_ended_at_its_last_change(self) -> None:
        found = read(["Title", "Updated", "Status"], ["a", "2026-01-05", "Done"], ["b", "2026-01-05", "Open"])
        assert [item.finished_at and item.finished_at.day for item in found.items] == [5, None]

    def test_links_that_are_none_are_left_out_and_told(self) -> None:
        found = read(["Title", "URL"], ["a", "javascript:alert(1)"], ["b", "https://example.org/x"])
        assert [item.url for item in found.items] == ["", "https://example.org/x"]
        assert found.remarks[0].field == "url"

    def test_control_characters_are_taken_out_and_counted(self) -> None:
        found = read(["Key", "Title", "Description"], ["A\x1b1", "a\x1b[2Jb", "c\x1bd\x07e\nf"])
        item = found.items[0]
        assert (item.external_id, item.title, item.description) == ("A1", "a[2Jb", "cde\nf")
        assert found.remarks[0].message == "2 control characters taken out."

    def test_another_language_needs_no_english_header(self) -> None:
        found = read(["Título", "Estado", "Asignado a", "Fecha límite"], ["Leer", "Hecho", "Ana Ruiz", "27/04/2026"])
        item = found.items[0]
        assert (item.title, item.state, item.assignee, item.due) == (
            "Leer",
            ItemState.DONE,
            PersonRef("Ana Ruiz"),
            date(2026, 4, 27),
        )

    def test_a_column_mapped_by_hand_is_read(self) -> None:
        source = read_source(table(["Title", "Wichtigkeit"], ["a", "hoch"], ["b", ""]))
        mapping = with_column(propose(source).map, source.table, 1, "labels")
        assert [item.labels for item in parse(source, mapping).items] == [("hoch",), ()]


@pytest.mark.parametrize("stop", [lambda done, total: False, lambda done, total: done < 1000])
def test_reading_can_be_stopped(stop: Callable[[int, int], bool]) -> None:
    source = read_source(table(["Title"], *([f"t{n}"] for n in range(1500))))
    with pytest.raises(Cancelled):
        parse(source, propose(source).map, progress=stop)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    source = read_source(table(["Title"], *([f"t{n}"] for n in range(1500))))
    parse(source, propose(source).map, progress=go_on)
    assert told == [(0, 1500), (1000, 1500), (1500, 1500)]
