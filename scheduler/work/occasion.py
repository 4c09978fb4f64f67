"""Who speaks and when: what every change of a milestone is made with, and why one is refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.ladder.office import Office
from storage.milestone import Milestone
from storage.words import Rank


class ChangeRefused(Exception):
    """The change was not made"""


class NotYours(ChangeRefused):
    """Another post leads this work"""


class NotAllowed(ChangeRefused):
    """This post may not decide that"""


class AlreadyClosed(ChangeRefused):
    """The work is closed"""


class AlreadySubmitted(ChangeRefused):
    """The result is handed in and waits for a decision"""


class NothingSubmitted(ChangeRefused):
    """No result waits for a decision"""


class NotBlocked(ChangeRefused):
    """Nothing is in the way that waits for a word"""


class NoExtensionAsked(ChangeRefused):
    """No extension waits for a decision"""


class NotLater(ChangeRefused):
    """The date asked for is not later than the present one"""


class NoQuota(ChangeRefused):
    """This work has no number to reach"""


class LessThanVillages(ChangeRefused):
    """The villages told so far come to more than this whole"""


class NeedsDocument(ChangeRefused):
    """The document's number and date are missing"""


class NothingToUndo(ChangeRefused):
    """The speaker changed nothing here within a day"""


class DecidedMeanwhile(ChangeRefused):
    """The change was decided on since"""


class ChangedMeanwhile(ChangeRefused):
    """Another change came since"""


class CannotSnooze(ChangeRefused):
    """No reminder may come later: the due date, or nothing at all, lies ahead"""


class SamePost(ChangeRefused):
    """That post leads the work already"""


class SamePerson(ChangeRefused):
    """That person holds the post, or is the one who is away"""


class BackwardDays(ChangeRefused):
    """The days end before they begin, or last longer than can be meant"""


class PastDays(ChangeRefused):
    """The days are over, or so far ahead that they cannot be meant"""


class AlsoAway(ChangeRefused):
    """The substitute is away on some of these days"""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks. `proxy_id` is the secretary who wrote it down for them."""

    person_id: int
    ranks: frozenset[Rank]
    post_ids: frozenset[int]
    channel: str
    proxy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One change: in which session and office, by whom, when (UTC), in which words.

    Changes made together share a list: each adds its milestone to `changed`, and the caller finds
    the next reminders of all of them at once.
    """

    session: Session
    office: Office
    actor: Actor
    now: datetime
    text: str = ""
    changed: list[Milestone] | None = None
