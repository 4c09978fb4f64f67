"""The secretary invites a person by name: the answer holds the code, its link and a QR picture."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.reports.qr_code import draw
from storage.database import Database
from storage.handout import HandoutRow
from storage.person import Person
from tests.stories.world import CHIEF, ECONOMIST, World, at, small_world

NAME = "Lê Văn Bình"
PAGE = "http://10.20.1.5:8080"
CHAT_LINK = re.compile(r"https://t\.me/\w+\?start=(\w+)")
PAGE_LINK = re.compile(r"http://10\.20\.1\.5:8080/sign-in\?code=(\w+)")


@pytest.fixture
async def world(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune, whose page has an address."""
    async with small_world(database, tmp_path, told={"WEB_URL": PAGE}) as world:
        await world.link(CHIEF)
        yield world


async def joined(world: World, code: str) -> str:
    """What somebody who types a code is answered."""
    chat = world.server.person("newcomer")
    world.server.write(chat, code)
    await world.server.until(lambda: len(world.server.messages(chat)) > 0)
    return world.server.messages(chat)[0].text


@pytest.mark.parametrize(
    "said",
    [
        f"mời {ECONOMIST}, {NAME}",
        f"mời {ECONOMIST}: đ/c {NAME}",
        f"moi truong phong kinh te cho {NAME}",
        f"mời đồng chí {NAME}, {ECONOMIST}",
    ],
)
async def test_who_is_invited_by_name_is_called_so(world: World, said: str) -> None:
    answer = await world.say(CHIEF, said)
    assert f"Mã kết nối cho đồng chí {NAME}, {ECONOMIST}: " in answer
    found, page = CHAT_LINK.search(answer), PAGE_LINK.search(answer)
    assert found is not None
    assert page is not None
    assert page[1] == found[1]
    (picture,) = world.server.carried(world.chat(CHIEF))
    assert picture.content == draw(found[0])
    assert f"Chào đồng chí {NAME}" in await joined(world, found[1])
    with world.database.commune(1) as session:
        assert NAME in session.scalars(select(Person.name)).all()


async def test_the_picture_is_forgotten_when_the_code_expires(world: World) -> None:
    await world.say(CHIEF, f"mời {ECONOMIST}")
    with world.database.commune(1) as session:
        assert session.scalars(select(HandoutRow)).one().expires_at == at("2025-10-15T07:55")


async def test_a_post_that_another_holds_is_not_given_away_by_an_invitation(world: World) -> None:
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho Trần Thị Hoa")
    answer = await world.say(CHIEF, f"mời {ECONOMIST}, {NAME}")
    assert "Chưa cấp mã" in answer
    assert f"“bàn giao {ECONOMIST} cho {NAME}”" in answer
    assert "cho đồng chí Trần Thị Hoa" in await world.say(CHIEF, f"mời {ECONOMIST}, Trần Thị Hoa")


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (f"mời {ECONOMIST}, Bình", "ghi đủ họ tên"),
        (f"mời Trưởng phòng Vũ trụ, {NAME}", "Không có chức danh"),
    ],
)
async def test_what_names_no_person_or_post_is_said_to(world: World, said: str, part: str) -> None:
    assert part in await world.say(CHIEF, said)


async def test_a_code_of_ones_own_and_of_a_transfer_has_its_picture_too(world: World) -> None:
    wanted = (("mã web", PAGE_LINK), (f"bàn giao {ECONOMIST} cho {NAME}", CHAT_LINK))
    for said, link in wanted:
        found = link.search(await world.say(CHIEF, said))
        assert found is not None
        assert world.server.carried(world.chat(CHIEF))[-1].content == draw(found[0])
