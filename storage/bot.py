"""What was last registered with a commune's bot, so that a start repeats nothing."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class BotRow(CommuneOwned, Base):
    """One bot of a commune on a platform.

    `webhook_hash` is a hash of the registered webhook and its secret, "" if the bot is polled.
    `menu_hash` is a hash of the common menu. `user_name` is the bot's own name there.
    """

    __tablename__ = "bot"
    __table_args__ = (UniqueConstraint("commune_id", "channel"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    user_name: Mapped[str] = mapped_column("known_as", String(100), default="")
    webhook_hash: Mapped[str] = mapped_column("hook", String(64), default="")
    hooked_at: Mapped[datetime | None]
    menu_hash: Mapped[str] = mapped_column("menu", String(64), default="")


def bot_row(session: Session, channel: str) -> BotRow:
    """The row of the commune's bot on a platform, created if it is new."""
    found = session.scalar(select(BotRow).where(BotRow.channel == channel))
    if found is None:
        found = BotRow(channel=channel, user_name="", webhook_hash="", menu_hash="")
        session.add(found)
        session.flush()
    return found
