"""How a team's board shows the item states."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.items import ItemState
from pilotboard.store.writing.columns import AUTOINCREMENT, VersionedRow, choice, text_check, whole


class BoardState(VersionedRow, table=True):
    """A team's own name, limit or hiding of one state; no row = the defaults."""

    __tablename__ = "board_state"
    __table_args__ = (
        UniqueConstraint("team_id", "state"),
        text_check("name", 40),
        whole("wip_limit", 1, 99),
        AUTOINCREMENT,
    )

    team_id: int = Field(foreign_key="team.id")
    state: ItemState = Field(sa_column=choice(ItemState))
    name: str = Field(default="", max_length=40)
    wip_limit: int | None = None
    hidden: bool = False
