"""Who speaks in a chat, and what the program remembers of that chat: read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.database import UtcDateTime, kept
from storage.delivery import Delivery
from storage.dialog import Dialog, NumberedChoices
from storage.person import Absence, Address, Holding, stood_in_for
from storage.unit import Post


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person of a linked chat.

    `held` are the posts they hold and, after those, the posts of the people they stand in for.
    `question` is the question that is open in the chat, `offered` the ids of the numbered answers
    under its newest message; `has_cards` tells whether it was shown an item whole lately.
    """

    address: Address
    held: tuple[Holding, ...]
    question: Dialog | None
    offered: tuple[str, ...]
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
_SPEAKER = kept(
    select(Address, Dialog, NumberedChoices, Holding, _CARDS.exists())
    .outerjoin(Dialog, Dialog.address_id == Address.id)
    .outerjoin(NumberedChoices, NumberedChoices.address_id == Address.id)
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
    """Who speaks in a chat on a day (Vietnam); None where nobody is linked to it.

    What was shown since `lately` (UTC) is still looked at.
    """
    asked = {"channel": channel, "address": address, "day": day, "lately": lately}
    rows = session.execute(_SPEAKER, asked).all()
    if not rows:
        return None
    chat, question, choices, _, has_cards = rows[0]
    held = [row[3] for row in rows if row[3] is not None]
    offered = tuple(choices.press_ids) if choices is not None else ()
    counted = _counted(session, chat.person_id, held, day)
    return Speaker(chat, counted, question, offered, bool(has_cards))


def _counted(
    session: Session, person_id: int, held: Sequence[Holding], day: date
) -> tuple[Holding, ...]:
    """Of the posts held by somebody and by everybody who is away, those that they speak for."""
    own = tuple(row for row in held if row.person_id == person_id)
    others = [row for row in held if row.person_id != person_id]
    if not others:
        return own
    away = set(stood_in_for(session, person_id, day))
    return (*own, *(row for row in others if row.person_id in away))
