"""The secretary sends a conclusion; nothing becomes work before she has reviewed it."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import Audit
from storage.milestone import by_number
from storage.proposal import Paper, Proposal
from storage.task import Task, tasks_by_key
from storage.unit import post_by_name
from storage.words import ProposalVerdict, Purpose, TaskKind
from tests.importers.files import docx_of
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

TEXT = """KẾT LUẬN
Hội nghị Ban Chấp hành lần thứ hai

Mẫu, ngày 08 tháng 10 năm 2025

I. KẾT QUẢ
- Kết nạp đảng viên đạt 11/33 đồng chí; tổ chức 4 cuộc kiểm tra.
II. NHIỆM VỤ 3 THÁNG CUỐI NĂM 2025
1. Xây dựng Đảng
- Giao Ban Xây dựng Đảng trình kế hoạch kiểm điểm trước ngày 16/11/2025.
- Hoàn thành chỉ tiêu kết nạp đảng viên, đạt 33/33 đồng chí.
2. Kinh tế
- Tăng cường quản lý đất đai.
"""
NAME = "ket-luan.docx"


async def brought(world: World, content: bytes, name: str = NAME, words: str = "") -> str:
    """The secretary sends a file; returns the answer after it is read."""
    before = len(world.server.messages(world.chat(CHIEF)))
    world.server.send_document(world.chat(CHIEF), name, content, words)
    await world.server.until(lambda: len(world.server.messages(world.chat(CHIEF))) > before)
    await world.program.services.fetcher.fetch_all()
    await world.settle()
    return world.look(CHIEF)[-1].text


def rows(world: World, told: Callable[[Proposal], object]) -> list[object]:
    with world.database.commune(1) as session:
        return [told(row) for row in session.scalars(select(Proposal).order_by(Proposal.id))]


async def test_each_proposal_is_shown_with_its_sentence_and_becomes_work_when_taken(
    world: World,
) -> None:
    await world.link(CHIEF)
    told = await brought(world, docx_of(TEXT))
    assert "3 việc" in told
    assert "Chưa ghi gì" in told
    card = await world.press(CHIEF, "Xem từng việc")
    assert "Đề xuất 1/3" in card
    assert "“Giao Ban Xây dựng Đảng trình kế hoạch kiểm điểm trước ngày 16/11/2025.”" in card
    assert "Hạn: 15/11/2025" in card
    assert "Chủ trì: Trưởng Ban Xây dựng Đảng" in card
    assert "Còn chưa rõ" in card
    nothing = await world.say(CHIEF, "sửa hạn 40/12")
    assert "Chưa rõ ngày" in nothing
    assert "Hạn: 20/11/2025" in await world.say(CHIEF, "sửa hạn 20/11")
    clearer = await world.say(CHIEF, "rõ trách nhiệm Trưởng ban chịu trách nhiệm")
    assert "rõ trách nhiệm" not in clearer.partition("Còn chưa rõ")[2]
    done = await world.say(CHIEF, "nhận")
    assert "Đã giao: Trình kế hoạch kiểm điểm (việc 8)" in done
    assert "Đề xuất 2/3" in done
    assert "11/33 đồng chí" in done
    with world.database.commune(1) as session:
        [task] = tasks_by_key(session, ["van-ban-1-2025/de-xuat-1"])
        assert task.quote.startswith("Giao Ban Xây dựng Đảng trình")
        assert (task.sector, task.kind) == ("xây dựng Đảng", TaskKind.DATED)
        assert task.source is not None
        assert task.source.title.startswith("Kết luận Hội nghị")
    await world.advance("2025-10-09T08:05")
    await world.link_by_message(BUILDER)
    assert "Trình kế hoạch kiểm điểm" in await world.say(BUILDER, "8")


async def test_missing_lead_and_then_date_are_asked_for(world: World) -> None:
    await world.link(CHIEF)
    await brought(world, docx_of(TEXT))
    await world.say(CHIEF, "đề xuất")
    await world.say(CHIEF, "bỏ qua")
    assert "Ai chủ trì" in await world.say(CHIEF, "nhận")
    assert "Không có chức danh, đơn vị “Trưởng ban X”" in await world.say(CHIEF, "Trưởng ban X")
    assert "Hạn ngày nào" in await world.say(CHIEF, "Ban Xây dựng Đảng")
    assert "31/12/2025" in world.buttons(CHIEF)
    done = await world.press(CHIEF, "31/12/2025")
    assert "Đã giao" in done
    assert "Đề xuất 3/3" in done
    assert rows(world, lambda row: row.verdict) == [
        ProposalVerdict.SKIPPED,
        ProposalVerdict.ACCEPTED,
        ProposalVerdict.PENDING,
    ]


async def test_the_review_goes_on_after_a_restart_or_other_talk(world: World) -> None:
    await world.link(CHIEF)
    await brought(world, docx_of(TEXT))
    await world.say(CHIEF, "đề xuất")
    assert "Còn 3 đề xuất chờ xem" in await world.say(CHIEF, "để sau")
    await world.say(CHIEF, "quá hạn")
    assert "Đề xuất 1/3" in await world.say(CHIEF, "đề xuất")
    await world.say(CHIEF, "bỏ hết")
    assert "Đề xuất 1/3" in await world.press(CHIEF, "Xem lại việc đã bỏ")


async def test_accepting_all_takes_complete_proposals_and_lists_the_others(world: World) -> None:
    await world.link(CHIEF)
    await brought(world, docx_of(TEXT))
    await world.say(CHIEF, "đề xuất")
    assert "Đã giao 1 việc. Còn 2 việc chờ xem (2 thiếu chủ trì)" in await world.say(
        CHIEF, "nhận hết"
    )
    assert "Đã giao 2 việc" in await world.say(CHIEF, "nhận hết theo gợi ý")
    with world.database.commune(1) as session:
        fresh = session.scalars(select(Task).where(Task.key.startswith("van-ban-"))).all()
        assert {task.lead.name for task in fresh} == {
            "Trưởng Ban Xây dựng Đảng",
            "Trưởng phòng Kinh tế",
        }
        assert {task.kind for task in fresh} == {TaskKind.DATED, TaskKind.QUOTA, TaskKind.STANDING}


async def test_only_the_secretary_may_send_papers(world: World) -> None:
    await world.link(ECONOMIST)
    await world.send(
        ECONOMIST, lambda chat: world.server.send_document(chat, NAME, docx_of(TEXT), "kết luận")
    )
    with world.database.commune(1) as session:
        assert session.scalars(select(Paper)).all() == []


async def test_a_paper_with_a_secrecy_mark_is_purged_reported_and_audited(world: World) -> None:
    await world.link(CHIEF)
    told = await brought(world, docx_of(f"MẬT\n{TEXT}"))
    assert "có dấu chỉ độ mật" in told
    assert NAME not in told
    assert list(world.program.services.settings.evidence_folder.rglob("*.*")) == []
    with world.database.commune(1) as session:
        (paper,) = session.scalars(select(Paper)).all()
        assert (paper.name, paper.ref, paper.hash, paper.failure) == ("", "", None, "secret")
        actions = session.scalars(select(Audit.action).where(Audit.noun == "paper")).all()
        assert actions == ["withheld"]
    assert rows(world, lambda row: row.id) == []


async def test_a_broken_file_changes_nothing(world: World) -> None:
    await world.link(CHIEF)
    told = await brought(world, docx_of(TEXT)[:700])
    assert "bị hỏng" in told
    assert rows(world, lambda row: row.id) == []


async def test_an_unclear_file_is_asked_about(world: World) -> None:
    await world.link(CHIEF)
    letter = docx_of("Biên bản bàn giao\nHai bên thống nhất bàn giao hồ sơ lưu trữ.")
    told = await brought(world, letter, "bien-ban.docx")
    assert "là văn bản giao việc hay minh chứng?" in told
    answer = await world.say(CHIEF, "tệp này là minh chứng việc 5")
    assert "1 tệp làm minh chứng việc 5" in answer
    assert "Không có tệp nào chờ" in await world.say(CHIEF, "tệp này là kết luận")


async def test_a_file_after_the_secretarys_own_answer_is_asked_about_at_once(world: World) -> None:
    await world.link(CHIEF)
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        found.task.lead_post_id = post_id(session, CHIEF)
    await world.say(CHIEF, "5 đang làm 40%")
    told = await world.send(
        CHIEF, lambda chat: world.server.send_document(chat, NAME, docx_of(TEXT))
    )
    assert "là văn bản giao việc hay minh chứng?" in told
    assert "Minh chứng việc 5" in world.buttons(CHIEF)
    assert "Đang đọc" in await world.press(CHIEF, "Kết luận")
    await world.program.services.fetcher.fetch_all()
    await world.settle()
    assert "3 việc" in world.look(CHIEF)[-1].text


def post_id(session: Session, name: str) -> int:
    found = post_by_name(session, name)
    assert found is not None
    return found.id


async def test_a_caption_says_what_the_file_is(world: World) -> None:
    await world.link(CHIEF)
    told = await brought(world, docx_of(TEXT), "scan001.docx", "kết luận hội nghị lần 2")
    assert "3 việc" in told
    with world.database.commune(1) as session:
        (paper,) = session.scalars(select(Paper)).all()
        assert paper.purpose is Purpose.CONCLUSION
