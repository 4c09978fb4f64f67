"""A web page left unread is reported to the secretary, and its messages use another channel."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.channels.web_input import address_of
from scheduler.delivery.unread import unread_pages
from scheduler.ladder.office import calendar_for
from storage.delivery import Delivery
from storage.person import Address, Person
from storage.web_message import WebMessage, mark_read
from tests.servers.office_page import OfficePage
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, at

ON_THE_PAGE = pytest.mark.parametrize("platform", [OfficePage], ids=["web"])
TITLE = "Chưa đọc tin trên trang web"
READ = "2025-12-03T09:00"
BODY = {"blocks": [["một"]], "buttons": []}


def page_of(world: World) -> OfficePage:
    assert isinstance(world.people, OfficePage)
    return world.people


def id_of(world: World, name: str) -> int:
    with world.database.commune(1) as session:
        return session.scalars(select(Person.id).where(Person.name == name)).one()


def unread_told(world: World) -> str:
    """The part of the newest summary about unread pages."""
    lines = [message.text for message in world.look(CHIEF) if "Đầu ngày" in message.text]
    assert TITLE not in lines[-1].split("\n")[0]
    return lines[-1].partition(TITLE)[2]


@ON_THE_PAGE
async def test_an_unread_page_is_reported_after_a_working_day_until_read(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    chat = world.chat(ECONOMIST)
    await page_of(world).leave(chat)
    await world.advance("2025-10-09T08:30")
    assert unread_told(world) == ""
    await world.advance("2025-10-10T07:50")
    assert unread_told(world) == f": 1\n{ECONOMIST}: 1 tin từ 9/10\nĐề nghị gọi điện."
    await page_of(world).come_back(chat)
    await world.advance("2025-10-13T07:50")
    assert unread_told(world) == ""


@ON_THE_PAGE
async def test_a_weekend_does_not_count_as_unread_time(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.advance("2025-10-09T08:30")
    await page_of(world).leave(world.chat(ECONOMIST))
    await world.advance("2025-10-10T14:00")
    with world.database.commune(1) as session:
        page = address_of(id_of(world, ECONOMIST))
        now = world.clock.now()
        session.add(WebMessage(address=page, incoming=False, at=now, body=BODY))
    world.look(CHIEF)
    await world.advance("2025-10-13T07:50")
    assert unread_told(world) == ""
    await world.advance("2025-10-14T07:50")
    assert f"{ECONOMIST}: 1 tin từ 10/10" in unread_told(world)


@ON_THE_PAGE
async def test_an_absent_person_is_not_reported_as_unread(world: World) -> None:
    await world.link(ECONOMIST, BUILDER, CHIEF)
    await world.say(ECONOMIST, f"vắng mặt từ 10/10 đến 20/10, đ/c {BUILDER} thay")
    await page_of(world).leave(world.chat(ECONOMIST))
    await world.advance("2025-10-09T08:30")
    world.look(CHIEF)
    await world.advance("2025-10-10T07:50")
    today = date(2025, 10, 10)
    with world.database.commune(1) as session:
        calendar = calendar_for(world.clock.now(), world.program.services.national)
        found = unread_pages(session, calendar, today)
    assert found.keys() == {address_of(id_of(world, ECONOMIST))}
    assert unread_told(world) == ""


async def test_new_messages_go_to_the_next_chat_until_the_page_is_read(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    person = id_of(world, ECONOMIST)
    page = address_of(person)
    with world.database.commune(1) as session:
        now = world.clock.now()
        page_first = Address(person_id=person, channel="web", address=page, linked_at=now, place=-1)
        session.add_all((page_first, WebMessage(address=page, incoming=False, at=now, body=BODY)))
    await world.advance("2025-10-10T07:50")
    assert f"{ECONOMIST}: 1 tin từ 8/10, tin mới gửi qua Telegram" in unread_told(world)
    await world.advance(READ)
    assert any("Dự toán" in message.text for message in world.look(ECONOMIST))
    with world.database.commune(1) as session:
        mark_read(session, page, 10**9, world.clock.now())
    await world.advance("2025-12-10T09:00")
    sent = select(Delivery).where(Delivery.person_id == person, Delivery.sent_at > at(READ))
    with world.database.commune(1) as session:
        rows = session.scalars(sent.order_by(Delivery.sent_at)).all()
    assert [rows[0].channel, rows[-1].channel] == ["web", "telegram"]
