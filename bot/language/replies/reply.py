"""The values of a reply: what was asked of the grammar and what it answers."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from storage.words import Better, Figure


class Intent(StrEnum):
    """What a reply does; the guide of labels has the rules."""

    EXTENSION = "extension"
    QUOTA = "quota"
    BLOCKED = "blocked"
    DONE = "done"
    IN_PROGRESS = "in_progress"
    QUESTION = "question"
    ACKNOWLEDGE = "acknowledge"
    OTHER = "other"
    UPDATES = "updates"


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What the sender was reminded of.

    `task_kind` is "quota" for a task with a number to reach; `target` and `done` are its numbers,
    `figure`, `better`, `decimals` and `unit` say what they are.
    `open_tasks` are the short numbers of the sender's open items.
    """

    task_kind: str
    target: Decimal | None
    done: Decimal | None
    open_tasks: tuple[int, ...]
    figure: Figure = Figure.SUM
    better: Better = Better.HIGHER
    decimals: int = 0
    unit: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the numbers are per cent."""
        return self.unit.startswith("%")

    @property
    def counts_whole(self) -> bool:
        """Whether the quota counts things one by one."""
        return self.figure is Figure.SUM and not self.decimals and not self.is_share


@dataclass(frozen=True, slots=True)
class ReplyReading:
    """What a message says of one item, or of several (`updates`, intent UPDATES).

    `new_hour` is the hour of `new_deadline` (Vietnam), if one is said; `hour_alone`: without a day.
    `percent` is 0 to 100, `quota_done` the count after this message; `spans` tells for each field
    where in the message as typed it was said; `unsure` names the fields to ask back;
    `confidence` runs from 0 to 1. `parts` are the parts of the message that name items, each with
    its own words and what they say by themselves.
    """

    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    new_hour: time | None = None
    hour_alone: bool = False
    quota_done: Decimal | None = None
    reason_present: bool = False
    reason: str | None = None
    task_numbers: tuple[int, ...] | None = None
    updates: tuple["ReplyReading", ...] = ()
    document_number: str | None = None
    document_date: date | None = None
    confidence: float = 1.0
    unsure: tuple[str, ...] = ()
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: tuple[tuple[str, "ReplyReading"], ...] = ()

    @property
    def outcome(self) -> tuple[object, ...]:
        """What must differ for two items to be two changes."""
        return (
            self.intent,
            self.percent,
            self.new_deadline,
            self.new_hour,
            self.quota_done,
            self.reason_present,
        )

    @property
    def first_named(self) -> int | None:
        """Where in the message as typed its first item is named; None where none is."""
        places = [each.spans["task_numbers"][0] for _, each in self.parts]
        return min(places, default=None)
