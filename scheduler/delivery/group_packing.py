"""Pack the ready deliveries of a unit's group, one message each."""

from collections.abc import Iterator, Sequence

from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.chats import is_open
from scheduler.delivery.groups import unit_week
from scheduler.delivery.message_json import decode
from scheduler.delivery.packing import Envelope, PackingContext
from scheduler.delivery.put_off import put_off
from scheduler.delivery.quiet_time import allowed_now
from scheduler.delivery.repeats import mark_repeat, repeated_ids
from scheduler.work.transaction import CommuneTransaction
from storage.database import is_outage
from storage.delivery import Delivery
from storage.group import Group
from storage.words import DeliveryKind, State

NOTHING_DUE = "nothing_due"
"""The reason of a list that was not sent because it would be empty."""


def pack_group(
    at: CommuneTransaction, context: PackingContext, group: Group, rows: Sequence[Delivery]
) -> Iterator[Envelope]:
    """One envelope for each delivery. Those of a closed group, and empty lists, are void.

    One that cannot be made is tried again later and holds up no other.
    """
    for row in allowed_now(at.session, at.office, rows, at.now):
        if group.revoked_at is not None or not is_open(group, context.channels):
            row.state, row.reason = State.VOID, "unreachable"
            continue
        try:
            message = _message(at, context, group, row)
        except Exception as error:
            if is_outage(error):
                raise
            put_off([row], error, at.now)
            continue
        if message is None:
            row.state, row.reason = State.VOID, NOTHING_DUE
            continue
        repeated = repeated_ids([row])
        if repeated:
            message = mark_repeat(message, context.wording)
        chat = (group.id, group.channel, group.address)
        ids, since = (row.id,), row.not_before
        yield Envelope(*chat, message, ids, since, group=True, repeated=repeated)


def _message(
    at: CommuneTransaction, context: PackingContext, group: Group, row: Delivery
) -> Outgoing | None:
    """A delivery's message; None for a list that would be empty."""
    if row.sort is not DeliveryKind.SUMMARY:
        return decode(row.body or {})
    week = unit_week(at.session, at.office, group.unit, local_day(at.now))
    return None if week.empty else context.wording.unit_week(week)
