"""Photos and documents sent with or after an answer are stored as evidence; voice is not."""

import hashlib
import io
import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.conversation.files.fetch import TRIES
from storage.evidence import Evidence
from storage.milestone import Milestone
from tests.servers.office_page import OfficePage
from tests.stories.world import BUILDER, ECONOMIST, World

PDF = b"%PDF-1.7 bien ban"
JPEG = b"\xff\xd8\xff" + bytes(80)


def office(part: str, *more: str) -> bytes:
    """A minimal Word or Excel file."""
    written = io.BytesIO()
    with ZipFile(written, "w") as parts:
        for name in ("[Content_Types].xml", part, *more):
            parts.writestr(name, "<x/>")
    return written.getvalue()


async def kept(world: World) -> list[tuple[int, str | None, str]]:
    """Number, kind and failure of each file, once nothing is wanted any more."""
    await world.program.services.fetcher.fetch_all()
    with world.database.commune(1) as session:
        rows = session.execute(
            select(Milestone.number, Evidence.kind, Evidence.failure)
            .join(Evidence, Evidence.milestone_id == Milestone.id)
            .order_by(Evidence.id)
        )
        return [(number, kind, failure) for number, kind, failure in rows]


def files(world: World) -> list[Path]:
    folder = world.program.services.settings.evidence_folder
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_a_document_with_its_answer_is_stored_by_hash_and_shown(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.send(
        ECONOMIST, lambda chat: world.server.send_document(chat, "a.exe", PDF, "5 xong")
    )
    assert "đã xong" in answer
    assert "1 tệp làm minh chứng việc 5" in answer
    await world.send(ECONOMIST, world.server.send_photo)
    assert await kept(world) == [(5, "pdf", ""), (5, "jpeg", "")]
    (first,) = [path for path in files(world) if path.read_bytes() == PDF]
    assert first.name == hashlib.sha256(PDF).hexdigest()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert "Minh chứng: 2 tệp" in await world.say(ECONOMIST, "5")


@pytest.mark.parametrize("platform", [OfficePage], ids=["web"])
async def test_on_the_office_page_a_file_comes_with_an_answer_or_after_it(world: World) -> None:
    page = world.people
    assert isinstance(page, OfficePage)
    await world.link(ECONOMIST)
    answer = await world.send(
        ECONOMIST, lambda chat: page.send_document(chat, "biên bản.pdf", PDF, "5 xong")
    )
    assert "đã xong" in answer
    assert "1 tệp làm minh chứng việc 5" in answer
    await world.send(ECONOMIST, lambda chat: page.send_document(chat, "IMG_1.jpg", JPEG))
    assert await kept(world) == [(5, "pdf", ""), (5, "jpeg", "")]
    assert [path.name for path in files(world)] == sorted(
        hashlib.sha256(content).hexdigest() for content in (PDF, JPEG)
    )
    assert "Minh chứng: 2 tệp" in await world.say(ECONOMIST, "5")


async def test_a_file_without_a_recent_answer_is_asked_about(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 40%")
    await world.advance("2025-10-08T09:00")
    assert "minh chứng cho việc nào" in await world.send(ECONOMIST, world.server.send_photo)
    answer = await world.send(ECONOMIST, world.server.send_photo)
    assert "2 tệp này" in answer
    assert "2 tệp làm minh chứng việc 6" in await world.press(ECONOMIST, "Việc 6")
    assert await kept(world) == [(6, "jpeg", ""), (6, "jpeg", "")]
    assert len(files(world)) == 1
    assert "Minh chứng: 1 tệp" in await world.say(ECONOMIST, "6")


@pytest.mark.parametrize(
    ("caption", "number"),
    [("3", 3), ("việc 3", 3), ("3 biên bản họp", 3), ("3 đồng chí dự họp", None)],
)
async def test_a_caption_names_an_item_by_its_number_and_not_by_a_number_of_people(
    world: World, caption: str, number: int | None
) -> None:
    await world.link(BUILDER)
    pdf = b"%PDF-1.7 anh"
    answer = await world.send(
        BUILDER, lambda chat: world.server.send_document(chat, "a.pdf", pdf, caption)
    )
    assert ("tệp này là minh chứng cho việc nào" in answer) is (number is None)
    assert [each for each, _, _ in await kept(world)] == ([] if number is None else [number])


async def test_a_file_with_an_incomplete_answer_causes_no_second_question(
    world: World,
) -> None:
    await world.link(BUILDER)
    answer = await world.send(
        BUILDER, lambda chat: world.server.send_document(chat, "kh.docx", DOCX, "3 xong")
    )
    assert "số và ngày văn bản" in answer
    assert "minh chứng việc 3" in answer
    assert "45-KH/ĐU" in await world.say(BUILDER, "45-KH/ĐU ngày 7/10")
    assert await kept(world) == [(3, "docx", "")]


DOCX = office("word/document.xml")


async def test_the_file_kind_is_detected_by_content_and_reported(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    sent = [
        ("bang.pdf", office("xl/workbook.xml")),
        ("bang.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("anh.jpg", b"MZ\x90\x00"),
        ("goi.docx", b"PK\x03\x04 broken"),
    ]
    for name, content in sent:
        world.server.send_document(world.chat(ECONOMIST), name, content)
    await world.server.until(lambda: len(world.server.messages(world.chat(ECONOMIST))) >= 6)
    found = await kept(world)
    assert found == [(5, "xlsx", ""), *[(5, None, "bad_kind")] * 3]
    await world.settle()
    told = [message.text for message in world.look(ECONOMIST)]
    assert sum("không phải ảnh" in text for text in told) == 3
    assert len(files(world)) == 1


async def test_a_too_large_file_is_refused_at_once(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    big = PDF + bytes(10 * 1024 * 1024)
    answer = await world.send(
        ECONOMIST, lambda chat: world.server.send_document(chat, "to.pdf", big)
    )
    assert "lớn hơn 10 MB" in answer
    assert await kept(world) == []


async def test_a_failed_download_is_retried_and_then_reported(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    world.server.fail("502", times=1000, method="getFile")
    await world.send(ECONOMIST, world.server.send_photo)
    for minute in range(TRIES + 1):
        await world.advance(f"2025-10-08T{10 + minute}:00")
        await world.program.services.fetcher.fetch_all()
    assert await kept(world) == [(5, None, "unreachable")]
    await world.settle()
    assert any("chưa tải về được" in message.text for message in world.look(ECONOMIST))


async def test_a_voice_message_is_answered_as_unreadable(world: World) -> None:
    await world.link(ECONOMIST)
    assert "Chưa nghe được tin thoại" in await world.send(ECONOMIST, world.server.send_voice)
