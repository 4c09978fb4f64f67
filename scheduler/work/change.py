"""What every change of a milestone is made with, and the reasons a change is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import Office
from storage.audit import Audit
from storage.milestone import Milestone
from storage.words import Rank


class ChangeRefused(Exception):
    """The change was not made"""


class NotTheLead(ChangeRefused):
    """Another post leads this work"""


class NotAllowed(ChangeRefused):
    """None of the actor's posts has the right to make this change"""


class ConfirmsOwnResult(ChangeRefused):
    """The actor leads the work, so may not confirm its result"""


class AlreadyClosed(ChangeRefused):
    """The work is closed"""


class NotClosed(ChangeRefused):
    """The work is neither done nor cancelled"""


class AlreadySubmitted(ChangeRefused):
    """The result was handed in and waits for a decision"""


class NothingSubmitted(ChangeRefused):
    """No result waits for a decision"""


class NotBlocked(ChangeRefused):
    """The work is not blocked"""


class NoExtensionAsked(ChangeRefused):
    """No extension waits for a decision"""


class UnusableDueDate(ChangeRefused):
    """The new due date has passed or equals the present one, or an extension was asked for to a
    date that is no later
    """


class NoQuota(ChangeRefused):
    """This work has no number to reach"""


class LessThanVillages(ChangeRefused):
    """The villages' numbers add up to more than this total"""


class KeptUntilDue(ChangeRefused):
    """A level is to be kept until its due date, which is yet to come"""


class DocumentDatedInFuture(ChangeRefused):
    """The document's date is after today"""


class NeedsDocument(ChangeRefused):
    """The document's number and date are missing"""


class NothingToUndo(ChangeRefused):
    """The speaker did not change this milestone within the last day"""


class DecidedMeanwhile(ChangeRefused):
    """The change has been decided on since"""


class ChangedMeanwhile(ChangeRefused):
    """Another change was made since"""


class CannotSnooze(ChangeRefused):
    """No later reminder is possible: the due date is too near, or no step is left"""


class SnoozeTooLong(ChangeRefused):
    """The reminder may wait until `longest` (UTC) at most"""

    def __init__(self, longest: datetime) -> None:
        super().__init__()
        self.longest = longest


class MomentPast(ChangeRefused):
    """The moment is over, or the rule has no moment to come"""


class CannotRepeat(ChangeRefused):
    """Only standing work and work with one due date may repeat"""


class CannotPhase(ChangeRefused):
    """Only work with due dates may be parted into phases"""


class NotRepeating(ChangeRefused):
    """The work does not repeat, or no more"""


class SamePost(ChangeRefused):
    """That post already leads the work"""


class SamePerson(ChangeRefused):
    """That person already holds the post, or is the one who is away"""


class AbsenceTooLongOrBackward(ChangeRefused):
    """The days end before they begin, or span more than 270 days"""


class AbsenceNotNear(ChangeRefused):
    """The days are over, or begin more than 270 days ahead"""


class SubstituteAway(ChangeRefused):
    """The substitute is away on some of these days"""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change. `proxy_id` is the secretary who wrote it down for them, if any."""

    person_id: int
    ranks: frozenset[Rank]
    post_ids: frozenset[int]
    channel: str
    proxy_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """What a change is made with: session, office, actor, moment (UTC), message text.

    Changes made together share the list `reschedule_later`: each adds its milestone, and the caller
    reschedules all of them at once.
    """

    session: Session
    office: Office
    actor: Actor
    now: datetime
    text: str = ""
    reschedule_later: list[Milestone] | None = None

    def audit(
        self,
        action: str,
        noun: str,
        noun_id: int,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        """Add the audit row of one change by the actor."""
        self.session.add(
            Audit(
                at=self.now,
                person_id=self.actor.person_id,
                proxy_id=self.actor.proxy_id,
                channel=self.actor.channel,
                action=action,
                noun=noun,
                noun_id=noun_id,
                before=dict(before),
                after=dict(after),
            )
        )


def check_document(context: ChangeContext, dated: date | None) -> None:
    """Raise DocumentDatedInFuture if the document's date is after today."""
    if dated is not None and dated > local_day(context.now):
        raise DocumentDatedInFuture
