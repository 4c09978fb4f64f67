"""Why each reminder of one milestone came, did not come, or is still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import DueStep, Facts, Skip, judged
from scheduler.ladder.office import Office
from scheduler.ladder.recipients import directory
from storage.audit import Audit
from storage.delivery import Delivery, deliveries_of
from storage.milestone import Milestone
from storage.person import Person
from storage.unit import posts
from storage.words import Role, State

COMING = 5
"""How many of the steps to come are told."""


class Nobody(StrEnum):
    """Why a step reaches no one."""

    NO_POST = "no_post"
    """No post fills the role."""
    NO_PERSON = "no_person"
    """Nobody linked holds the post yet."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of one milestone, to one role or person. `at` and `sent_at` are UTC.

    `state` is None for a step that made no delivery; `reason` says why it was not said, in the
    words of `Skip`, `Void`, `Nobody`, or the name of a channel's error.
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
class Why:
    """The steps that lie behind, and the next ones."""

    past: tuple[StepRecord, ...]
    coming: tuple[StepRecord, ...]


def why(session: Session, office: Office, milestone: Milestone, now: datetime) -> Why:
    """Every step of a milestone until now with what became of it, and what comes if nobody answers.

    What was made is read from the outbox; what was not is judged by the milestone as it is now.
    """
    facts = read_facts(session, [milestone])[milestone.id]
    teller = _Teller(session, office, milestone, now)
    made = deliveries_of(session, milestone.id)
    known = {(row.fire_at, row.step, row.role) for row in made}
    past = [*teller.told(made), *teller.not_made(facts, known)]
    past.sort(key=lambda step: (step.at, step.to))
    return Why(tuple(past), tuple(teller.coming(facts)))


@dataclass(frozen=True, slots=True)
class _Teller:
    session: Session
    office: Office
    milestone: Milestone
    now: datetime

    def told(self, made: Sequence[Delivery]) -> Iterator[StepRecord]:
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
                reason=row.reason or (Nobody.NO_PERSON if row.state is State.WAITING else ""),
                channel=row.channel or "",
                sent_at=row.sent_at,
            )

    def not_made(
        self, facts: Facts, known: set[tuple[datetime, str, Role | None]]
    ) -> Iterator[StepRecord]:
        """The steps until now that made no delivery, each with its reason."""
        changed_at = self._changed_at()
        for moment, skip in self._judged(facts):
            if moment.at > min(self.now, self.milestone.fired_until):
                return
            if (moment.at, moment.step, moment.role) in known:
                continue
            late = Skip.PASSED_OVER if moment.at <= changed_at else Skip.COLLAPSED
            reason = skip or (Nobody.NO_POST if not self._posts(moment.role) else late)
            yield self._step(moment, reason)

    def coming(self, facts: Facts) -> Iterator[StepRecord]:
        """The next steps that will be said."""
        after = max(self.now, self.milestone.fired_until)
        found = 0
        for moment, skip in self._judged(facts, after):
            if skip is None and found < COMING:
                found += 1
                yield self._step(moment, "" if self._posts(moment.role) else Nobody.NO_POST)
            elif found == COMING:
                return

    def _judged(
        self, facts: Facts, after: datetime | None = None
    ) -> Iterator[tuple[DueStep, Skip | None]]:
        rules = self.office.rules_for(self.milestone.task.ladder)
        return judged(facts, rules, self.office.calendar, after)

    def _changed_at(self) -> datetime:
        """The last change of the milestone: what it was before that cannot be judged any more."""
        last = self.session.scalar(
            select(func.max(Audit.at)).where(
                Audit.noun == "milestone", Audit.noun_id == self.milestone.id
            )
        )
        return last or self.milestone.handed_over_at

    def _posts(self, role: Role) -> tuple[int, ...]:
        return directory(self.session, local_day(self.now)).posts(self.milestone, role)

    def _step(self, moment: DueStep, reason: str) -> StepRecord:
        names = {row.id: row.name for row in posts(self.session)}
        to = ", ".join(names[post] for post in self._posts(moment.role))
        return StepRecord(moment.at, moment.step, moment.role, to, None, reason)
