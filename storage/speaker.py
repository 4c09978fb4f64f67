"""The person who writes in a chat, and the chat's state, read by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.database import UtcDateTime, prebuilt
from storage.delivery import Delivery
from storage.dialog import Dialog, OfferedChoices
from storage.person import Absence, Address, Holding, substituted_by
from storage.unit import Post


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person of a linked chat.

    `holdings` are their present holdings, then those of the persons they substitute. `question` is
    the chat's open question, `offered` the letters under its newest message, with the ids of their
    buttons; `has_cards`: an item's card was sent there lately.
    """

    address: Address
    holdings: tuple[Holding, ...]
    question: Dialog | None
    offered: tuple[tuple[str, str], ...]
    has_cards: bool


_AWAY = select(Absence.person_id).where(
    Absence.since <= bindparam("day"), Absence.until >= bindparam("day")
)
_CARDS = select(Delivery.id).where(
    Delivery.person_id == Address.person_id,
    Delivery.address_id == Address.id,
    Delivery.sent_at >= bindparam("lately", type_=UtcDateTime()),
    Delivery.milestone_id.is_not(None),
)
_SPEAKER = prebuilt(
    select(Address, Dialog, OfferedChoices, Holding, _CARDS.exists())
    .outerjoin(Dialog, Dialog.address_id == Address.id)
    .outerjoin(OfferedChoices, OfferedChoices.address_id == Address.id)
    .outerjoin(
        Holding,
        Holding.until.is_(None)
        & or_(Holding.person_id == Address.person_id, Holding.person_id.in_(_AWAY)),
    )
    .options(
        joinedload(Holding.person, innerjoin=False),
        joinedload(Holding.post, innerjoin=False).joinedload(Post.unit, innerjoin=False),
    )
    .where(
        Address.channel == bindparam("channel"),
        Address.address == bindparam("address"),
        Address.revoked_at.is_(None),
    )
    .order_by(Holding.id)
)


def find_speaker(
    session: Session, channel: str, address: str, day: date, lately: datetime
) -> Speaker | None:
    """The speaker in a chat on a day in Vietnam, or None if it is not linked.

    `has_cards` tells of cards sent since `lately` (UTC).
    """
    parameters = {"channel": channel, "address": address, "day": day, "lately": lately}
    rows = session.execute(_SPEAKER, parameters).all()
    if not rows:
        return None
    chat, question, choices, _, has_cards = rows[0]
    held = [row[3] for row in rows if row[3] is not None]
    offered = choices.choices if choices is not None else ()
    spoken_for = _spoken_for(session, chat.person_id, held, day)
    return Speaker(chat, spoken_for, question, offered, bool(has_cards))


def _spoken_for(
    session: Session, person_id: int, held: Sequence[Holding], day: date
) -> tuple[Holding, ...]:
    """The holdings for which a person may speak: their own, and those of the persons whom they
    substitute on that day. `held` are the holdings of the person and of everybody who is absent.
    """
    own = tuple(row for row in held if row.person_id == person_id)
    others = [row for row in held if row.person_id != person_id]
    if not others:
        return own
    away = set(substituted_by(session, person_id, day))
    return (*own, *(row for row in others if row.person_id in away))
