"""Removing a person's data on request deletes all their text and keeps all counts."""

from sqlalchemy import select

from storage.audit import Audit, check_chain
from storage.database import Base, Database
from storage.milestone import Milestone
from storage.reply import Reply
from storage.unit import Post
from tests.stories.world import BUILDER, CHIEF, World

NAME = "Nguyễn Thị Gỡ"
WORDS = "chờ ông Zét ký"


def everything(database: Database, *but: str) -> str:
    """Every row of every table but those of these names, as text."""
    with database.everything() as session:
        connection = session.connection()
        tables = [each for each in Base.metadata.sorted_tables if each.name not in but]
        return "\n".join(str(row) for each in tables for row in connection.execute(each.select()))


async def test_removal_deletes_all_text_and_keeps_all_counts(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    answer = await world.say(CHIEF, f"bàn giao {BUILDER} cho {NAME}")
    assert NAME in answer
    world.arrive("new")
    world.server.start(world.chat("new"), world.code(BUILDER, NAME))
    await world.server.until(lambda: bool(world.messages_of(world.chat("new"))))
    await world.settle()
    await world.say("new", "1 đang làm 30% " + WORDS)
    assert "đang giữ việc chưa xong" in await world.say(CHIEF, f"xóa dữ liệu đ/c {NAME}")
    assert "Đã bàn giao" in await world.say(CHIEF, f"bàn giao {BUILDER} cho {BUILDER}")
    await world.settle()
    chat = str(world.chat("new"))
    assert WORDS in everything(world.database)
    await world.say(CHIEF, f"xóa dữ liệu đ/c {NAME}")
    assert "Đã dừng" in await world.press(CHIEF, "Thôi")
    assert "không hoàn tác được" in await world.say(CHIEF, f"xóa dữ liệu đ/c {NAME}")
    assert "Trong sổ từ nay ghi" in await world.press(CHIEF, "Xóa hẳn")
    left = everything(world.database)
    assert WORDS not in left
    assert f"'{chat}'" not in left
    with world.database.everything() as session:
        [reply] = session.scalars(select(Reply)).all()
        assert (reply.percent, reply.text, reply.reason) == (30, "", "")
        assert reply.person.name.startswith("cán bộ đã xóa tên")
        assert session.scalars(select(Milestone.percent).where(Milestone.number == 1)).one() == 30
        assert len(session.scalars(select(Audit).where(Audit.action == "remove")).all()) == 1
        assert not check_chain(session, 1).breaks
        assert session.scalars(select(Post)).first()
    said = len(world.messages_of(world.chat("new")))
    world.server.write(world.chat("new"), "việc")
    await world.server.until(lambda: len(world.messages_of(world.chat("new"))) > said)
    assert "kênh nhắc việc nội bộ" in world.messages_of(world.chat("new"))[-1]


async def test_the_office_is_never_left_without_a_secretary(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    assert "Không tự xóa" in await world.say(CHIEF, f"xóa dữ liệu đ/c {CHIEF}")
    assert "việc chưa xong" in await world.say(CHIEF, f"xóa dữ liệu đ/c {BUILDER}")
    await world.say(CHIEF, f"vắng mặt từ 8/10 đến 10/10, đ/c {BUILDER} thay")
    assert "Văn phòng duy nhất" in await world.say(BUILDER, f"xóa dữ liệu đ/c {CHIEF}")
