"""Turn the due reminders that people asked for into deliveries, and set when each is due next.

Of moments that were missed only the last is said, marked late.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from scheduler.delivery.digest import OWN
from scheduler.ladder.firing import LATE_AFTER
from scheduler.work.own_reminders import still_held, turns_of
from scheduler.work.transaction import CommuneTransaction
from storage.bulk import insert_rows
from storage.delivery import Delivery
from storage.own_reminder import OwnReminder
from storage.person import linked_persons
from storage.words import DeliveryKind, State


def fire_own_reminders(at: CommuneTransaction, rows: Sequence[OwnReminder]) -> None:
    """Put what has come into the outbox; what holds no more comes no more."""
    held = still_held(at.session, rows, at.now)
    linked = linked_persons(at.session, {row.person_id for row in rows})
    made = []
    for row in rows:
        coming = turns_of(row, at.office.calendar, at.now)
        row.fired_until = max(row.fired_until, at.now)
        row.next_at = coming.next_at if row.id in held else None
        if row.id in held and coming.last is not None:
            made.append(_delivery(row, coming.last, row.person_id in linked, at.now))
    at.session.flush()
    insert_rows(at.session, Delivery, made)


def skip_own_reminders(at: CommuneTransaction, rows: Sequence[OwnReminder]) -> None:
    """Set when each is due next after now; what was due before is passed over."""
    for row in rows:
        row.next_at = turns_of(row, at.office.calendar, at.now).next_at
        row.fired_until = max(row.fired_until, at.now)


def _delivery(row: OwnReminder, moment: datetime, linked: bool, now: datetime) -> dict[str, Any]:
    return {
        "sort": DeliveryKind.REMINDER,
        "milestone_id": row.milestone_id,
        "step": OWN,
        "own_reminder_id": row.id,
        "fire_at": moment,
        "late": now - moment > LATE_AFTER,
        "person_id": row.person_id,
        "state": State.PENDING if linked else State.WAITING,
        "not_before": now,
        "attempts": 0,
        "unknown": False,
        "reason": "",
    }
