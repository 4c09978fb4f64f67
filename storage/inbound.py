"""The inbox: messages are stored before the platform gets its confirmation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import Commune, not_suspended
from storage.database import Base, CommuneOwned, Key, UtcDateTime, prebuilt
from storage.group import Group
from storage.partial_index import partial_index
from storage.person import Address


class InboundRow(CommuneOwned, Base):
    """One message from a platform; handled once, or put aside with a `failure`.

    `bot` is the id of the bot that received it, and `platform_id` the message's id there. `sender`
    is the address of the chat it came from.
    """

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("commune_id", "channel", "bot", "platform_id"),
        partial_index(
            "ix_inbound_unhandled",
            "id",
            where="handled_at IS NULL",
        ),
    )

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    bot: Mapped[str] = mapped_column(String(40), default="")
    platform_id: Mapped[str] = mapped_column(String(100))
    sender: Mapped[str] = mapped_column(String(100), default="")
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(200), default="")


_TAKE = prebuilt(
    update(InboundRow)
    .where(InboundRow.id == bindparam("row_id"), InboundRow.handled_at.is_(None))
    .values(handled_at=bindparam("now", type_=UtcDateTime()), failure="")
    .returning(InboundRow.body)
    .execution_options(synchronize_session=False)
)


def mark_handled(session: Session, row_id: int, now: datetime) -> dict[str, Any] | None:
    """Mark a message as handled; returns its body, or None if it was handled already."""
    return session.scalar(_TAKE, {"row_id": row_id, "now": now})


def is_album_begun(
    session: Session,
    channel: str,
    sender: str,
    album: str,
    except_platform_id: str,
    since: datetime,
) -> bool:
    """Whether a message of an album, other than the one with this platform id, was handled."""
    found = select(InboundRow.id).where(
        InboundRow.channel == channel,
        InboundRow.sender == sender,
        InboundRow.received_at >= since,
        InboundRow.handled_at.is_not(None),
        InboundRow.platform_id != except_platform_id,
        InboundRow.body["album"].as_string() == album,
    )
    return session.scalar(found.limit(1)) is not None


def _linked(commune_id: Any, channel: Any, sender: Any) -> ColumnElement[bool]:
    """The condition that a chat is linked to a person or a unit."""
    person, unit = (
        select(row.id)
        .where(
            row.commune_id == commune_id,
            row.channel == channel,
            row.address == sender,
            row.revoked_at.is_(None),
        )
        .exists()
        for row in (Address, Group)
    )
    return person | unit


_IS_LINKED = prebuilt(
    select(Commune.id).where(_linked(Commune.id, bindparam("channel"), bindparam("sender")))
)


def is_linked(session: Session, channel: str, sender: str) -> bool:
    """Whether a chat is linked to a person or a unit of the session's commune."""
    return session.scalar(_IS_LINKED, {"channel": channel, "sender": sender}) is not None


_WAITING = prebuilt(
    select(InboundRow.body)
    .where(
        InboundRow.handled_at.is_(None),
        InboundRow.channel == bindparam("channel"),
        InboundRow.sender == bindparam("sender"),
    )
    .order_by(InboundRow.id)
    .limit(bindparam("most"))
)


def waiting_bodies(session: Session, channel: str, sender: str, most: int) -> list[dict[str, Any]]:
    """The bodies of the messages from a chat that are not handled yet, at most `most`."""
    return list(session.scalars(_WAITING, {"channel": channel, "sender": sender, "most": most}))


def _next_query(linked: bool) -> Select[int, int]:
    known = _linked(InboundRow.commune_id, InboundRow.channel, InboundRow.sender)
    first = func.min(InboundRow.id)
    return prebuilt(
        select(InboundRow.commune_id, first)
        .where(
            InboundRow.handled_at.is_(None),
            not_suspended(InboundRow.commune_id),
            known if linked else ~known,
        )
        .group_by(InboundRow.commune_id, InboundRow.channel, InboundRow.sender)
        .order_by(first)
        .limit(bindparam("most"))
    )


_NEXT = {linked: _next_query(linked) for linked in (True, False)}


def first_waiting_messages(session: Session, linked: bool, most: int) -> Sequence[tuple[int, int]]:
    """The first waiting message of each linked chat, or of each other chat, at most `most`.

    As pairs of commune id and row id, the longest waiting first.
    """
    return [(owner, row_id) for owner, row_id in session.execute(_NEXT[linked], {"most": most})]


def unhandled_count(session: Session) -> int:
    """The number of messages not handled yet, of communes that are not suspended."""
    found = select(func.count()).where(
        InboundRow.handled_at.is_(None), not_suspended(InboundRow.commune_id)
    )
    return session.scalar(found) or 0


def put_aside_count(session: Session) -> int:
    """The number of messages that failed every try."""
    found = select(func.count()).where(InboundRow.handled_at.is_not(None), InboundRow.failure != "")
    return session.scalar(found) or 0
