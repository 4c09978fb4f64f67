"""Answers with charts; a platform without pictures gets only the text."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from storage.handout import HandoutRow
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tests.stories.test_lists import BUILDER, CHIEF, commune, platform
from tests.stories.world import EVERYWHERE, World

__all__ = ["commune", "platform"]

PNG = b"\x89PNG"


@EVERYWHERE
async def test_progress_has_a_bar_chart_of_every_unit(commune: World) -> None:
    await commune.say(CHIEF, "tiến độ")
    seen = "\n".join(message.text for message in commune.people.messages(commune.chat(CHIEF)))
    with commune.database.commune(1) as session:
        row = session.scalars(select(HandoutRow).options(undefer(HandoutRow.content))).one()
        assert (row.content or b"").startswith(PNG)
    if isinstance(commune.people, TelegramServer):
        [picture] = commune.people.carried(commune.chat(CHIEF))
        assert picture.kind == "photo"
        assert picture.content.startswith(PNG)
    elif isinstance(commune.people, ZaloServer):
        assert "Ban Xây dựng Đảng: xong đúng hạn" in seen


async def test_quota_and_week_pictures_are_requested_by_name(commune: World) -> None:
    answer = await commune.say(CHIEF, "cho tôi xem biểu đồ chỉ tiêu")
    assert "11/33 đồng chí, chậm" in answer
    answer = await commune.say(CHIEF, "bieu do tuan toi")
    assert "29/12 – 4/1:" in answer
    assert "31/12:" in answer
    pictures = commune.server.carried(commune.chat(CHIEF))
    assert len(pictures) == 2
    assert pictures[0].content != pictures[1].content


async def test_an_official_sees_a_picture_of_their_own_work(commune: World) -> None:
    answer = await commune.say(BUILDER, "biểu đồ đơn vị")
    assert answer.startswith("Tiến độ theo đơn vị\n")
    assert "Chỉ gồm việc đồng chí chủ trì" in answer
    with commune.database.commune(1) as session:
        row = session.scalars(select(HandoutRow)).one()
        assert row.wish["person"] == row.person_id


async def test_progress_of_one_unit_has_no_picture(commune: World) -> None:
    await commune.say(CHIEF, "tiến độ của Công an xã")
    assert commune.server.carried(commune.chat(CHIEF)) == []
