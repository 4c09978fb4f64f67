"""Calendar feeds: a person's due dates as iCalendar, at a secret URL to subscribe to."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import select

from bot.queries.filters import WorkList
from bot.queries.reader import Reader, actor_of_person
from bot.reports.catalogue import render
from bot.reports.order import ReportOrder, build_ordered_report
from bot.texts.document import Report
from scheduler.calendar.clock import Clock
from scheduler.calendar.period import Period
from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import NationalDays, office_of
from scheduler.work.permissions import Action
from storage.commune import Commune
from storage.database import Database
from storage.feed import Feed, feed, feed_of

KIND = "ics"
FEED_PATH = "/calendar"
"""Path prefix of every feed; no page of the site has it."""
MAX_DIGITS = 18


def feed_order(reader: Reader) -> ReportOrder:
    """The order for the feed's content: the open work that the reader leads, or all open work if
    they may see all.
    """
    asked = WorkList.OPEN if reader.may(Action.SEE_ALL) else WorkList.MINE
    return ReportOrder(asked.value, Period(reader.today, reader.today))


def feed_path(reader: Reader, renew: bool = False) -> str:
    """The path of the reader's feed, created if needed; `renew` revokes the former one."""
    known = feed_of(reader.session, reader.actor.person_id)
    if known is not None and renew:
        known.revoked_at = reader.now
    if known is None or renew:
        known = Feed(
            person_id=reader.actor.person_id, secret=secrets.token_urlsafe(32), made_at=reader.now
        )
        reader.session.add(known)
        reader.session.flush()
    return f"{FEED_PATH}/{known.id}.{known.secret}.{KIND}"


def revoke(reader: Reader) -> bool:
    """Revoke the reader's feed; returns whether there was one."""
    known = feed_of(reader.session, reader.actor.person_id)
    if known is not None:
        known.revoked_at = reader.now
    return known is not None


@dataclass(frozen=True, slots=True)
class Calendars:
    """Gives the content of any commune's feeds."""

    database: Database
    clock: Clock
    national: NationalDays

    async def content(self, token: str) -> bytes | None:
        """The present iCalendar file for a token `<id>.<secret>`.

        None if it is unknown or revoked, or its commune is suspended.
        """
        number, _, secret = token.partition(".")
        if not number.isdecimal() or len(number) > MAX_DIGITS:
            return None
        found = await self.database.run(self._read, int(number), secret)
        return None if found is None else await asyncio.to_thread(render, found, KIND)

    def _read(self, feed_id: int, secret: str) -> Report | None:
        """The feed's report without confidential work, of which not even the day is shown."""
        now = self.clock.now()
        with self.database.everything() as session:
            row = feed(session, feed_id)
        known = (row.secret if row else "").encode()
        if not hmac.compare_digest(secret.encode(errors="surrogateescape"), known) or not row:
            return None
        with self.database.commune(row.commune_id) as session:
            office = office_of(session, session.scalars(select(Commune)).one(), self.national, now)
            actor = actor_of_person(session, row.person_id, "", local_day(now))
            reader = Reader(session, office, actor, now)
            whole = build_ordered_report(reader, feed_order(reader))
        return replace(
            whole,
            dues=tuple(due for due in whole.dues if not due.confidential),
            series=tuple(each for each in whole.series if not each.confidential),
        )
