"""The reader of a query: the person, the commune's session and the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import Office
from scheduler.work.change import Actor
from scheduler.work.permissions import Action, allowed
from storage.person import Holding, holdings_of, substituted_by


def actor_with_holdings(person_id: int, channel: str, held: Iterable[Holding]) -> Actor:
    """A person on a channel, with the ranks and posts of these holdings."""
    rows = list(held)
    return Actor(
        person_id=person_id,
        ranks=frozenset(row.post.rank for row in rows),
        post_ids=frozenset(row.post_id for row in rows),
        channel=channel,
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a commune's work, and when; `now` is aware UTC."""

    session: Session
    office: Office
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now)

    def may(self, action: Action) -> bool:
        return allowed(self.actor.ranks, action)


def actor_of_person(session: Session, person_id: int, channel: str, today: date) -> Actor:
    """A person on a channel, with own posts and those they substitute for today."""
    away = substituted_by(session, person_id, today)
    held = [row for person in (person_id, *away) for row in holdings_of(session, person)]
    return actor_with_holdings(person_id, channel, held)
