"""What the scheduler has to say, as values; the sentences are made elsewhere, by a `Wording`."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from scheduler.calendar.tet import Tet
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.numbered_answers import Answers
from scheduler.work.counting import StateCounts
from storage.words import MilestoneShape, Rank, Role, Status


@dataclass(frozen=True, slots=True)
class Village:
    """How far one village is in a quota; `target` is None where the plan sets it none."""

    name: str
    value: int
    target: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One milestone as a person is told of it. Dates are days in Vietnam.

    `days` counts calendar days to the due date, negative when late; `working_days` working days.
    `expected` is where a quota should stand today; `slow` that it lags behind. `by_proxy` says that
    the secretary wrote the last reply down; `files` counts the files kept as evidence;
    `handed_in_on` is the day the result came. Of a confidential one nothing of its content is here.
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
    confidential: bool = False
    asks_document: bool = False
    percent: int | None = None
    value: int | None = None
    target: int | None = None
    expected: int | None = None
    slow: bool = False
    last_reply: str = ""
    last_reply_on: date | None = None
    by_proxy: bool = False
    extension_to: date | None = None
    extension_reason: str = ""
    extension_by_proxy: bool = False
    document: str = ""
    handed_in_on: date | None = None
    measure: str = ""
    files: int = 0
    villages: tuple[Village, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, of how many items in all; pages are counted from 1."""

    items: tuple[Item, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Reminder:
    """One item of a digest: the step that speaks, to whom, and whether it comes late.

    `asked_by` is who wanted it said at once, in the words of `note`.
    """

    item: Item
    step: str
    role: Role
    late: bool = False
    absent: str = ""
    asked_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one person is reminded of at one time, most urgent first."""

    person: str
    today: date
    reminders: tuple[Reminder, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for one person while a platform's month is nearly used up: reminders of these
    items, and so many pieces of news.
    """

    person: str
    numbers: tuple[int, ...]
    news: int = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """A post and its holder, if any, with their channels in the order they are tried, and of each
    whether it takes messages.
    """

    post: str
    person: str
    channels: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Somebody who does not read their page: so many messages since a day in Vietnam. `instead` is
    the channel that new ones go to, if there is one.
    """

    person: str
    messages: int
    since: date
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """The secretary's line of the morning; `absent` is for whom a substitute gets it.

    `tet` is the coming one while its days off are a guess.
    """

    person: str
    today: date
    overdue: tuple[Item, ...] = ()
    due_today: tuple[Item, ...] = ()
    due_this_week: tuple[Item, ...] = ()
    to_decide: tuple[Item, ...] = ()
    not_accepted: tuple[Item, ...] = ()
    slow: tuple[Item, ...] = ()
    not_linked: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    held: tuple[Held, ...] = ()
    absent: str = ""
    tet: Tet | None = None
    unfilled: tuple[Rank, ...] = ()
    broken: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The leaders' summary of a week; `absent` is for whom a substitute gets it."""

    person: str
    since: date
    today: date
    tallies: tuple[StateCounts, ...] = ()
    overdue: tuple[Item, ...] = field(default=())
    blocked: tuple[Item, ...] = field(default=())
    absent: str = ""


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """What a unit's group is told: `named` says that who is late is named."""

    unit: str
    today: date
    monday: date
    overdue: tuple[Item, ...] = ()
    this_week: tuple[Item, ...] = ()
    next_week: tuple[Item, ...] = ()
    named: bool = False

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.overdue or self.this_week or self.next_week)


class Wording(Protocol):
    """Makes messages of what there is to say."""

    def digest(self, digest: Digest) -> Outgoing:
        """One message for one person's reminders."""

    def morning(self, morning: Morning) -> Outgoing:
        """The secretary's line of the morning; says so when there is nothing."""

    def review(self, review: Review) -> Outgoing:
        """The leaders' summary."""

    def typed(self, answers: Answers) -> Block | None:
        """What stands under a message where a platform shows no buttons."""

    def running_low(self, channel: str, used: int, allowed: int) -> Outgoing:
        """Tells the secretary that a platform will soon take only what is urgent."""

    def unreachable(
        self, person: str, posts: tuple[str, ...], channel: str, elsewhere: tuple[str, ...]
    ) -> Outgoing:
        """Tells the secretary that somebody's chat is closed, and on which channels they still
        are, in the order they are tried.
        """

    def unit_week(self, week: UnitWeek) -> Outgoing:
        """A unit's list, for its group."""

    def group_lost(self, unit: str, channel: str) -> Outgoing:
        """Tells the secretary that a unit's group takes messages no more."""
