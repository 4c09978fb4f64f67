"""Explain the reminders of one milestone: sent, not sent and why, or still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import DueStep, Facts, evaluate_steps
from scheduler.ladder.office import Office
from scheduler.ladder.recipients import read_directory
from scheduler.ladder.rules import posts_for_step
from scheduler.ladder.skips import Skip
from storage.audit import Audit
from storage.delivery import Delivery, deliveries_of
from storage.milestone import Milestone
from storage.person import Person
from storage.unit import posts
from storage.words import Role, State

STEPS_SHOWN = 5
"""The number of steps to come that are shown."""


class NoRecipient(StrEnum):
    """Why a step reaches nobody."""

    NO_POST = "no_post"
    """No post fills the role."""
    NO_PERSON = "no_person"
    """No linked person holds the post yet."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One reminder step of one milestone for one role or person. `at` and `sent_at` are UTC.

    `state` is None for a step that made no delivery. `reason` says why it was not sent: a value of
    `Skip`, `VoidReason` or `NoRecipient`, or the class name of a channel's error.
    """

    at: datetime
    step: str
    role: Role
    to: str
    state: State | None
    reason: str = ""
    channel: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StepHistory:
    """The steps up to now and the next ones, by time."""

    past: tuple[StepRecord, ...]
    coming: tuple[StepRecord, ...]


def explain_steps(
    session: Session, office: Office, milestone: Milestone, now: datetime
) -> StepHistory:
    """Every step of a milestone until now with its result, and the next if nobody answers.

    Deliveries are read from the outbox; steps without one are explained by the milestone's present
    state.
    """
    facts = read_facts(session, [milestone])[milestone.id]
    explainer = _Explainer(session, office, milestone, now)
    made = deliveries_of(session, milestone.id)
    known = {(row.fire_at, row.step, row.role) for row in made}
    past = [*explainer.delivered(made), *explainer.not_delivered(facts, known)]
    past.sort(key=lambda step: (step.at, step.to))
    return StepHistory(tuple(past), tuple(explainer.coming(facts)))


@dataclass(frozen=True, slots=True)
class _Explainer:
    session: Session
    office: Office
    milestone: Milestone
    now: datetime

    def delivered(self, made: Sequence[Delivery]) -> Iterator[StepRecord]:
        names = {row.id: row.name for row in posts(self.session)}
        ids = {row.person_id for row in made}
        found = self.session.scalars(select(Person).where(Person.id.in_(ids)))
        persons = {row.id: row.name for row in found}
        for row in made:
            yield StepRecord(
                at=row.fire_at,
                step=row.step,
                role=row.role or Role.LEAD,
                to=persons.get(row.person_id or 0) or names.get(row.post_id or 0, ""),
                state=row.state,
                reason=row.reason or (NoRecipient.NO_PERSON if row.state is State.WAITING else ""),
                channel=row.channel or "",
                sent_at=row.sent_at,
            )

    def not_delivered(
        self, facts: Facts, known: set[tuple[datetime, str, Role | None]]
    ) -> Iterator[StepRecord]:
        """The steps until now without a delivery, each with its reason."""
        changed_at = self._changed_at()
        for due_step, skip in self._evaluated(facts):
            if due_step.at > min(self.now, self.milestone.fired_until):
                return
            if (due_step.at, due_step.step, due_step.role) in known:
                continue
            late = Skip.TOO_EARLY if due_step.at <= changed_at else Skip.COLLAPSED
            reason = skip or (NoRecipient.NO_POST if not self._posts(due_step) else late)
            yield self._step(due_step, reason)

    def coming(self, facts: Facts) -> Iterator[StepRecord]:
        """The next steps to be sent."""
        after = max(self.now, self.milestone.fired_until)
        found = 0
        for due_step, skip in self._evaluated(facts, after):
            if skip is None and found < STEPS_SHOWN:
                found += 1
                yield self._step(due_step, "" if self._posts(due_step) else NoRecipient.NO_POST)
            elif found == STEPS_SHOWN:
                return

    def _evaluated(
        self, facts: Facts, after: datetime | None = None
    ) -> Iterator[tuple[DueStep, Skip | None]]:
        rules = self.office.rules_for(self.milestone.task.ladder)
        return evaluate_steps(facts, rules, self.office.calendar, after)

    def _changed_at(self) -> datetime:
        """The last change of the milestone; earlier steps can no longer be evaluated."""
        last = self.session.scalar(
            select(func.max(Audit.at)).where(
                Audit.noun == "milestone", Audit.noun_id == self.milestone.id
            )
        )
        return last or self.milestone.handed_over_at

    def _posts(self, due_step: DueStep) -> Sequence[int]:
        people = read_directory(self.session, local_day(self.now))
        lead, confirms = self.milestone.lead_post_id, self.office.lead_confirms
        by_role, of_lead = people.posts(self.milestone), people.posts_of_lead(lead)
        return posts_for_step(due_step.step, due_step.role, by_role, lead, confirms, of_lead)

    def _step(self, due_step: DueStep, reason: str) -> StepRecord:
        names = {row.id: row.name for row in posts(self.session)}
        to = ", ".join(names[post] for post in self._posts(due_step))
        return StepRecord(due_step.at, due_step.step, due_step.role, to, None, reason)
