"""One message of one known person: what every command and every answer is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.channel import Capabilities
from scheduler.occasion import Actor, Occasion
from scheduler.office import Office
from scheduler.permissions import Action, allowed
from scheduler.working_time import local_day
from storage.person import Address, Person, holdings_of, stood_in_for


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a commune's work, and when (UTC)."""

    session: Session
    office: Office
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return local_day(self.now)

    def may(self, action: Action) -> bool:
        """Whether the reader's posts allow this."""
        return allowed(self.actor.ranks, action)


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """Who speaks, where, when (UTC), in which words. `about` are the numbers replied to;
    `lately` those of the last digest, on a channel that knows no replies. `channels` are those
    that are open. `page` is the page of a list that is asked for, from 1.
    """

    person: Person
    address: Address
    text: str
    about: tuple[int, ...] = ()
    lately: tuple[int, ...] = ()
    channels: Mapping[str, Capabilities] = field(default_factory=dict)
    page: int = 1

    def occasion(self) -> Occasion:
        """The speaker's words as the occasion of a change."""
        return Occasion(self.session, self.office, self.actor, self.now, self.text)


def actor_of(session: Session, address: Address, today: date) -> Actor:
    """The person behind an address, with the posts held now and those stood in for today."""
    return actor_of_person(session, address.person_id, address.channel, today)


def actor_of_person(session: Session, person_id: int, channel: str, today: date) -> Actor:
    """A person who speaks on a channel, with the posts held now and those stood in for today."""
    away = stood_in_for(session, person_id, today)
    held = [row for person in (person_id, *away) for row in holdings_of(session, person)]
    return Actor(
        person_id=person_id,
        ranks=frozenset(row.post.rank for row in held),
        post_ids=frozenset(row.post_id for row in held),
        channel=channel,
    )
