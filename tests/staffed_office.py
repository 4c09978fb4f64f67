"""The small commune with a person in every post, for many messages without a platform."""

from datetime import datetime

from bot.app.training import fill_posts
from bot.conversation.handler import answer_text
from bot.conversation.turn import Turn
from bot.importers.national import national_days
from bot.queries.reader import actor_of_person
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.office import office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.person import Person, addresses, present_holdings
from tests.stored_plan import store_once, store_plan
from tests.stories.world import PLAN, at

IMPORTED_AT = at("2025-10-08T07:55")
NOW = at("2025-12-15T09:00")


def staff_office(database: Database) -> None:
    """Store the plan and put a person into every post."""
    store_once(database, staff_office, lambda: _staff_office(database))


def _staff_office(database: Database) -> None:
    store_plan(database, national_days(), PLAN, IMPORTED_AT)
    fill_posts(database, 1, IMPORTED_AT)


def holder(session: ScopedSession, post: str) -> Person:
    """The holder of the post of that name."""
    return next(row.person for row in present_holdings(session) if row.post.name == post)


def turn_of(session: ScopedSession, person: Person, text: str, now: datetime = NOW) -> Turn:
    """A message of a person on their web page."""
    commune = session.get_one(Commune, session.commune_id)
    office = office_of(session, commune, national_days(), now)
    address = next(each for each in addresses(session, [person.id]) if each.channel == "web")
    actor = actor_of_person(session, address.person_id, address.channel, now.date())
    return Turn(session, office, actor, now, person, address, text)


def say(session: ScopedSession, post: str, text: str, now: datetime = NOW) -> Outgoing:
    """The answer to a message of the post's holder."""
    return answer_text(turn_of(session, holder(session, post), text, now))
