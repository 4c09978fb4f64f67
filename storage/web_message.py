"""The messages on people's web pages, in order."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Index, String, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key
from storage.partial_index import partial_index
from storage.person import Person

PAGE = 200

MOST_APART = 1_000
"""Pages requested from ids at most this far apart are read by one query."""

PageRequest = tuple[str, int]
"""A page's address, and the message id after which to read."""


class WebMessage(CommuneOwned, Base):
    """One message on a person's page.

    `body` holds its blocks and buttons, or what the person wrote (`incoming`). `key` is the page's
    own id of what was written, so that a repeated request is not a second message. `read_at` is
    when the other side had it: the person saw it, or the inbox took it.
    """

    __tablename__ = "web_message"
    __table_args__ = (
        UniqueConstraint("commune_id", "address", "key"),
        Index("ix_web_message_page", "commune_id", "address", "id"),
        partial_index(
            "ix_web_message_not_taken",
            "id",
            where="incoming IS 1 AND read_at IS NULL",
            on_postgresql="incoming IS true AND read_at IS NULL",
        ),
        partial_index(
            "ix_web_message_unread",
            "commune_id",
            "incoming",
            "id",
            where="read_at IS NULL",
        ),
    )

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(100))
    incoming: Mapped[bool]
    key: Mapped[str | None] = mapped_column(String(100))
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


def lock_pages(session: Session, person_ids: Iterable[int]) -> Container[int]:
    """Lock these persons' pages for writing until the transaction ends; returns who exists.

    So the ids on one page grow in commit order, and a reader that continues from an id misses
    nothing.
    """
    found = select(Person.id).where(Person.id.in_(set(person_ids))).order_by(Person.id)
    return set(session.scalars(found.with_for_update(key_share=True)))


def page_messages(
    session: Session, address: str, after: int, limit: int = PAGE
) -> Sequence[WebMessage]:
    """The messages of one page after an id; with 0, the newest `limit`. Oldest first."""
    found = select(WebMessage).where(WebMessage.address == address, WebMessage.id > after)
    if after:
        return session.scalars(found.order_by(WebMessage.id).limit(limit)).all()
    return session.scalars(found.order_by(WebMessage.id.desc()).limit(limit)).all()[::-1]


def messages_of_pages(
    session: Session, wanted: Iterable[PageRequest]
) -> Mapping[PageRequest, Sequence[WebMessage]]:
    """The result of `page_messages` for each of these, in few queries."""
    found: dict[PageRequest, Sequence[WebMessage]] = {}
    group: list[PageRequest] = []
    for each in sorted(wanted, key=lambda each: each[1]):
        if not each[1]:
            found[each] = page_messages(session, *each)
            continue
        if group and each[1] - group[0][1] > MOST_APART:
            found.update(_together(session, group))
            group = []
        group.append(each)
    found.update(_together(session, group))
    return found


def _together(
    session: Session, wanted: Sequence[PageRequest]
) -> Mapping[PageRequest, Sequence[WebMessage]]:
    """Several pages by one query: some rows between the first id and the last are read in vain."""
    if not wanted:
        return {}
    chosen = select(WebMessage).where(
        WebMessage.address.in_({address for address, _ in wanted}), WebMessage.id > wanted[0][1]
    )
    rows: dict[str, list[WebMessage]] = defaultdict(list)
    for row in session.scalars(chosen.order_by(WebMessage.id)):
        rows[row.address].append(row)
    return {
        (address, after): [row for row in rows[address] if row.id > after][:PAGE]
        for address, after in wanted
    }


def earlier_page_messages(
    session: Session, address: str, before: int, limit: int = PAGE
) -> Sequence[WebMessage]:
    """The newest messages of one page before an id, oldest first."""
    found = select(WebMessage).where(WebMessage.address == address, WebMessage.id < before)
    return session.scalars(found.order_by(WebMessage.id.desc()).limit(limit)).all()[::-1]


def message_on_page(session: Session, address: str, message_id: int) -> WebMessage | None:
    return session.scalar(
        select(WebMessage).where(WebMessage.address == address, WebMessage.id == message_id)
    )


def message_by_key(session: Session, address: str, key: str) -> WebMessage | None:
    """What a person wrote, by the page's own id of it."""
    return session.scalar(
        select(WebMessage).where(WebMessage.address == address, WebMessage.key == key)
    )


def messages_for_inbox(session: Session) -> Sequence[WebMessage]:
    """What people wrote and the inbox has not taken, oldest first."""
    found = select(WebMessage).where(WebMessage.incoming.is_(True), WebMessage.read_at.is_(None))
    return session.scalars(found.order_by(WebMessage.id)).all()


def mark_taken(session: Session, message_id: int, now: datetime) -> None:
    """Mark what a person wrote as taken by the inbox."""
    session.execute(update(WebMessage).where(WebMessage.id == message_id).values(read_at=now))


def mark_read(session: Session, address: str, upto: int, now: datetime) -> None:
    """Mark the messages of a page up to an id as read by the person."""
    session.execute(
        update(WebMessage)
        .where(
            WebMessage.address == address,
            WebMessage.id <= upto,
            WebMessage.incoming.is_(False),
            WebMessage.read_at.is_(None),
        )
        .values(read_at=now)
    )


class UnreadCount(NamedTuple):
    """The number of unread messages on a page, and the time of the oldest (UTC)."""

    messages: int
    since: datetime


def unread_before(
    session: Session, moment: datetime, pages: Collection[str] | None = None
) -> Mapping[str, UnreadCount]:
    """The unread messages from before a moment, by page; of all pages unless some are given."""
    found = select(WebMessage.address, func.count(WebMessage.id), func.min(WebMessage.at)).where(
        WebMessage.incoming.is_(False), WebMessage.read_at.is_(None), WebMessage.at < moment
    )
    if pages is not None:
        found = found.where(WebMessage.address.in_(pages))
    rows = session.execute(found.group_by(WebMessage.address))
    return {address: UnreadCount(count, since) for address, count, since in rows}


def unread_counts(session: Session) -> Mapping[str, int]:
    found = (
        select(WebMessage.address, func.count(WebMessage.id).label("waiting"))
        .where(WebMessage.incoming.is_(False), WebMessage.read_at.is_(None))
        .group_by(WebMessage.address)
    )
    return {row.address: row.waiting for row in session.execute(found)}
