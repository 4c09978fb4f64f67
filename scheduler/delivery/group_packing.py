"""Pack the ready deliveries of a unit's group, one message each."""

from collections.abc import Iterator, Sequence

from scheduler.delivery.channel import Outgoing
from scheduler.delivery.chats import takes_messages
from scheduler.delivery.groups import unit_week
from scheduler.delivery.message_json import decode
from scheduler.delivery.packing import Envelope, PackingContext
from scheduler.delivery.packing_retry import retry_later
from scheduler.delivery.quiet_time import postpone_if_quiet
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
    """Yield an envelope for each delivery that may be sent now.

    A delivery to a closed or revoked group, or of an empty list, is set to VOID. One that fails is
    tried again later and holds up no other.
    """
    for row in postpone_if_quiet(at.session, at.office, rows, at.now):
        if group.revoked_at is not None or not takes_messages(group, context.channels):
            row.state, row.reason = State.VOID, "unreachable"
            continue
        try:
            message = _message(at, context, group, row)
        except Exception as error:
            if is_outage(error):
                raise
            retry_later([row], error, at.now)
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
    week = unit_week(at.session, at.office, group.unit, at.now)
    return None if week.empty else context.wording.unit_week(week)
