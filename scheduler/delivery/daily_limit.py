"""How many messages with reminders a person gets a day, and which reminders wait for the next.

What a person asked for is sent at its moment and counts, but never takes the place of the day's
first digest of the ladder.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import bindparam, case, distinct, func, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.delivery.digest import SENT_AT_ONCE
from storage.bulk import IDS
from storage.database import UtcDateTime
from storage.delivery import Delivery
from storage.words import DeliveryKind

DIGESTS_A_DAY = 2


@dataclass(frozen=True, slots=True)
class SentToday:
    """The messages with reminders that a person was sent today.

    `of_ladder` are those that held more than what the person asked for.
    """

    messages: int = 0
    of_ladder: int = 0


NOTHING_SENT = SentToday()

_OF_LADDER = case((Delivery.own_reminder_id.is_(None), Delivery.message_id), else_=None)
_DIGESTS = (
    select(
        Delivery.person_id,
        func.count(distinct(Delivery.message_id)),
        func.count(distinct(_OF_LADDER)),
    )
    .where(
        Delivery.person_id.in_(IDS),
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.step.not_in(SENT_AT_ONCE),
        Delivery.sent_at >= bindparam("midnight", type_=UtcDateTime()),
    )
    .group_by(Delivery.person_id)
)


def digests_today(
    session: Session, person_ids: Collection[int], now: datetime
) -> Mapping[int, SentToday]:
    """The digests each person was sent today; persons without one are left out."""
    midnight = vietnam_to_utc(local_day(now), time())
    sent = session.execute(_DIGESTS, {"ids": list(person_ids), "midnight": midnight})
    return {person_id: SentToday(*counts) for person_id, *counts in sent if person_id is not None}


def reminders_to_wait(rows: Sequence[Delivery], sent: SentToday) -> Sequence[Delivery]:
    """Those of a person's reminders that wait for the next working morning."""
    if not sent.of_ladder or sent.messages < DIGESTS_A_DAY:
        return ()
    return [row for row in rows if row.step not in SENT_AT_ONCE]
