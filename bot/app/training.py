"""Training mode: a person in every post, and a clock that is moved by hand."""

from datetime import UTC, datetime

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from scheduler.calendar.clock import ManualClock
from scheduler.calendar.working_time import MORNING, ONE_DAY, local_day, vietnam_to_utc
from scheduler.engine.engine import next_due
from scheduler.engine.runners.embedded import EmbeddedRunner
from scheduler.ladder.office import NationalDays, calendar_for
from storage.commune import program_clock
from storage.database import Database
from storage.person import Address, Holding, Person, present_holdings
from storage.unit import posts

START = datetime(2025, 10, 8, 0, 55, tzinfo=UTC)
"""Wednesday 8 October 2025, 07:55 in Vietnam: the day of the conclusion."""


def fill_posts(database: Database, commune_id: int, now: datetime) -> None:
    """Give each vacant post a person named like the post, with an address on the web chat."""
    with database.commune(commune_id) as session:
        held = {row.post_id for row in present_holdings(session)}
        for post in posts(session):
            if post.id in held:
                continue
            person = Person(name=post.name)
            session.add(person)
            session.flush()
            session.add(Holding(post_id=post.id, person_id=person.id, since=now))
            session.add(
                Address(
                    person_id=person.id,
                    channel=WebChannel.name,
                    address=address_of(person.id),
                    linked_at=now,
                )
            )


class ClockControl:
    """Moves the training clock and runs what comes due. Moments are aware UTC."""

    def __init__(
        self, database: Database, clock: ManualClock, national: NationalDays, runner: EmbeddedRunner
    ) -> None:
        self._database = database
        self._clock = clock
        self._national = national
        self._runner = runner

    async def now(self) -> datetime:
        return self._clock.now()

    async def advance(self, to: datetime) -> int:
        """Move the clock to `to`, doing all that comes due; returns the number of messages sent."""
        sent = await self._runner.tick()
        while (due := await self._database.run(next_due, self._database)) and due <= to:
            self._clock.move_to(due)
            sent += await self._runner.tick()
        self._clock.move_to(to)
        await self._database.run(self._remember)
        return sent

    async def next_working_morning(self) -> datetime:
        now = self._clock.now()
        day = local_day(now)
        if vietnam_to_utc(day, MORNING) <= now:
            day += ONE_DAY
        return vietnam_to_utc(calendar_for(now, self._national).next_working(day), MORNING)

    def _remember(self) -> None:
        with self._database.everything() as session:
            program_clock(session).moved_to = self._clock.now()
