"""A commune of one unit and five posts, stored row by row without a plan, which is fast."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduler.ladder.office import NationalDays, Office
from scheduler.ladder.rules import DEFAULT_RULES
from scheduler.work.change import Actor, ChangeContext
from storage.audit import Audit, changes_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.reply import Reply
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import MilestoneShape, Rank, TaskKind
from tests.scheduler.calendars import OFFICE, at

SETUP_AT = at("2025-10-08 07:55")
NOW = at("2025-11-12 09:00")
"""A Wednesday, in working time, with nothing due for the milestones of `add`."""
TODAY = date(2025, 11, 12)
DUE = date(2025, 12, 31)

CHANNEL = "telegram"
RANKS = {
    "head": Rank.HEAD,
    "deputy": Rank.DEPUTY,
    "secretary": Rank.SECRETARY,
    "lead": Rank.OFFICIAL,
    "other": Rank.OFFICIAL,
}


@dataclass(frozen=True, slots=True)
class SmallCommune:
    """One open session of the commune. A post's holder has the post's name."""

    session: ScopedSession
    office: Office
    posts: Mapping[str, int]
    people: Mapping[str, int]

    def context(
        self, post: str, now: datetime = NOW, text: str = "", proxy: str | None = None
    ) -> ChangeContext:
        """The context of a post's holder, or of `proxy` who writes for them."""
        actor = Actor(
            person_id=self.people[post],
            ranks=frozenset({RANKS[post]}),
            post_ids=frozenset({self.posts[post]}),
            channel=CHANNEL,
            proxy_id=self.people[proxy] if proxy else None,
        )
        return ChangeContext(self.session, self.office, actor, now, text)

    def add(self, task: Mapping[str, Any] | None = None, **values: Any) -> Milestone:
        """A new milestone, led by `lead` and accepted at once unless `values` change it."""
        number = values.pop("number", None) or 1 + len(self.session.scalars(select(Task.id)).all())
        about = {"lead_post_id": self.posts["lead"], "sector": "s", "kind": TaskKind.DATED}
        owner = Task(key=f"t{number}", title=f"task {number}", **(about | dict(task or {})))
        self.session.add(owner)
        self.session.flush()
        due_on = values.pop("due_on", DUE)
        dates = {"due_on": due_on, "original_due_on": due_on, "planned_on": due_on}
        about = {
            "shape": MilestoneShape.DEADLINE,
            "title": f"item {number}",
            "handed_over_at": SETUP_AT,
        }
        row = Milestone(
            task_id=owner.id,
            number=number,
            key=f"m{number}",
            **(dates | about | {"fired_until": NOW - timedelta(minutes=1)} | values),
        )
        self.session.add(row)
        self.session.flush()
        self.session.refresh(row)
        return row

    def audits(self, milestone: Milestone) -> list[Audit]:
        """Every change of a milestone, oldest first."""
        self.session.flush()
        return list(reversed(changes_of(self.session, milestone.id)))

    def replies(self, milestone: Milestone) -> list[Reply]:
        """The replies of a milestone, oldest first."""
        found = select(Reply).where(Reply.milestone_id == milestone.id).order_by(Reply.id)
        return list(self.session.scalars(found))

    def deliveries(self) -> list[Delivery]:
        """The whole outbox, oldest first."""
        return list(self.session.scalars(select(Delivery).order_by(Delivery.id)))


def store_commune(database: Database, key: str = "xa") -> int:
    """Store the commune with its posts, a holder in each, and a chat for each holder."""
    with database.everything() as session:
        commune = Commune(key=key, name=key)
        session.add(commune)
        session.flush()
        owned = {"commune_id": commune.id}
        unit = Unit(key="u", name="unit", **owned)
        session.add(unit)
        session.flush()
        for name, rank in RANKS.items():
            post = Post(unit_id=unit.id, key=name, name=name, rank=rank, **owned)
            person = Person(name=name, **owned)
            session.add_all([post, person])
            session.flush()
            ids = {"person_id": person.id, **owned}
            session.add(Holding(post_id=post.id, since=SETUP_AT, **ids))
            session.add(Address(channel=CHANNEL, address=name, linked_at=SETUP_AT, **ids))
        return commune.id


@contextmanager
def opened(database: Database, commune_id: int = 1) -> Iterator[SmallCommune]:
    """The commune in one transaction."""
    with database.commune(commune_id) as session:
        office = Office(commune_id, "xa", OFFICE, DEFAULT_RULES, NationalDays())
        posts = dict(session.execute(select(Post.key, Post.id)).all())
        people = dict(session.execute(select(Person.name, Person.id)).all())
        yield SmallCommune(session, office, posts, people)
