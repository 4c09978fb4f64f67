"""From the role a step speaks to, to the persons who hear it on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.milestone import Milestone
from storage.person import addresses, holdings, substitutes_on
from storage.task import Support
from storage.unit import posts
from storage.words import RANKS, Rank, Role


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who hears it for a post. `person_id` is None when nobody linked holds the post."""

    post_id: int
    person_id: int | None
    absent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """The commune's posts and holders on one day, read once for a whole batch."""

    holders: dict[int, tuple[Recipient, ...]]
    ranked: dict[Rank, tuple[int, ...]]
    supports: dict[int, tuple[int, ...]]

    def posts(self, milestone: Milestone, role: Role) -> tuple[int, ...]:
        """The posts a role means for one milestone."""
        if role is Role.LEAD:
            return (milestone.task.lead_post_id,)
        if role is Role.SUPPORT:
            return self.supports.get(milestone.task_id, ())
        return self.ranked.get(RANKS[role], ())

    def recipients(self, milestone: Milestone, role: Role) -> list[Recipient]:
        """Everybody a step reaches; a post without a linked person counts as one."""
        return [each for post in self.posts(milestone, role) for each in self.of_post(post)]

    def of_post(self, post_id: int) -> tuple[Recipient, ...]:
        """Who hears what is said to a post."""
        return self.holders.get(post_id) or (Recipient(post_id, None),)


def directory(session: Session, day: date) -> Directory:
    """Who holds which post, who is away and who can be reached, on one day in Vietnam."""
    ranked: dict[Rank, list[int]] = defaultdict(list)
    for post in posts(session):
        ranked[post.rank].append(post.id)
    supports: dict[int, list[int]] = defaultdict(list)
    for support in session.scalars(select(Support)):
        supports[support.task_id].append(support.post_id)
    return Directory(
        holders=_holders(session, day),
        ranked={rank: tuple(ids) for rank, ids in ranked.items()},
        supports={task: tuple(ids) for task, ids in supports.items()},
    )


def _holders(session: Session, day: date) -> dict[int, tuple[Recipient, ...]]:
    held = holdings(session)
    away = substitutes_on(session, day)
    heard = {row.person_id: away.get(row.person_id, row.person_id) for row in held}
    linked = {row.person_id for row in addresses(session, set(heard.values()))}
    found: dict[int, list[Recipient]] = defaultdict(list)
    for row in held:
        hearer = heard[row.person_id]
        if hearer in linked:
            absent = row.person_id if hearer != row.person_id else None
            found[row.post_id].append(Recipient(row.post_id, hearer, absent))
    return {post: tuple(dict.fromkeys(each)) for post, each in found.items()}
