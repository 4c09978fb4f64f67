"""A person's own last change can be undone within a day, by button, word or number."""

from sqlalchemy import select

from storage.audit import Audit
from storage.evidence import Evidence
from storage.milestone import Milestone, by_number
from storage.reply import Extension, Reply
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


async def test_the_undo_button_restores_everything_and_is_audited(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 40%")
    before = milestone(world, 5)
    assert "đã xong" in await world.say(ECONOMIST, "5 xong")
    assert "Đã hoàn tác “đã xong” của việc 5" in await world.press(ECONOMIST, "Hoàn tác")
    after = milestone(world, 5)
    kept = ("status", "percent", "submitted_at", "accepted_at", "due_on", "next_fire_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    with world.database.commune(1) as session:
        replies = session.scalars(select(Reply).order_by(Reply.id)).all()
        assert [reply.undone_at is None for reply in replies] == [True, False]
        actions = session.scalars(select(Audit.action).where(Audit.noun == "milestone")).all()
        assert actions[-3:] == ["progress", "submit", "undo"]
    assert "đang làm 40%" in (await world.say(ECONOMIST, "5"))


async def test_answers_are_undone_one_by_one_to_the_first(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.say(ECONOMIST, "5 vướng kinh phí")
    assert "“vướng mắc” của việc 5" in await world.say(ECONOMIST, "hoan tac")
    assert milestone(world, 5).status is Status.ACCEPTED
    assert "“đã nhận” của việc 5" in await world.say(ECONOMIST, "hoàn tác 5")
    assert milestone(world, 5).status is Status.PENDING
    assert milestone(world, 5).accepted_at is None
    assert "không có phản hồi nào" in await world.say(ECONOMIST, "hoàn tác")


async def test_undo_withdraws_an_extension_request(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xin lùi đến 20/12 vì chờ số liệu")
    await world.say(ECONOMIST, "5 xin lùi đến 25/12 vì chờ thẩm định")
    await world.say(ECONOMIST, "hoàn tác")
    with world.database.commune(1) as session:
        assert [row.to_date.day for row in session.scalars(select(Extension))] == [20]
    await world.say(ECONOMIST, "hoàn tác")
    with world.database.commune(1) as session:
        assert session.scalars(select(Extension)).all() == []
    assert "không có đề nghị gia hạn" in await world.say(CHIEF, "5 đồng ý gia hạn")


async def test_no_undo_after_the_secretarys_decision(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xin lùi đến 20/12 vì chờ số liệu")
    await world.say(CHIEF, "5 đồng ý gia hạn")
    assert "Văn phòng quyết định sau đó" in await world.say(ECONOMIST, "hoàn tác 5")
    assert milestone(world, 5).due_on.day == 20
    assert "Nút này đã cũ" in await world.press(ECONOMIST, "Hoàn tác")


async def test_no_undo_of_others_answers_or_after_a_day(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 đang làm 40%")
    assert "thay đổi khác" in await world.say(CHIEF, "hoàn tác 5")
    await world.advance("2025-10-09T09:00")
    assert "một ngày qua" in await world.say(ECONOMIST, "hoàn tác 5")
    assert milestone(world, 5).percent == 40


async def test_each_of_several_answers_has_its_own_undo_button(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "việc 1 xong, việc 2 đang làm 60%")
    assert world.buttons(BUILDER) == ["Hoàn tác 1", "Hoàn tác 2"]
    await world.press(BUILDER, "Hoàn tác 1")
    assert milestone(world, 1).status is Status.PENDING
    assert milestone(world, 2).percent == 60


async def test_undo_withdraws_the_files_of_the_answer(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 40%")
    await world.send(ECONOMIST, world.server.send_photo)
    await world.advance("2025-10-08T15:00")
    pdf = b"%PDF-1.7 bien ban"
    await world.send(
        ECONOMIST, lambda chat: world.server.send_document(chat, "bb.pdf", pdf, "5 xong")
    )
    await world.program.services.fetcher.fetch_all()
    assert "Minh chứng: 2 tệp" in await world.say(ECONOMIST, "5")
    assert "1 tệp gửi kèm không còn là minh chứng" in await world.say(ECONOMIST, "hoàn tác")
    assert "Minh chứng: 1 tệp" in await world.say(ECONOMIST, "5")
    with world.database.commune(1) as session:
        kept = session.scalars(select(Evidence).order_by(Evidence.id)).all()
        assert [row.withdrawn_at is None for row in kept] == [True, False]
