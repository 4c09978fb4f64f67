"""Put notices, answers and edits into the outbox."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.delivery.channel import Outgoing
from scheduler.delivery.message_json import encode
from storage.delivery import Delivery
from storage.person import Address, Holding
from storage.unit import Post
from storage.words import DeliveryKind, Rank, State


def add_notice(
    session: Session,
    commune_id: int,
    person_ids: Iterable[int],
    message: Outgoing,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Put a notice for each of these persons into the outbox."""
    for person_id in dict.fromkeys(person_ids):
        session.add(
            Delivery(
                commune_id=commune_id,
                sort=DeliveryKind.NOTICE,
                person_id=person_id,
                body=encode(message),
                fire_at=now,
                not_before=not_before or now,
                state=State.PENDING,
            )
        )


def add_answer(
    session: Session,
    address: Address,
    message: Outgoing,
    now: datetime,
    milestone_id: int | None = None,
) -> Delivery:
    """Put an answer into the outbox; `milestone_id` is the item whose card it shows."""
    row = Delivery(
        commune_id=address.commune_id,
        sort=DeliveryKind.ANSWER,
        milestone_id=milestone_id,
        person_id=address.person_id,
        address_id=address.id,
        body=encode(message),
        fire_at=now,
        not_before=now,
        state=State.PENDING,
    )
    session.add(row)
    return row


def add_edit(session: Session, shown: Delivery, message: Outgoing, now: datetime) -> None:
    """Put a replacement for a sent answer into the outbox; an earlier unsent one is void."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.sort == DeliveryKind.EDIT,
            Delivery.address_id == shown.address_id,
            Delivery.message_id == shown.message_id,
            Delivery.state == State.PENDING,
        )
        .values(state=State.VOID, reason="shown_anew")
    )
    session.add(
        Delivery(
            commune_id=shown.commune_id,
            sort=DeliveryKind.EDIT,
            milestone_id=shown.milestone_id,
            step=shown.step,
            person_id=shown.person_id,
            address_id=shown.address_id,
            message_id=shown.message_id,
            body=encode(message),
            fire_at=now,
            not_before=now,
            state=State.PENDING,
        )
    )


def secretary_ids(session: Session, commune_id: int) -> list[int]:
    """The ids of the persons who now hold a secretary's post of the commune."""
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
