"""A commune's own working days and days off, and rescheduling what depends on them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.calendar.public_holidays import DayChange
from scheduler.calendar.working_time import next_working_time
from scheduler.delivery.quiet_time import ANY_TIME_KINDS
from scheduler.engine.due_kinds import DUE_KINDS
from scheduler.ladder.office import NationalDays, Office, office_of
from scheduler.work.transaction import CommuneTransaction
from storage.audit import Audit
from storage.commune import CalendarDay, Commune
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.task import Task
from storage.words import State


def change_days(
    session: Session,
    national: NationalDays,
    now: datetime,
    stated: Iterable[DayChange] = (),
    dropped: Iterable[date] = (),
    culture_day: bool | None = None,
    person_id: int | None = None,
) -> Office:
    """Store days that the commune sets as working or off (`stated`), delete such days (`dropped`),
    or set whether 24 November is off (`culture_day`). What is due is fired first. `person_id` is
    who ordered it, None on the command line. Returns the office with its new calendar; the session
    belongs to the commune.
    """
    commune = session.scalars(select(Commune)).one()
    office = office_of(session, commune, national, now)
    _fire_due(CommuneTransaction(session, office, commune, now))
    before = _days(session, commune)
    for change in stated:
        row = _day(session, change.day) or CalendarDay(day=change.day)
        row.working, row.name = change.working, change.name
        session.add(row)
        session.flush()
    for day in dropped:
        dropped_row = _day(session, day)
        if dropped_row is not None:
            session.delete(dropped_row)
    if culture_day is not None:
        commune.culture_day = culture_day
    session.flush()
    _audit(session, commune, now, person_id, before)
    office = office_of(session, commune, national, now)
    _reschedule_all(CommuneTransaction(session, office, commune, now))
    return office


def _fire_due(at: CommuneTransaction) -> None:
    for kind in DUE_KINDS:
        if not kind.fired_however_late and (due := kind.due(at.session, at.now)):
            kind.fire(at, due)
    at.session.flush()


def _reschedule_all(at: CommuneTransaction) -> None:
    for kind in DUE_KINDS:
        if rows := kind.rows_to_reschedule(at.session):
            kind.reschedule(at, rows)
    on_duty = select(Milestone.id).join(Milestone.task).where(Task.on_duty)
    unsent = select(Delivery).where(
        Delivery.state == State.PENDING,
        Delivery.sort.not_in(ANY_TIME_KINDS),
        Delivery.own_reminder_id.is_(None),
        Delivery.not_before > at.now,
        or_(Delivery.milestone_id.is_(None), Delivery.milestone_id.not_in(on_duty)),
    )
    for delivery in at.session.scalars(unsent):
        delivery.not_before = next_working_time(delivery.not_before, at.office.calendar)


def _day(session: Session, day: date) -> CalendarDay | None:
    return session.scalar(select(CalendarDay).where(CalendarDay.day == day))


def _days(session: Session, commune: Commune) -> dict[str, bool]:
    rows = session.scalars(select(CalendarDay).order_by(CalendarDay.day))
    return {row.day.isoformat(): row.working for row in rows} | {"culture_day": commune.culture_day}


def _audit(
    session: Session,
    commune: Commune,
    now: datetime,
    person_id: int | None,
    before: dict[str, bool],
) -> None:
    session.add(
        Audit(
            at=now,
            person_id=person_id,
            action="days",
            noun="commune",
            noun_id=commune.id,
            before=before,
            after=_days(session, commune),
        )
    )
