"""News told outside any ladder: to a post's holders, or to the secretaries."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.channel import Outgoing
from scheduler.message_json import encode
from storage.delivery import Delivery
from storage.person import Address, Holding
from storage.unit import Post
from storage.words import Rank, Sort, State


def notify(
    session: Session,
    commune_id: int,
    person_ids: Iterable[int],
    message: Outgoing,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Put a piece of news into the outbox for these persons."""
    for person_id in dict.fromkeys(person_ids):
        session.add(
            Delivery(
                commune_id=commune_id,
                sort=Sort.NOTICE,
                person_id=person_id,
                body=encode(message),
                fire_at=now,
                not_before=not_before or now,
                state=State.PENDING,
            )
        )


def answer(session: Session, address: Address, message: Outgoing, now: datetime) -> None:
    """Put an answer into the outbox, for the chat that asked."""
    session.add(
        Delivery(
            commune_id=address.commune_id,
            sort=Sort.ANSWER,
            person_id=address.person_id,
            address_id=address.id,
            body=encode(message),
            fire_at=now,
            not_before=now,
            state=State.PENDING,
        )
    )


def secretaries(session: Session, commune_id: int) -> list[int]:
    """The persons who hold a secretary's post of a commune now."""
    found = (
        select(Holding.person_id)
        .join(Post, Holding.post_id == Post.id)
        .where(
            Holding.commune_id == commune_id,
            Holding.until.is_(None),
            Post.rank == Rank.SECRETARY,
        )
        .order_by(Holding.person_id)
    )
    return list(session.scalars(found))
