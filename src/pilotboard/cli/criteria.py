"""`pilotboard criteria`: what pilots are judged by, in versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, for_adding, for_editing, nothing_given, values
from pilotboard.cli.output import Column
from pilotboard.cli.scale import parse_weights
from pilotboard.cli.session import Session
from pilotboard.domain.criteria import CriterionView
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import criteria as usecases

if TYPE_CHECKING:
    from pilotboard.domain.criteria_sets import SetView

CRITERIA = Noun("criteria", "What pilots are judged by: weights, and what each level means.")
COMMANDS = {"criteria": CRITERIA}
NAME = argument("name", metavar="NAME")
LEVELS = tuple(Fill(f"level_{level}", "text", f"What level {level} means", clears=False) for level in range(4))
WEIGHT = Fill("weight", "whole", "Its weight; all weights sum to 100", clears=False)
WEIGHTS = option("--weights", metavar="NAME=W,...", help="The weights of others that change with it.")
NOTE = option("--note", metavar="TEXT", default="", help="Why there is a new version.")
VERSION = option("--version", "number", metavar="NUMBER", help="An earlier version.")
COLUMNS = (
    Column("Criterion"),
    Column("Weight", right=True),
    *(Column(str(level), elastic=True) for level in range(4)),
)
SETS = (Column("Version"), Column("In use"), Column("Since"), Column("By"), Column("Note", elastic=True))


def criterion_data(one: CriterionView) -> dict[str, object]:
    """A criterion as JSON; `key` is its name."""
    return {"key": one.name, "name": one.name, "weight": one.weight, "levels": list(one.anchors)}


def _shown(session: Session, number: str | None) -> SetView:
    from pilotboard.domain.numbers import parse_whole

    wanted = None if number is None else parse_whole(number.strip().removeprefix("v"), 1, 1_000_000, "version")
    return usecases.show_criteria(session.ws, wanted)


@CRITERIA.verb("list", VERSION)
def show_list(session: Session, number: str | None) -> None:
    """List the criteria with their weights and what each level from 0 to 3 means."""
    found = _shown(session, number)
    if session.out.json:
        data = [criterion_data(one) for one in found.criteria]
        meta = {"version": found.number, "in_use": found.in_use, "note": found.note or None}
        session.out.document("criteria", data, count=len(data), **meta)
        return
    session.out.table(COLUMNS, [(one.name, str(one.weight), *one.anchors) for one in found.criteria])


@CRITERIA.verb("show", NAME, VERSION)
def show(session: Session, name: str, number: str | None) -> None:
    """Show one criterion: its weight and what each level means."""
    found = _shown(session, number)
    wanted = usecases.find_in(name, [one.name for one in found.criteria])
    one = next(one for one in found.criteria if one.name == wanted)
    if session.out.json:
        session.out.document("criterion", [criterion_data(one)], count=1, version=found.number)
        return
    levels = [(f"Level {level}", anchor) for level, anchor in enumerate(one.anchors)]
    session.out.page(one.name, [("Weight", f"{one.weight} of 100"), *levels])


@CRITERIA.verb("versions")
def versions(session: Session) -> None:
    """List the versions of the criteria, the newest first."""
    found = usecases.list_criteria_sets(session.ws)
    if session.out.json:
        data = [
            {
                "key": f"v{one.number}",
                "number": one.number,
                "in_use": one.in_use,
                "made_at": one.made_at,
                "made_by": one.made_by or None,
                "note": one.note or None,
                "weights": one.weights,
            }
            for one in found
        ]
        session.out.document("criteria_versions", data, count=len(data))
        return
    rows = [
        (
            f"v{one.number}",
            "yes" if one.in_use else "",
            one.made_at.date().isoformat() if one.made_at else "",
            one.made_by,
            one.note,
        )
        for one in found
    ]
    session.out.table(SETS, rows)


@CRITERIA.verb(
    "edit", argument("name", required=False, metavar="[NAME]"), WEIGHTS, NOTE, *for_editing((WEIGHT, *LEVELS))
)
def edit(
    session: Session, name: str | None, weights: str | None, note: str, clear: tuple[str, ...], **given: object
) -> None:
    """Change weights or words, as a new version: the earlier one stays readable, the ratings stay.

    Every pilot is judged by the new version at once.
    """
    changes = values(session, (WEIGHT, *LEVELS), given, clear)
    if not changes and weights is None:
        raise nothing_given("pilotboard criteria edit", (WEIGHT, *LEVELS))
    if changes and name is None:
        raise InvalidInput(
            "Which criterion?", "Nothing was changed.", "pilotboard criteria edit NAME ...", field="name"
        )

    def change(held: list[CriterionView]) -> list[CriterionView]:
        if name is None:
            return held
        wanted = usecases.find_in(name, [one.name for one in held])
        return [_with(one, changes) if one.name == wanted else one for one in held]

    _save(session, change, weights, note)


@CRITERIA.verb("add", NAME, WEIGHTS, NOTE, *for_adding((WEIGHT, *LEVELS)))
def add(session: Session, name: str, weights: str | None, note: str, **given: object) -> None:
    """Add a criterion, with its weight, what each level means, and the weights that give way for it."""
    new = _with(CriterionView(name, 0, ("", "", "", "")), values(session, (WEIGHT, *LEVELS), given))
    _save(session, lambda held: [*held, new], weights, note)


@CRITERIA.verb("remove", NAME, WEIGHTS, NOTE)
def remove(session: Session, name: str, weights: str | None, note: str) -> None:
    """Leave a criterion out of the next version; its weight goes to others."""

    def change(held: list[CriterionView]) -> list[CriterionView]:
        wanted = usecases.find_in(name, [one.name for one in held])
        return [one for one in held if one.name != wanted]

    _save(session, change, weights, note)


def _with(one: CriterionView, changes: Mapping[str, object]) -> CriterionView:
    """The criterion with these fields; what is no number stays text, for the drafts to refuse."""
    anchors = [str(changes.get(f"level_{level}", anchor)) for level, anchor in enumerate(one.anchors)]
    weight = changes.get("weight", one.weight)
    return CriterionView(one.name, weight, (anchors[0], anchors[1], anchors[2], anchors[3]))  # type: ignore[arg-type]


def _save(
    session: Session, change: Callable[[list[CriterionView]], list[CriterionView]], weights: str | None, note: str
) -> None:
    made = change(list(usecases.show_criteria(session.ws).criteria))
    names = [one.name for one in made]
    given = {usecases.find_in(name, names): weight for name, weight in parse_weights(weights or "").items()}
    made = [one._replace(weight=_whole(given.get(one.name, one.weight))) for one in made]
    session.done(usecases.edit_criteria(session.ws, made, note))


def _whole(weight: object) -> int:
    """The weight as a whole number where it is one; anything else is left for the drafts to refuse."""
    return int(weight) if isinstance(weight, float) and weight.is_integer() else weight  # type: ignore[return-value]
