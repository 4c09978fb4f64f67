"""Remove a person's data at their request, unless the office still needs them."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scheduler.calendar.working_time import local_day
from scheduler.work.change import ChangeContext, ChangeRefused, NotAllowed
from scheduler.work.people import end_absence, open_work
from scheduler.work.permissions import Action, allowed
from storage.person import Absence, Person, holders_of_rank, holdings_of, present_holdings
from storage.removal import remove_personal_data
from storage.unit import Post
from storage.words import Rank


class OnlySecretary(ChangeRefused):
    """Nobody else would hold a secretary's post"""


class RemovesOneself(ChangeRefused):
    """Nobody may remove their own data: there would be nobody to answer"""


class StillNeeded(ChangeRefused):
    """A post with open work would have no holder"""


def posts_left_without_holder(context: ChangeContext, person: Person) -> Sequence[Post]:
    """The posts with open work that only this person holds."""
    held = [row.post for row in holdings_of(context.session, person.id)]
    return [
        post
        for post in held
        if len(present_holdings(context.session, [post.id])) == 1 and open_work(context, post)
    ]


def check_removal(context: ChangeContext, person: Person) -> None:
    """Raise the ChangeRefused that forbids removing this person's data now."""
    if not allowed(context.actor.ranks, Action.REMOVE):
        raise NotAllowed
    if person.id == context.actor.person_id:
        raise RemovesOneself
    secretaries = holders_of_rank(context.session, Rank.SECRETARY)
    if [each.id for each in secretaries] == [person.id]:
        raise OnlySecretary
    if posts_left_without_holder(context, person):
        raise StillNeeded


def remove(context: ChangeContext, person: Person, name: str) -> None:
    """Remove a person's data and call them `name` from now on. Raises as `check_removal`."""
    check_removal(context, person)
    session, today = context.session, local_day(context.now)
    theirs = or_(Absence.person_id == person.id, Absence.substitute_id == person.id)
    for absence in session.scalars(select(Absence).where(theirs, Absence.until >= today)).all():
        end_absence(context, absence)
    held = holdings_of(session, person.id)
    for row in held:
        row.until = context.now
    session.flush()
    remove_personal_data(session, person, name, context.now)
    context.audit("remove", "person", person.id, {"posts": [row.post_id for row in held]}, {})
    session.flush()
