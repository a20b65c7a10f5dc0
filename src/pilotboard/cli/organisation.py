"""`pilotboard organisation`: its name, its words, how it counts."""

from __future__ import annotations

from pilotboard.cli.app import Noun, argument
from pilotboard.cli.fields import Fill, changed, for_editing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.money import money
from pilotboard.usecases import organisation as usecases

ORGANISATION = Noun("organisation", "Its name, its words, how it counts.")
COMMANDS = {"organisation": ORGANISATION}

FIELDS = (
    Fill("name", "text", "Its name", clears=False),
    Fill("labels", "word", "The set of words", ("scrum", "plain"), clears=False),
    Fill("counting", "word", "How work is counted", ("items", "points"), clears=False),
    Fill("time_zone", "text", "Where its days begin, such as America/Los_Angeles", clears=False),
    Fill("money", "text", "What stands before an amount of money, such as $", clears=False),
    Fill("small_limit", "whole", "A pilot that costs more a year at scale is a large one", clears=False),
)


@ORGANISATION.verb("show")
def show(session: Session) -> None:
    """Show the organisation."""
    view = usecases.show_organisation(session.ws)
    if session.out.json:
        data = {
            "name": view.name,
            "labels": view.labels,
            "counting": view.counting,
            "time_zone": view.time_zone,
            "money": view.money,
            "small_limit": view.small_limit,
            "sample": view.sample,
            "words": view.words,
        }
        session.out.document("organisation", [data], count=1)
        return
    own = "\n".join(f"{term} = {word}" for term, word in sorted(view.words.items()))
    fields = [
        ("Words", view.labels),
        ("Own words", own),
        ("Counts", view.counting),
        ("Time zone", view.time_zone),
        ("Large pilot", f"costs more than {money(view.small_limit, view.money)} a year at scale"),
        ("Sample", "a fictional programme, to look around" if view.sample else ""),
    ]
    session.out.page(view.name, fields)


@ORGANISATION.verb("edit", *for_editing(FIELDS))
def edit(session: Session, clear: tuple[str, ...], **given: object) -> None:
    """Change fields of the organisation. Only the options given are changed."""
    changes = changed(session, "pilotboard organisation edit", FIELDS, given, clear)
    session.done(usecases.edit_organisation(session.ws, changes))


@ORGANISATION.verb("words")
def words(session: Session) -> None:
    """List the words on the screens: the two sets, and the organisation's own."""
    from pilotboard.domain.labels import keys, words_of

    own = usecases.show_organisation(session.ws).words
    rows = [(term, session.labels(term), *words_of(term), own.get(term, "")) for term in keys()]
    if session.out.json:
        names = ("term", "word", "scrum", "plain", "own")
        data: list[dict[str, object]] = [{**dict(zip(names, row, strict=True)), "own": own.get(row[0])} for row in rows]
        session.rows("words", data, dict, len(data), "")
        return
    columns = (Column("Term"), Column("Here"), Column("Scrum"), Column("Plain"), Column("Own"))
    session.out.table(columns, rows)


@ORGANISATION.verb("word", argument("term", metavar="TERM"), argument("text", metavar="TEXT"))
def word(session: Session, term: str, text: str) -> None:
    """Use a word of your own for a term; an empty text brings the common word back. ONE/MANY tells the plural."""
    session.done(usecases.set_label(session.ws, term, text))
