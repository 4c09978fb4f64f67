"""Draft and issue: each phase separately, with the document's number and date at the last."""

from storage.milestone import by_number
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, EVERYWHERE, World

pytestmark = EVERYWHERE


async def test_phased_work_from_draft_to_issue(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    answer = await world.say(BUILDER, "việc 2 và việc 3 em nhận rồi ạ")
    assert "nhận việc 2" in answer
    assert "nhận việc 3" in answer
    await world.skip("2025-11-20T17:00")
    await world.advance("2025-11-24T09:00")
    assert any("Dự thảo" in message.text for message in world.look(BUILDER))
    assert "Chờ Văn phòng" in await world.say(BUILDER, "việc 2 đã hoàn thành rồi ạ")
    assert "Đã xác nhận việc 2" in await world.say(CHIEF, "2 xác nhận")
    await world.skip("2025-12-23T17:00")
    await world.advance("2025-12-30T09:00")
    assert any("Ban hành" in message.text for message in world.look(BUILDER))
    assert "số và ngày văn bản" in await world.say(BUILDER, "việc 3 đã ban hành rồi")
    assert "45-CTr/ĐU" in await world.say(BUILDER, "số 45-CTr/ĐU ngày 29/12")
    assert "45-CTr/ĐU" in await world.say(CHIEF, "chờ duyệt")
    await world.say(CHIEF, "3 xác nhận")
    with world.database.commune(1) as session:
        draft, issue = by_number(session, 2), by_number(session, 3)
        assert draft is not None
        assert issue is not None
        assert (draft.status, issue.status) == (Status.DONE, Status.DONE)
        assert issue.document_number == "45-CTr/ĐU"
        assert issue.document_date is not None
        assert issue.document_date.isoformat() == "2025-12-29"
