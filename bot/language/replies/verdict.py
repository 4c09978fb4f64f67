"""What a stretch of a message is judged to say, before it becomes a reply."""

from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Self

from bot.language.replies.evidence import Span
from bot.language.replies.reply import Intent, ReplyContext
from scheduler.calendar.working_time import Calendar


@dataclass(frozen=True, slots=True)
class JudgingContext:
    """The day, the calendar and what was asked."""

    today: date
    calendar: Calendar
    context: ReplyContext


@dataclass(frozen=True, slots=True)
class ReplyVerdict:
    """The intent and fields of one stretch; spans are places in the key."""

    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    quota_done: Decimal | None = None
    reason_present: bool = False
    confidence: float = 0.9
    unsure: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)
    new_hour: time | None = None
    hour_alone: bool = False

    def changed(self, **changes: object) -> Self:
        """The same with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
