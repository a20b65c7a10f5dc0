"""`pilotboard pilots copy` and `templates`: beginning a pilot from another one, or from a template."""

from __future__ import annotations

from pilotboard.cli.app import argument, option
from pilotboard.cli.output import Column
from pilotboard.cli.pilots import KEY, PILOTS
from pilotboard.cli.session import Session
from pilotboard.usecases import pilot_copies, pilot_templates


@PILOTS.verb(
    "copy",
    KEY,
    option("--site", completes=("@site",), metavar="KEY|NAME", required=True, help="The site it begins anew at."),
    option("--title", metavar="TEXT", default="", help="Its title; the first one's with the site when not said."),
)
def copy(session: Session, key: str, site: str, title: str) -> None:
    """Begin a pilot anew at another site: texts, work and the rule, unlocked. Says what is not copied."""
    session.done(pilot_copies.copy_pilot(session.ws, key, site, title))


@PILOTS.verb("templates", argument("name", required=False, metavar="[TEMPLATE]"))
def templates(session: Session, name: str | None) -> None:
    """List the templates a pilot can begin from, or one of them with its work."""
    found = pilot_templates.pilot_templates() if name is None else (pilot_templates.pilot_template(name),)
    if session.out.json:
        data: list[dict[str, object]] = [
            {
                "name": one.name,
                "title": one.title,
                "says": one.says,
                **one.texts,
                "items": [
                    {"title": item.title, "type": item.type, "acceptance_criteria": list(item.checklist)}
                    for item in one.items
                ],
            }
            for one in found
        ]
        session.rows("templates", data, dict, len(data), "")
        return
    if name is not None:
        (one,) = found
        work = "\n".join(f"{item.title}{_points(item.checklist)}" for item in one.items)
        texts = [(field.capitalize(), text) for field, text in one.texts.items()]
        session.out.page(f"{one.name}  {one.title}", [("For", one.says), *texts, ("Work", work)])
        return
    columns = (Column("Name"), Column("Items", right=True), Column("What it is for", elastic=True))
    session.out.table(columns, [(one.name, str(len(one.items)), one.says) for one in found])


def _points(checklist: tuple[str, ...]) -> str:
    return "".join(f"\n  [ ] {point}" for point in checklist)
