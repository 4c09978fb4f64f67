"""Failures of Telegram: no message is lost, and only possibly delivered ones are repeated."""

import asyncio

import pytest
from sqlalchemy import text

from tests.faults.office import Office
from tests.stories.world import BUILDER, ECONOMIST

DAY = "2025-11-14"
A_HOUR_A_SECOND = 3600
REFUSED = """
CREATE TRIGGER refuse BEFORE INSERT ON delivery
WHEN NEW.sort = 'reminder' AND NEW.milestone_id IN (SELECT id FROM milestone WHERE number = {})
BEGIN SELECT RAISE(ABORT, 'refused'); END
"""


async def test_rate_limits_errors_and_resets_lose_no_message(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    for trouble in ("429", "500", "reset_before", "reset_after", "502", "502_after"):
        office.server.fail(trouble)
    office.server.fail("502", method="getUpdates")
    await office.start(f"{DAY}T07:59")
    for post in (BUILDER, ECONOMIST, BUILDER):
        office.write(post)
    await office.server.until(lambda: not office.server.troubles_ahead())
    await office.stop()
    await office.start(f"{DAY}T15:00")
    await office.calm()
    await office.stop()
    assert office.count().twice == 2


async def test_an_outage_of_telegram_loses_no_message(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    await office.server.down()
    office.write(BUILDER)
    await office.start(f"{DAY}T07:59")
    await asyncio.sleep(1.5)
    await office.server.up()
    await office.server.until(lambda: not office.server.unconfirmed())
    await office.server.down()
    office.write(ECONOMIST)
    await asyncio.sleep(0.5)
    await office.server.up()
    await office.server.until(lambda: not office.server.unconfirmed())
    await office.stop()
    await office.start(f"{DAY}T15:00")
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


async def test_strangers_who_write_stop_no_reminder_and_are_greeted(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    office.strangers.write()
    await office.start(f"{DAY}T07:59")
    for post in (BUILDER, ECONOMIST):
        office.write(post)
        office.strangers.write()
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


@pytest.mark.long
async def test_an_outage_of_hours_is_logged_once(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    await office.server.down()
    await office.start(f"{DAY}T07:59", speed=A_HOUR_A_SECOND)
    await asyncio.sleep(3)
    await office.server.up()
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


@pytest.mark.long
async def test_many_429_responses_lose_no_message(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    office.server.fail("429", times=12)
    await office.start(f"{DAY}T07:59")
    for post in (BUILDER, ECONOMIST, BUILDER, ECONOMIST):
        office.write(post)
    await office.server.until(lambda: not office.server.troubles_ahead())
    await office.stop()
    await office.start(f"{DAY}T15:00")
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


@pytest.mark.long
async def test_hanging_requests_delay_no_other_chat(office: Office) -> None:
    await office.start(f"{DAY}T09:00")
    await office.calm()
    before = office.server.delivered()
    office.server.fail("silent_before", chat=office.chats[BUILDER])
    office.write(BUILDER)
    await office.server.until(lambda: not office.server.troubles_ahead())
    office.write(ECONOMIST)
    await office.server.until(lambda: office.server.delivered() == before + 1, seconds=10)
    await office.kill()
    await office.start(f"{DAY}T15:00")
    await office.calm()
    await office.stop()
    assert office.count().twice <= 1


async def test_an_item_that_the_database_refuses_stops_no_other_work(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    broken = min(number for number, _, _ in office.owed)
    office.owed = {line for line in office.owed if line[0] != broken}
    assert office.owed
    with office.database.everything() as session:
        session.connection().execute(text(REFUSED.format(broken)))
    await office.start(f"{DAY}T07:59")
    office.write(BUILDER)
    await office.calm()
    assert "IntegrityError" in await office.stop()
    assert office.count().twice == 0
