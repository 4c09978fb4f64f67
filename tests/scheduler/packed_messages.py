"""What a claim packs for people of the small commune."""

from collections.abc import Sequence
from datetime import timedelta

from scheduler.delivery.packing import Envelope
from storage.words import Status
from tests.scheduler.calendars import at
from tests.scheduler.outbox_stage import (
    Stage,
    chat_of,
    reminder,
)
from tests.scheduler.small_commune import TODAY, SmallCommune

DAY = timedelta(days=1)
NEXT_MORNING = at("2025-11-13 08:00")


def packed(stage: Stage) -> list[Envelope]:
    """The envelopes of everybody."""
    return [envelope for parcel in stage.claim() for envelope in parcel.envelopes]


def contents(envelopes: Sequence[Envelope]) -> list[tuple[int, ...]]:
    return [envelope.delivery_ids for envelope in envelopes]


def remind(commune: SmallCommune, step: str = "before_7", **values: object) -> int:
    """A reminder of a new item in progress and due in a week; returns the delivery's id."""
    due_on = values.pop("due_on", TODAY + 7 * DAY)
    row = commune.add(status=values.pop("status", Status.ACCEPTED), due_on=due_on)
    return reminder(commune, row, step, **values).id


def link_alone(stage: Stage, person: str, channel: str) -> None:
    """A person has one chat, on that channel."""
    with stage.commune() as commune:
        chat_of(commune, person).channel = channel
