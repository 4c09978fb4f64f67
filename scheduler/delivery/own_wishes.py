"""What people asked to be reminded of, when it is sent: which still holds, and as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.delivery.digest import DigestFacts, SelectedReminders, VoidReason
from scheduler.delivery.items import item
from scheduler.delivery.wording import DueWish
from scheduler.ladder.office import Office
from scheduler.work.own_reminders import still_held
from storage.delivery import Delivery
from storage.own_reminder import OwnReminder, own_reminders


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """The reminders that people asked for, by id, and the ids of those that still hold."""

    rows: Mapping[int, OwnReminder]
    held: frozenset[int]


NO_WISHES = OwnFacts({}, frozenset())


def read_own_facts(session: Session, deliveries: Iterable[Delivery], now: datetime) -> OwnFacts:
    """What these deliveries say of what people asked for; nothing is read if none does."""
    ids = {row.own_reminder_id for row in deliveries if row.own_reminder_id is not None}
    if not ids:
        return NO_WISHES
    rows = own_reminders(session, ids)
    return OwnFacts({row.id: row for row in rows}, still_held(session, rows, now))


def select_wishes(facts: OwnFacts, deliveries: Iterable[Delivery]) -> SelectedReminders:
    """One person's wishes that still hold: of one that repeats the latest turn."""
    latest: dict[int, Delivery] = {}
    void: list[tuple[Delivery, VoidReason]] = []
    for row in sorted(deliveries, key=lambda row: (row.fire_at, row.id)):
        own_id = row.own_reminder_id or 0
        if own_id not in facts.held:
            void.append((row, VoidReason.CHANGED))
            continue
        if own_id in latest:
            void.append((latest[own_id], VoidReason.COLLAPSED))
        latest[own_id] = row
    return SelectedReminders(tuple(latest.values()), tuple(void))


def due_wishes(
    office: Office,
    facts: OwnFacts,
    digest: DigestFacts,
    to_send: Sequence[Delivery],
    now: datetime,
) -> tuple[DueWish, ...]:
    """What the person asked for, in the order of its moments."""
    found = []
    for row in to_send:
        own = facts.rows[row.own_reminder_id or 0]
        milestone = digest.milestones.get(own.milestone_id or 0)
        shown = item(office, milestone, digest.replies, now) if milestone else None
        found.append(DueWish(own.number, row.fire_at, own.words, shown, row.late))
    return tuple(found)
