"""Two communes in one program: each has its own bot, and neither notices the other."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from storage.commune import Commune
from storage.database import Database
from tests.stories.communes import MARK, City, two_communes
from tests.stories.world import CHIEF, ECONOMIST, World


@pytest.fixture
async def city(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[City]:
    async with two_communes(database, tmp_path, called=request.param) as city:
        yield city


async def a_morning(world: World) -> str:
    """What somebody and their chief hear and say; all of it."""
    await world.link(ECONOMIST, CHIEF)
    told = await world.say(ECONOMIST, "việc")
    told += await world.press(ECONOMIST, "Việc 5")
    return told + await world.say(CHIEF, "sắp đến hạn")


@pytest.mark.parametrize("city", [False, True], ids=["polled", "called"], indirect=True)
async def test_each_commune_is_told_of_its_own_by_its_own_bot(city: City) -> None:
    told = await a_morning(city.one) + await a_morning(city.other)
    assert MARK in told
    await city.one.advance("2025-10-09T08:00")
    own, others = (
        "".join(message.text for message in world.all_messages())
        for world in (city.one, city.other)
    )
    assert MARK not in own
    assert MARK in others


def suspend(world: World, at: datetime | None) -> None:
    with world.database.everything() as session:
        session.get_one(Commune, world.commune_id).suspended_at = at


@pytest.mark.parametrize("city", [True], ids=["called"], indirect=True)
async def test_of_a_suspended_commune_all_is_kept_and_nothing_done(city: City) -> None:
    for world in (city.one, city.other):
        await world.link(ECONOMIST, CHIEF)
    suspend(city.other, city.other.clock.now())
    await city.one.advance("2025-10-31T08:00")
    assert city.one.look(ECONOMIST), "the other one goes on"
    city.other.expect_silence(ECONOMIST, CHIEF)
    chat = city.other.chat(ECONOMIST)
    city.other.server.write(chat, "6 đang làm 40%")
    await city.other.server.until(lambda: city.other.server.unconfirmed() == 0)
    await city.other.program.parts.handle()
    city.other.expect_silence(ECONOMIST, CHIEF)
    suspend(city.other, None)
    await city.other.program.parts.handle()
    await city.other.settle()
    told = [message.text for message in city.other.look(ECONOMIST)]
    assert any("40%" in text for text in told), "what was said meanwhile"
    assert sum("Kính gửi" in text for text in told) <= 1, told
