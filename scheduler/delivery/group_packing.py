"""Pack what a unit's group hears: its ready deliveries, a message each, as things stand now."""

from collections.abc import Iterator, Sequence

from scheduler.calendar.working_time import local_day
from scheduler.delivery.chats import is_open
from scheduler.delivery.groups import week_of
from scheduler.delivery.message_json import decode
from scheduler.delivery.packing import Counter, Envelope
from scheduler.delivery.quiet_time import sayable
from scheduler.work.transaction import CommuneTransaction
from storage.delivery import Delivery
from storage.group import Group
from storage.words import DeliveryKind, State

NOTHING_DUE = "nothing_due"
"""Why a list was not sent."""


def pack_group(
    at: CommuneTransaction, counter: Counter, group: Group, rows: Sequence[Delivery]
) -> Iterator[Envelope]:
    """The envelopes of these deliveries, one each. What is for a group that takes nothing, or has
    nothing in it, dies.
    """
    for row in sayable(at.session, at.office, rows, at.now):
        if group.revoked_at is not None or not is_open(group, counter.channels):
            row.state, row.reason = State.VOID, "unreachable"
            continue
        if row.sort is DeliveryKind.SUMMARY:
            week = week_of(at.session, at.office, group.unit, local_day(at.now))
            if week.empty:
                row.state, row.reason = State.VOID, NOTHING_DUE
                continue
            message = counter.wording.unit_week(week)
        else:
            message = decode(row.body or {})
        chat = (group.id, group.channel, group.address)
        yield Envelope(*chat, message, (row.id,), row.not_before, group=True)
