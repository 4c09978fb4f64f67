"""After a restore: end again what had ended since the backup was made (chats, holdings, groups,
feeds, removed persons), and end all sessions and unused codes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from storage.audit import Audit
from storage.commune import communes
from storage.database import Database
from storage.delivery import Delivery
from storage.dialog import forget_chat
from storage.feed import Feed
from storage.group import Group
from storage.invite import Invite
from storage.manifest import Ended, EndedKind
from storage.person import Absence, Address, Holding, Person, linked_persons, present_holdings
from storage.removal import remove_personal_data
from storage.web_session import WebSession
from storage.words import DeliveryKind, State

UNSENT = (State.PENDING, State.WAITING)


@dataclass(frozen=True, slots=True)
class EndedCounts:
    """How much was ended in one commune after a restore.

    `unlinked` names the posts whose holder had ended, or has no chat any more.
    """

    commune_id: int
    sessions: int
    codes: int
    counts: Counter[EndedKind]
    unlinked: tuple[str, ...]


def end_again(
    database: Database, ended: Iterable[Ended], now: datetime, neutral_name: Callable[[int], str]
) -> list[EndedCounts]:
    """End all sessions and unused codes, and again what had ended; one transaction a commune.

    `neutral_name` gives the name of a person whose data were removed, by id.
    """
    by_commune: dict[int, list[Ended]] = {}
    for each in ended:
        by_commune.setdefault(each.commune_id, []).append(each)
    with database.everything() as session:
        ids = [each.id for each in communes(session)]
    found: list[EndedCounts] = []
    for commune_id in ids:
        with database.commune(commune_id) as session:
            theirs = sorted(by_commune.get(commune_id, []))
            found.append(_in_commune(session, commune_id, theirs, now, neutral_name))
    return found


def _in_commune(
    session: Session,
    commune_id: int,
    ended: Sequence[Ended],
    now: datetime,
    neutral_name: Callable[[int], str],
) -> EndedCounts:
    sessions = _count(session.execute(delete(WebSession)))
    unused = Invite.used_at.is_(None) & (Invite.expires_at > now)
    codes = _count(session.execute(update(Invite).where(unused).values(expires_at=now)))
    counts: Counter[EndedKind] = Counter()
    posts: dict[int, str] = {}
    for each in ended:
        counts[each.kind] += _end(session, each, posts, now, neutral_name)
    session.flush()
    result = EndedCounts(commune_id, sessions, codes, +counts, _unreached(session, posts))
    after = {"sessions": sessions, "codes": codes} | {k.value: n for k, n in result.counts.items()}
    session.add(
        Audit(at=now, action="restore", noun="commune", noun_id=commune_id, before={}, after=after)
    )
    return result


def _end(
    session: Session,
    each: Ended,
    posts: dict[int, str],
    now: datetime,
    neutral_name: Callable[[int], str],
) -> bool:
    """End one thing again, at the time it had ended; returns False if it is not in this database or
    has ended already. `posts` collects, by id, the names of posts that lose their holder or their
    holder's chat.
    """
    match each.kind:
        case EndedKind.CHAT:
            return _end_chat(session, each, posts)
        case EndedKind.HOLDING:
            return _end_holding(session, each, posts)
        case EndedKind.PERSON:
            return _remove(session, each, now, neutral_name(each.id))
        case EndedKind.CALENDAR:
            feed = session.get(Feed, each.id)
            return feed is not None and _revoke(feed, feed.made_at, each)
        case EndedKind.GROUP:
            group = session.get(Group, each.id)
            return group is not None and _revoke(group, group.linked_at, each)


def _revoke(row: Address | Feed | Group, began: datetime, each: Ended) -> bool:
    if began.isoformat() != each.since or row.revoked_at is not None:
        return False
    row.revoked_at = datetime.fromisoformat(each.at)
    return True


def _end_chat(session: Session, each: Ended, posts: dict[int, str]) -> bool:
    row = session.get(Address, each.id)
    if row is None or not _revoke(row, row.linked_at, each):
        return False
    forget_chat(session, row.id)
    unsent = Delivery.address_id == row.id, Delivery.state == State.PENDING
    session.execute(update(Delivery).where(*unsent).values(state=State.VOID, reason="cut"))
    held = select(Holding).where(Holding.person_id == row.person_id, Holding.until.is_(None))
    posts.update({holding.post_id: holding.post.name for holding in session.scalars(held)})
    return True


def _end_holding(session: Session, each: Ended, posts: dict[int, str]) -> bool:
    """End a holding; unsent reminders of the post wait for its next holder."""
    row = session.get(Holding, each.id)
    if row is None or row.until is not None or row.since.isoformat() != each.since:
        return False
    row.until = datetime.fromisoformat(each.at)
    posts[row.post_id] = row.post.name
    unsent = update(Delivery).where(
        Delivery.post_id == row.post_id,
        Delivery.person_id == row.person_id,
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.state.in_(UNSENT),
    )
    session.execute(unsent.values(person_id=None, absent_id=None, state=State.WAITING))
    return True


def _remove(session: Session, each: Ended, now: datetime, name: str) -> bool:
    person = session.get(Person, each.id)
    if person is None or person.name == name or _began(session, person) != each.since:
        return False
    theirs = or_(Absence.person_id == person.id, Absence.substitute_id == person.id)
    session.execute(delete(Absence).where(theirs, Absence.until >= local_day(now)))
    remove_personal_data(session, person, name, now)
    # The next restore finds in the record whose data were removed.
    session.add(
        Audit(at=now, action="remove", noun="person", noun_id=person.id, before={}, after={})
    )
    return True


def _began(session: Session, person: Person) -> str:
    """When a person's first post or chat began, as the manifest tells it."""
    held = session.scalars(select(Holding.since).where(Holding.person_id == person.id))
    linked = session.scalars(select(Address.linked_at).where(Address.person_id == person.id))
    return min((at.isoformat() for at in (*held, *linked)), default="")


def _unreached(session: Session, posts: dict[int, str]) -> tuple[str, ...]:
    """The names of those posts whose present holders have no chat, or that have none."""
    held = present_holdings(session, posts)
    linked = linked_persons(session, [row.person_id for row in held])
    reached = {row.post_id for row in held if row.person_id in linked}
    return tuple(name for id, name in sorted(posts.items()) if id not in reached)


def _count(done: object) -> int:
    assert isinstance(done, CursorResult)
    return int(done.rowcount)
