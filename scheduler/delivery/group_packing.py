"""Pack the ready deliveries of a unit's group, one message each."""

from collections.abc import Iterator, Sequence

from scheduler.calendar.working_time import local_day
from scheduler.delivery.chats import is_open
from scheduler.delivery.groups import unit_week
from scheduler.delivery.message_json import decode
from scheduler.delivery.packing import Envelope, PackingContext
from scheduler.delivery.quiet_time import allowed_now
from scheduler.work.transaction import CommuneTransaction
from storage.delivery import Delivery
from storage.group import Group
from storage.words import DeliveryKind, State

NOTHING_DUE = "nothing_due"
"""The reason of a list that was not sent because it would be empty."""


def pack_group(
    at: CommuneTransaction, context: PackingContext, group: Group, rows: Sequence[Delivery]
) -> Iterator[Envelope]:
    """One envelope for each delivery. Those of a closed group, and empty lists, are void."""
    for row in allowed_now(at.session, at.office, rows, at.now):
        if group.revoked_at is not None or not is_open(group, context.channels):
            row.state, row.reason = State.VOID, "unreachable"
            continue
        if row.sort is DeliveryKind.SUMMARY:
            week = unit_week(at.session, at.office, group.unit, local_day(at.now))
            if week.empty:
                row.state, row.reason = State.VOID, NOTHING_DUE
                continue
            message = context.wording.unit_week(week)
        else:
            message = decode(row.body or {})
        chat = (group.id, group.channel, group.address)
        yield Envelope(*chat, message, (row.id,), row.not_before, group=True)
