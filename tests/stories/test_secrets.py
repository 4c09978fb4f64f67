"""Text with a secrecy mark is not stored; its sender is informed, and the event audited."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from bot.channels.web import WebChannel
from bot.channels.web_input import WebInput, address_of
from bot.texts.refusals import WITHHELD
from storage.audit import Audit
from storage.database import Database
from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.person import Address, addresses
from storage.reply import Reply
from storage.web_file import WebFile
from storage.web_message import WebMessage
from tests.importers.files import docx_of
from tests.servers.office_page import OfficePage
from tests.stories.world import CHIEF, ECONOMIST, World

SECRET = "quanso77"
MARKED = docx_of(f"MẬT\nBáo cáo {SECRET}")
SPEAKS = docx_of("Đã tập huấn quản lý tài liệu mật, tối mật cho cán bộ.")
DELETED = "Đã xóa tệp"


def everything(database: Database) -> str:
    """All that any table holds, as one text."""
    with database.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [
            [str(value) for value in row]
            for table in tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        ]
    return json.dumps(rows, ensure_ascii=False)


def holds_no_secret(database: Database) -> bool:
    return SECRET not in everything(database)


async def test_text_with_a_secrecy_mark_is_stored_nowhere(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 vướng mắc")
    for words in (f"Tối mật: {SECRET}", f"5 xong, số 12-BC/ĐU (M) {SECRET}"):
        answer = await world.say(ECONOMIST, words)
        assert "không được gửi qua đây" in answer
        assert SECRET not in answer
    assert holds_no_secret(world.database)
    with world.database.commune(1) as session:
        assert session.scalars(select(Reply)).all() == []
        told = session.scalars(select(Audit).where(Audit.action == "withheld")).all()
        assert [row.person_id is not None for row in told] == [True, True]


async def test_a_file_name_with_a_secrecy_mark_is_stored_nowhere(world: World) -> None:
    await world.link(ECONOMIST)
    chat = world.chat(ECONOMIST)
    before = len(world.server.messages(chat))
    world.server.send_document(chat, f"{SECRET}_Mật.pdf", "x", "5 xong")
    world.server.send_document(chat, "a.pdf", "x", f"Mật: {SECRET}")
    await world.server.until(lambda: len(world.server.messages(chat)) == before + 2)
    assert "không được gửi qua đây" in world.server.messages(chat)[-1].text
    assert holds_no_secret(world.database)


async def test_text_with_a_secrecy_mark_from_the_page_is_stored_nowhere(world: World) -> None:
    await world.link(ECONOMIST)
    with world.database.commune(1) as session:
        (linked,) = addresses(session, range(1, 50))
        page = address_of(linked.person_id)
        session.add(
            Address(
                person_id=linked.person_id, channel="web", address=page, linked_at=linked.linked_at
            )
        )
    channel = next(
        each for each in world.program.services.channels.values() if isinstance(each, WebChannel)
    )
    await channel.take_input(page, WebInput(str(uuid.uuid4()), f"tài liệu tối mật: {SECRET}"))
    await world.server.until(lambda: len(withheld(world)) == 2)
    stored_body = {key: value for key, value in withheld(world)[0].items() if value}
    assert stored_body == {"text": WITHHELD, "withheld": True}
    assert holds_no_secret(world.database)


def withheld(world: World) -> list[dict[str, Any]]:
    with world.database.commune(1) as session:
        bodies = session.scalars(select(WebMessage.body).order_by(WebMessage.id)).all()
        return [body for body in bodies if WITHHELD in json.dumps(body, ensure_ascii=False)]


async def test_ordinary_text_is_handled_as_usual(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 vướng do chưa tập huấn bảo vệ bí mật nhà nước")
    assert "bí mật nhà nước" in answer


def stored(world: World) -> list[Path]:
    folder = world.program.services.settings.evidence_folder
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_evidence_with_a_mark_inside_leaves_no_trace_and_its_sender_hears(
    world: World,
) -> None:
    await world.link(ECONOMIST)
    await world.send(
        ECONOMIST,
        lambda chat: world.server.send_document(chat, f"{SECRET}.docx", MARKED, "5 xong"),
    )
    assert not any(DELETED in message.text for message in world.look(ECONOMIST))
    await world.program.services.fetcher.fetch_all()
    await world.settle()
    assert DELETED in world.look(ECONOMIST)[-1].text
    assert stored(world) == []
    assert holds_no_secret(world.database)
    with world.database.commune(1) as session:
        (row,) = session.scalars(select(Evidence)).all()
        assert (row.hash, row.name, row.ref, row.failure) == (None, "", "", "secret")
        told = session.scalars(select(Audit).where(Audit.action == "withheld")).all()
        assert [each.noun for each in told] == ["evidence"]
        assert all(not row.body["attachments"] for row in session.scalars(select(InboundRow)))
    assert "Minh chứng" not in await world.say(ECONOMIST, "5")


async def test_evidence_that_only_speaks_of_secrets_is_kept(world: World) -> None:
    await world.link(ECONOMIST)
    await world.send(
        ECONOMIST, lambda chat: world.server.send_document(chat, "a.docx", SPEAKS, "5 xong")
    )
    await world.program.services.fetcher.fetch_all()
    assert [path.read_bytes() for path in stored(world)] == [SPEAKS]


@pytest.mark.parametrize("platform", [OfficePage], ids=["web"])
async def test_a_file_with_a_mark_inside_is_not_taken_from_the_page(world: World) -> None:
    page = world.people
    assert isinstance(page, OfficePage)
    await world.link(CHIEF)
    told = await world.send(
        CHIEF, lambda chat: page.send_document(chat, f"{SECRET}.docx", MARKED, "kết luận")
    )
    assert WITHHELD in told
    assert holds_no_secret(world.database)
    with world.database.commune(1) as session:
        assert session.scalar(select(func.count()).select_from(WebFile)) == 0


@pytest.mark.parametrize("platform", [OfficePage], ids=["web"])
async def test_an_upload_from_before_with_a_mark_inside_is_deleted_everywhere(
    world: World,
) -> None:
    """It was uploaded before files were looked through, and waits to be fetched."""
    page = world.people
    assert isinstance(page, OfficePage)
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    await world.send(ECONOMIST, lambda chat: page.send_document(chat, f"{SECRET}.docx", SPEAKS))
    await world.program.services.fetcher.fetch_all()
    with world.database.commune(1) as session:
        session.scalars(select(WebFile)).one().content = MARKED
        row = session.scalars(select(Evidence)).one()
        row.hash, row.not_before = None, row.at
    for path in stored(world):
        path.unlink()
    await world.program.services.fetcher.fetch_all()
    await world.settle()
    assert DELETED in world.look(ECONOMIST)[-1].text
    assert stored(world) == []
    assert holds_no_secret(world.database)
    with world.database.commune(1) as session:
        assert session.scalar(select(func.count()).select_from(WebFile)) == 0
