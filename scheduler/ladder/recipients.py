"""From the role a step speaks to, to the persons who hear it on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from storage.milestone import Milestone, OnLadder
from storage.person import held_posts, linked_persons, substitutes_on
from storage.task import supporting
from storage.unit import ranks
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

    def posts(self, milestone: Milestone | OnLadder, role: Role) -> tuple[int, ...]:
        """The posts a role means for one milestone."""
        if role is Role.LEAD:
            return (milestone.task.lead_post_id,)
        if role is Role.SUPPORT:
            return self.supports.get(milestone.task_id, ())
        return self.ranked.get(RANKS[role], ())

    def recipients(self, milestone: Milestone | OnLadder, role: Role) -> list[Recipient]:
        """Everybody a step reaches; a post without a linked person counts as one."""
        return [each for post in self.posts(milestone, role) for each in self.of_post(post)]

    def of_post(self, post_id: int) -> tuple[Recipient, ...]:
        """Who hears what is said to a post."""
        return self.holders.get(post_id) or (Recipient(post_id, None),)


def directory(
    session: Session, day: date, about: Iterable[Milestone | OnLadder] | None = None
) -> Directory:
    """Who holds which post, who is away and who can be reached, on one day in Vietnam.

    Of all posts, or of those that these milestones may speak to.
    """
    tasks = None if about is None else {row.task_id: row.task.lead_post_id for row in about}
    ranked: dict[Rank, list[int]] = defaultdict(list)
    for rank, post_id in ranks(session, tasks is None):
        ranked[rank].append(post_id)
    supports: dict[int, list[int]] = defaultdict(list)
    for task_id, post_id in supporting(session, tasks):
        supports[task_id].append(post_id)
    spoken_to = None
    if tasks is not None:
        spoken_to = {*tasks.values(), *chain(*supports.values()), *chain(*ranked.values())}
    return Directory(
        holders=_holders(session, day, spoken_to),
        ranked={rank: tuple(ids) for rank, ids in ranked.items()},
        supports={task: tuple(ids) for task, ids in supports.items()},
    )


def _holders(
    session: Session, day: date, post_ids: Collection[int] | None
) -> dict[int, tuple[Recipient, ...]]:
    held = held_posts(session, post_ids)
    away = substitutes_on(session, day)
    heard = {person_id: away.get(person_id, person_id) for _, person_id in held}
    linked = linked_persons(session, set(heard.values()))
    found: dict[int, list[Recipient]] = defaultdict(list)
    for post_id, person_id in held:
        hearer = heard[person_id]
        if hearer in linked:
            absent = person_id if hearer != person_id else None
            found[post_id].append(Recipient(post_id, hearer, absent))
    return {post: tuple(dict.fromkeys(each)) for post, each in found.items()}
