"""The commune (the tenant), its own calendar days, and the program's clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key, Tenant, prebuilt


class Commune(Tenant, Base):
    """One commune, with its own people, work, calendar and ladder overrides.

    `ro` is how many clarities (who, what, how ...) a task must state, 5 or 6.
    `lead_confirms`: who leads a milestone may confirm its result too. `names_in_groups`: the lists
    in units' groups name who is overdue. While it is suspended, nothing is fired, handled or sent,
    and what comes in is kept. `days_asked_at`: when the secretary was last asked to confirm the
    usual days of a plan. `city` is the key of the office that sees its totals, or "".
    """

    __tablename__ = "commune"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    ladder: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ro: Mapped[int] = mapped_column(default=5)
    culture_day: Mapped[bool] = mapped_column(default=True)
    lead_confirms: Mapped[bool] = mapped_column(default=False)
    names_in_groups: Mapped[bool] = mapped_column(default=False)
    next_number: Mapped[int] = mapped_column(default=1)
    next_summary_at: Mapped[datetime | None] = mapped_column(index=True)
    next_review_at: Mapped[datetime | None] = mapped_column(index=True)
    days_asked_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    city: Mapped[str] = mapped_column(String(60), default="")


class CalendarDay(CommuneOwned, Base):
    """A day that a commune works or is off, unlike in the national calendar."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("commune_id", "day"),)

    id: Mapped[Key]
    day: Mapped[date]
    working: Mapped[bool]
    name: Mapped[str] = mapped_column(String(200), default="")


REAL, MOVED_BY_HAND = "real", "moved"
"""The clocks a database may run on: the real one, or one moved by hand."""


class ProgramClock(Base):
    """One row: the clock this database runs on, the time a moved clock shows, the last tick."""

    __tablename__ = "pulse"

    id: Mapped[Key]
    clock: Mapped[str] = mapped_column(String(10))
    moved_to: Mapped[datetime | None]
    ticked_at: Mapped[datetime | None]


def communes(session: Session) -> Sequence[Commune]:
    return session.scalars(select(Commune).order_by(Commune.key)).all()


def commune_by_key(session: Session, key: str) -> Commune | None:
    return session.scalar(select(Commune).where(Commune.key == key))


def not_suspended(commune_id: Any) -> ColumnElement[bool]:
    """The condition that a column's commune is not suspended; for sessions over all communes."""
    suspended = select(Commune.id).where(Commune.suspended_at.is_not(None))
    condition: ColumnElement[bool] = commune_id.not_in(suspended)
    return condition


def take_numbers(session: Session, commune: Commune, count: int) -> range:
    """Reserve the next short numbers of milestones; a number is never used twice."""
    first = commune.next_number
    commune.next_number = first + count
    session.flush()
    return range(first, first + count)


_DAYS = prebuilt(select(CalendarDay).order_by(CalendarDay.day))


def calendar_days(session: Session) -> Sequence[CalendarDay]:
    return session.scalars(_DAYS).all()


_WITH_DAYS = prebuilt(
    select(Commune, CalendarDay)
    .outerjoin(CalendarDay, CalendarDay.commune_id == Commune.id)
    .order_by(CalendarDay.day)
)


def commune_with_days(session: Session) -> tuple[Commune, Sequence[CalendarDay]]:
    """The commune of the session and its own days, read by one statement."""
    rows = session.execute(_WITH_DAYS).all()
    return rows[0][0], [day for _, day in rows if day is not None]


def program_clock(session: Session) -> ProgramClock:
    """The row of the program's clock; the first migration creates it."""
    return session.get_one(ProgramClock, 1)


def note_tick(session: Session, now: datetime) -> None:
    """Record that the engine has fired everything due by now."""
    program_clock(session).ticked_at = now
