"""The persons who get a step, from its role and the day it is sent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from scheduler.ladder.rules import posts_for_step
from storage.milestone import Milestone, MilestoneForLadder
from storage.person import held_posts, linked_persons, substitutes_on
from storage.task import supporting_posts
from storage.unit import post_ranks
from storage.words import RANKS, Rank, Role


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person who gets a step for a post.

    `person_id` is None when no linked person holds the post; `absent_id` is the holder whom this
    person substitutes.
    """

    post_id: int
    person_id: int | None
    absent_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostDirectory:
    """The commune's posts and their holders on one day, read once for a batch."""

    holders: dict[int, tuple[Recipient, ...]]
    ranked: dict[Rank, tuple[int, ...]]
    supports: dict[int, tuple[int, ...]]

    def posts(self, milestone: Milestone | MilestoneForLadder) -> Mapping[Role, Sequence[int]]:
        ranked = {role: self.ranked.get(rank, ()) for role, rank in RANKS.items()}
        lead, supports = milestone.lead_post_id, self.supports.get(milestone.task_id, ())
        helping = tuple(post for post in supports if post != lead)
        return {Role.LEAD: (lead,), Role.SUPPORT: helping, **ranked}

    def recipients(
        self, milestone: Milestone | MilestoneForLadder, step: str, role: Role, lead_confirms: bool
    ) -> list[Recipient]:
        """Everybody who gets a step; a post without a linked holder counts as one recipient."""
        lead = milestone.lead_post_id
        of_lead = self.posts_of_lead(lead)
        asked = posts_for_step(step, role, self.posts(milestone), lead, lead_confirms, of_lead)
        return [each for post in asked for each in self.recipients_of_post(post)]

    def posts_of_lead(self, lead: int) -> frozenset[int]:
        """The ranked posts that nobody reads for but those who read for the lead's post, too.

        By any of their posts these lead the work: they may not confirm its result.
        """
        leading = {each.person_id for each in self.holders.get(lead, ())}
        ranked = {post for posts in self.ranked.values() for post in posts}
        return frozenset(
            post
            for post in ranked & self.holders.keys()
            if {each.person_id for each in self.holders[post]} <= leading
        )

    def recipients_of_post(self, post_id: int) -> tuple[Recipient, ...]:
        return self.holders.get(post_id) or (Recipient(post_id, None),)


def read_directory(
    session: Session, day: date, milestones: Iterable[Milestone | MilestoneForLadder] | None = None
) -> PostDirectory:
    """Who holds each post, is absent, and is linked, on one day in Vietnam.

    Covers all posts, or only those that steps of these milestones may go to.
    """
    tasks, leads = None, set[int]()
    if milestones is not None:
        led = [(row.task_id, row.lead_post_id) for row in milestones]
        tasks, leads = {task for task, _ in led}, {post for _, post in led}
    by_rank: dict[Rank, list[int]] = defaultdict(list)
    for rank, post_id in post_ranks(session, tasks is None):
        by_rank[rank].append(post_id)
    supporters: dict[int, list[int]] = defaultdict(list)
    for task_id, post_id in supporting_posts(session, tasks):
        supporters[task_id].append(post_id)
    post_ids = None
    if tasks is not None:
        post_ids = {*leads, *chain(*supporters.values()), *chain(*by_rank.values())}
    return PostDirectory(
        holders=_recipients_by_post(session, day, post_ids),
        ranked={rank: tuple(ids) for rank, ids in by_rank.items()},
        supports={task: tuple(ids) for task, ids in supporters.items()},
    )


def _recipients_by_post(
    session: Session, day: date, post_ids: Collection[int] | None
) -> dict[int, tuple[Recipient, ...]]:
    held = held_posts(session, post_ids)
    away = substitutes_on(session, day)
    reader_of = {person_id: away.get(person_id, person_id) for _, person_id in held}
    linked = linked_persons(session, set(reader_of.values()))
    found: dict[int, list[Recipient]] = defaultdict(list)
    for post_id, person_id in held:
        reader = reader_of[person_id]
        if reader in linked:
            absent = person_id if reader != person_id else None
            found[post_id].append(Recipient(post_id, reader, absent))
    return {post: tuple(dict.fromkeys(each)) for post, each in found.items()}
