"""Small files of our own making, each with quirks that real exports have."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from pilotboard.domain.intake import Parsed
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapping import accept
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import Source, read_source

Cell = str | int | float | bool | date | None


def table(*rows: Sequence[str], separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A file of separated values."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def taken(data: bytes | Source, preset: str | None = None) -> Parsed:
    """What a file gives when its proposal is taken with all its guesses."""
    source = data if isinstance(data, Source) else read_source(data)
    return parse(source, accept(propose(source, preset).map))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def workbook(sheets: dict[str, Sequence[Sequence[Cell]]], **parts: str) -> bytes:
    """An XLSX workbook; `parts` replace or add members, with `__` for `/` in their names."""
    names = list(sheets)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/sheet{n}.xml"/>'
        for n in range(len(names))
    )
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3">'
        '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>"
    )
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Target="xl/workbook.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="r{n}"/>' for n, name in enumerate(names))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relations
        + '<Relationship Id="s" Target="styles.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
        "xl/styles.xml": styles,
        **{f"xl/worksheets/sheet{n}.xml": sheet(sheets[name]) for n, name in enumerate(names)},
        **{name.replace("__", "/"): content for name, content in parts.items()},
    }
    return zipped({name: content.encode() for name, content in members.items()})


def sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """The XML of a sheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{_letters(place)}{number}", value) for place, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    inside = "".join(lines)
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{inside}</sheetData></worksheet>"
    )


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        days = (value - datetime.fromisoformat("1899-12-30")).total_seconds() / 86400
        return f'<c r="{place}" s="2"><v>{days!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


JIRA_HEAD = [
    "Summary",
    "Issue key",
    "Issue id",
    "Issue Type",
    "Status",
    "Project key",
    "Priority",
    "Resolution",
    "Assignee",
    "Created",
    "Updated",
    "Resolved",
    "Due date",
    "Labels",
    "Labels",
    "Description",
    "Sprint",
    "Sprint",
    "Sprint",
    "Custom field (Story Points)",
    "Custom field (Development)",
    "Comment",
    "Comment",
    "Status Category",
]
_DAY = "20/Jul/23 3:25 PM"


def jira_row(**cells: Any) -> list[str]:
    """A row of a Jira export; repeated columns as lists (`Sprint=["S 1", "", "S 2"]`)."""
    plain = {"Issue Type": "Task", "Status": "To Do", "Project key": "NW", "Created": _DAY, "Status Category": "To Do"}
    given = {**plain, **{name.replace("_", " "): value for name, value in cells.items()}}
    row, used = [], dict.fromkeys(JIRA_HEAD, 0)
    for name in JIRA_HEAD:
        value = given.get(name, "")
        if isinstance(value, list):
            value = value[used[name]] if used[name] < len(value) else ""
        row.append(value)
        used[name] += 1
    return row


def jira() -> bytes:
    """Five issues: resolved under another status, carried over twice, many lines, a wide row."""
    return table(
        JIRA_HEAD,
        jira_row(
            Summary="Send money back",
            Issue_key="NW-1",
            Status="Deploy",
            Status_Category="In Progress",
            Resolution="Done",
            Resolved="17/Aug/23 10:48 AM",
            Sprint=["Sprint 2", "Sprint 10"],
            Assignee="Ana Ruiz",
            Labels=["pilot", "money"],
            Comment=["12/Apr/23 11:29 AM;acct:7;First line\nsecond; line", "no date here"],
        ),
        jira_row(
            Summary="Café “menu”",
            Issue_key="NW-2",
            Issue_Type="Bug",
            Description="Line one\n\n* two\n* three",
            Sprint=["Sprint 1", "Sprint 2", "Sprint 10"],
            **{"Custom field (Story Points)": "3.0"},
        ),
        jira_row(Summary="Look into it", Issue_key="NW-3", Status="Analysis", Due_date="31/May/23 12:00 AM"),
        jira_row(
            Summary="Same again",
            Issue_key="NW-4",
            Status="Done",
            Resolution="Duplicate",
            Resolved="04/Jul/23 9:53 AM",
            Status_Category="Done",
        ),
        [*jira_row(Summary="Wide", Issue_key="NW-5"), "beyond", "the header"],
        encoding="utf-8-sig",
    )


def trello(**more: Any) -> dict[str, Any]:
    """A board: a nameless label, an archived card, moves (one of a card that is gone), a checklist, two members."""
    first, second, third = ("5197b968bb47d4123300562" + digit for digit in "abc")
    lists = [
        {"id": "L3", "name": "Shipped", "closed": False, "pos": 300},
        {"id": "L1", "name": "Someday maybe", "closed": False, "pos": 1},
        {"id": "L2", "name": "Bench", "closed": False, "pos": 20.5},
        {"id": "L0", "name": "Old", "closed": True, "pos": 0},
    ]
    cards = [
        {
            "id": first,
            "name": "書く",
            "desc": "Two\nlines",
            "closed": False,
            "idList": "L3",
            "labels": [{"name": "", "color": "green"}, {"name": "Server, big", "color": "red"}],
            "idMembers": ["M1", "M2"],
            "due": "2013-06-01T12:00:00.000Z",
            "dateLastActivity": "2013-06-30T00:00:00.000Z",
            "shortUrl": "https://trello.com/c/abc",
        },
        {"id": second, "name": "Second", "closed": True, "idList": "L1", "labels": [], "dateLastActivity": ""},
        {"id": third, "name": "Third", "closed": False, "idList": "L2"},
    ]

    def move(card: str, day: str, before: str, after: str) -> dict[str, Any]:
        data = {
            "card": {"id": card},
            "listBefore": {"id": before, "name": before},
            "listAfter": {"id": after, "name": after},
        }
        return {
            "type": "updateCard",
            "date": f"2013-{day}T10:00:00.000Z",
            "data": data,
            "memberCreator": {"fullName": "Ana"},
        }

    actions = [
        move(first, "06-20", "L2", "L3"),
        move(first, "06-10", "L1", "L2"),
        move("gone", "06-01", "L1", "L2"),
        {
            "type": "updateCard",
            "date": "2013-06-05T08:00:00.000Z",
            "data": {"card": {"id": second, "closed": True}, "old": {"closed": False}},
        },
        {
            "type": "commentCard",
            "date": "2013-06-06T03:28:16.392Z",
            "data": {"card": {"id": first}, "text": "Well..."},
            "memberCreator": {"fullName": "Ben"},
        },
        {
            "type": "createCard",
            "date": "2013-05-19T00:00:00.000Z",
            "data": {"card": {"id": third}, "list": {"id": "L2"}},
        },
    ]
    checklists = [
        {
            "idCard": third,
            "pos": 1,
            "checkItems": [
                {"name": "b", "pos": 2, "state": "complete"},
                {"name": "a", "pos": 1, "state": "incomplete"},
            ],
        }
    ]
    members = [{"id": "M1", "fullName": "Ana Ruiz"}, {"id": "M2", "fullName": "Ben Okafor"}]
    board = {
        "id": "B1",
        "name": "Hermes",
        "lists": lists,
        "cards": cards,
        "actions": actions,
        "members": members,
        "checklists": checklists,
    }
    return {**board, **more}


def board(**more: Any) -> bytes:
    """That board as a file."""
    return json.dumps(trello(**more), ensure_ascii=False).encode()
