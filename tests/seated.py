"""The small commune with somebody in every post, spoken to without a chat: fast, for many words."""

from datetime import datetime

from bot.app.training import fill_posts
from bot.conversation.handler import understand
from bot.conversation.turn import Turn
from bot.importers.national import national_days
from bot.queries.reader import actor_of_person
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.office import office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.person import Person, addresses, holdings
from tests.laying import lay, once
from tests.stories.world import PLAN, at

LAID = at("2025-10-08T07:55")
NOW = at("2025-12-15T09:00")


def seat(database: Database) -> None:
    """Store the plan and put somebody into every post."""
    once(database, seat, lambda: _seat(database))


def _seat(database: Database) -> None:
    lay(database, national_days(), PLAN, LAID)
    fill_posts(database, 1, LAID)


def holder(session: ScopedSession, post: str) -> Person:
    """Who holds the post of that name."""
    return next(row.person for row in holdings(session) if row.post.name == post)


def turn_of(session: ScopedSession, person: Person, text: str, now: datetime = NOW) -> Turn:
    """What a person says on their page."""
    commune = session.get_one(Commune, session.commune_id)
    office = office_of(session, commune, national_days(), now)
    address = next(each for each in addresses(session, [person.id]) if each.channel == "web")
    actor = actor_of_person(session, address.person_id, address.channel, now.date())
    return Turn(session, office, actor, now, person, address, text)


def say(session: ScopedSession, post: str, text: str, now: datetime = NOW) -> Outgoing:
    """What the holder of a post is answered."""
    return understand(turn_of(session, holder(session, post), text, now))
