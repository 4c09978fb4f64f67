"""A person's data are taken out at their request; refused while the office still needs them."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scheduler.calendar.working_time import local_day
from scheduler.work.occasion import ChangeRefused, NotAllowed, Occasion
from scheduler.work.people import end_absence, open_work
from scheduler.work.permissions import Action, allowed
from storage.audit import Audit
from storage.person import Absence, Person, holders_of_rank, holdings, holdings_of
from storage.removal import blank
from storage.unit import Post
from storage.words import Rank


class OnlySecretary(ChangeRefused):
    """Nobody else would hold a secretary's post"""


class Oneself(ChangeRefused):
    """Nobody removes their own data: who would be answered?"""


class StillNeeded(ChangeRefused):
    """A post with open work would be nobody's"""


def still_needed(occasion: Occasion, person: Person) -> Sequence[Post]:
    """The posts with open work that nobody else holds."""
    held = [row.post for row in holdings_of(occasion.session, person.id)]
    return [
        post
        for post in held
        if len(holdings(occasion.session, [post.id])) == 1 and open_work(occasion, post)
    ]


def check_removal(occasion: Occasion, person: Person) -> None:
    """Raises why a person's data cannot be removed now."""
    if not allowed(occasion.actor.ranks, Action.REMOVE):
        raise NotAllowed
    if person.id == occasion.actor.person_id:
        raise Oneself
    chiefs = holders_of_rank(occasion.session, Rank.SECRETARY)
    if [each.id for each in chiefs] == [person.id]:
        raise OnlySecretary
    if still_needed(occasion, person):
        raise StillNeeded


def remove(occasion: Occasion, person: Person, name: str) -> None:
    """Take a person's data out and call them `name`; raises Refused as `check_removal` does."""
    check_removal(occasion, person)
    session, today = occasion.session, local_day(occasion.now)
    theirs = or_(Absence.person_id == person.id, Absence.substitute_id == person.id)
    for absence in session.scalars(select(Absence).where(theirs, Absence.until >= today)).all():
        end_absence(occasion, absence)
    held = holdings_of(session, person.id)
    for row in held:
        row.until = occasion.now
    session.flush()
    blank(session, person, name, occasion.now)
    session.add(
        Audit(
            at=occasion.now,
            person_id=occasion.actor.person_id,
            proxy_id=occasion.actor.proxy_id,
            channel=occasion.actor.channel,
            action="remove",
            noun="person",
            noun_id=person.id,
            before={"posts": [row.post_id for row in held]},
            after={},
        )
    )
    session.flush()
