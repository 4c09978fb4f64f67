"""What the scheduler has to say, as values; a `Wording` makes the sentences."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from scheduler.calendar.day_rule import KnownDay
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.tet import Tet
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.quota_number import QuotaNumber
from scheduler.delivery.typed_answers import TypedAnswers
from scheduler.ladder.rules import WEEKLY_AFTER
from scheduler.work.counting import StateCounts
from storage.words import MilestoneShape, Rank, Role, Status, Weight


@dataclass(frozen=True, slots=True)
class Item(QuotaNumber):
    """One milestone as shown to a person. Dates are days in Vietnam.

    `to_confirm`: the due date is the usual one, not confirmed by the office yet.
    `due_time`, `original_due_time` and `extension_time` are the hours of those days, None without
    one. `days` are calendar days to the due date, negative when late; `working_days` working days.
    `hour_passed`: it is due today, and its hour is over.
    `working_days_late` are those from the due date to `handed_in_on`, 0 if it was in time;
    `handed_in_late`: after the hour of the due day.
    `by_proxy`: the secretary wrote the last reply down. `files` is the number of evidence files. Of
    a confidential milestone the content fields are empty.
    """

    number: int
    title: str
    task_title: str
    shape: MilestoneShape
    status: Status
    due_on: date
    original_due_on: date
    days: int
    working_days: int
    lead: str
    weight: Weight = Weight.ORDINARY
    confidential: bool = False
    asks_document: bool = False
    to_confirm: bool = False
    percent: int | None = None
    last_reply: str = ""
    last_reply_on: date | None = None
    by_proxy: bool = False
    extension_to: date | None = None
    extension_reason: str = ""
    extension_by_proxy: bool = False
    document: str = ""
    document_date: date | None = None
    handed_in_on: date | None = None
    working_days_late: int = 0
    files: int = 0
    confirmed_by_lead: bool = False
    cancelled_on: date | None = None
    cancel_reason: str = ""
    due_time: time | None = None
    original_due_time: time | None = None
    hour_passed: bool = False
    extension_time: time | None = None
    handed_in_late: bool = False

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.due_on, self.due_time)

    @property
    def passed(self) -> bool:
        """Whether its due date, or the hour of it, is over."""
        return self.days < 0 or self.hour_passed

    @property
    def is_old_unanswered_report(self) -> bool:
        """Whether this is a periodic report that is long overdue and unanswered; summaries mention
        it once a week.
        """
        unanswered = self.status is Status.PENDING and self.working_days < -WEEKLY_AFTER
        return unanswered and self.shape is MilestoneShape.STANDING_REPORT


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of `total` items; pages count from 1."""

    items: tuple[Item, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Reminder:
    """One item of a digest with its step. `absent` is whom the reader substitutes.

    `asked_by` is the leader who asked for a chase, with their `note`. `post` is the reader's post
    that it is for; "" for a reader with one post.
    """

    item: Item
    step: str
    role: Role
    late: bool = False
    absent: str = ""
    asked_by: str = ""
    note: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class DueWish:
    """What the reader asked to be reminded of at `at` (UTC): an item, words, or both.

    `number` is the reader's own count of such reminders.
    """

    number: int
    at: datetime
    words: str
    item: Item | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's reminders, heaviest first, and own wishes; `can_wait`: one may be snoozed."""

    person: str
    today: date
    reminders: tuple[Reminder, ...]
    wishes: tuple[DueWish, ...] = ()
    can_wait: bool = True


@dataclass(frozen=True, slots=True)
class HeldItems:
    """What is held back for a person because a monthly quota is nearly used up: the numbers of
    items with reminders, and how many `notices`.
    """

    person: str
    numbers: tuple[int, ...]
    notices: int = 0


@dataclass(frozen=True, slots=True)
class PostReachability:
    """A post and its holder ("" if none), with pairs of channel and whether it takes messages."""

    post: str
    person: str
    channels: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class UnreadPerson:
    """A person who does not read their page: unread messages, the oldest on `since`.

    `instead` is the channel that new messages go to, "" if none.
    """

    person: str
    messages: int
    since: date
    instead: str = ""


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """The items of one heading of a summary, most urgent first; `shown` are listed.

    `known` were listed before and have not changed since; `soon` are in this morning's reminders.
    """

    shown: tuple[Item, ...] = ()
    known: int = 0
    soon: int = 0

    @property
    def total(self) -> int:
        return len(self.shown) + self.known + self.soon


NO_ITEMS = SummaryGroup()


@dataclass(frozen=True, slots=True)
class SecretarySummary:
    """The secretary's summary of a working day; `absent` is whom the reader substitutes.

    `old_reports`: those nobody answers, once a week. `tet`: the coming Tet if it is estimated.
    `failing`: items whose reminders fail. `usual`, `named`: days to be confirmed or entered, once.
    """

    person: str
    today: date
    overdue: SummaryGroup = NO_ITEMS
    due_today: SummaryGroup = NO_ITEMS
    due_this_week: SummaryGroup = NO_ITEMS
    to_decide: SummaryGroup = NO_ITEMS
    not_accepted: SummaryGroup = NO_ITEMS
    old_reports: tuple[Item, ...] = ()
    slow: tuple[Item, ...] = ()
    not_linked: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    unread: tuple[UnreadPerson, ...] = ()
    held: tuple[HeldItems, ...] = ()
    absent: str = ""
    tet: Tet | None = None
    unfilled: tuple[Rank, ...] = ()
    failing: tuple[Item, ...] = ()
    usual: tuple[Item, ...] = ()
    named: tuple[KnownDay, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadersSummary:
    """The leaders' summary of a week; `absent` is whom the reader substitutes."""

    person: str
    since: date
    today: date
    tallies: tuple[StateCounts, ...] = ()
    overdue: tuple[Item, ...] = field(default=())
    blocked: tuple[Item, ...] = field(default=())
    absent: str = ""


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """The weekly list for a unit's group; `names_leads`: it names who is overdue."""

    unit: str
    today: date
    monday: date
    overdue: tuple[Item, ...] = ()
    this_week: tuple[Item, ...] = ()
    next_week: tuple[Item, ...] = ()
    names_leads: bool = False

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def empty(self) -> bool:
        return not (self.overdue or self.this_week or self.next_week)


class Wording(Protocol):
    """Makes messages of these values."""

    def digest(self, digest: Digest) -> Outgoing:
        """The message that reminds one person of their work of the day."""

    def secretary_summary(self, summary: SecretarySummary) -> Outgoing:
        """The secretary's summary, even when it has nothing to report."""

    def leaders_summary(self, summary: LeadersSummary) -> Outgoing:
        """The leaders' weekly summary."""

    def repeat_note(self) -> Block:
        """Says that a message is sent again, and may have arrived before."""

    def typed_answers(self, message: Outgoing) -> TypedAnswers:
        """How a message is answered where a platform shows no buttons."""

    def typed_answer_hints(self, answers: TypedAnswers) -> Block | None:
        """The lines under a message without buttons on what can be typed; None for no line."""

    def quota_running_low(self, channel: str, used: int, allowed: int) -> Outgoing:
        """Warns the secretary that a platform will soon take only urgent messages."""

    def chat_unreachable(
        self, person: str, posts: tuple[str, ...], channel: str, elsewhere: tuple[str, ...]
    ) -> Outgoing:
        """Informs the secretary of a closed chat, and of the person's other channels in order."""

    def unit_week(self, week: UnitWeek) -> Outgoing:
        """The weekly list for a unit's group."""

    def group_unreachable(self, unit: str, channel: str) -> Outgoing:
        """Informs the secretary that a unit's group takes no more messages."""
