"""What a commune's bot was told last: so that a start tells thousands of bots nothing again."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class BotRow(CommuneOwned, Base):
    """One bot by its platform.

    `hook` is the mark of where it was told to call, and under which secret; empty for one that is
    polled. `menu` is the mark of the commands it offers everybody, `known_as` its own name there.
    """

    __tablename__ = "bot"
    __table_args__ = (UniqueConstraint("commune_id", "channel"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    known_as: Mapped[str] = mapped_column(String(100), default="")
    hook: Mapped[str] = mapped_column(String(64), default="")
    hooked_at: Mapped[datetime | None]
    menu: Mapped[str] = mapped_column(String(64), default="")


def bot_row(session: Session, channel: str) -> BotRow:
    """The row of the commune's bot on a platform, laid when it is asked for the first time."""
    found = session.scalar(select(BotRow).where(BotRow.channel == channel))
    if found is None:
        found = BotRow(channel=channel, known_as="", hook="", menu="")
        session.add(found)
        session.flush()
    return found
