"""The program's outputs besides its messages contain no token, no code and no user text.

Every other fault test ends with the same check of its processes.
"""

from bot.conversation.linking.codes import make_invitation
from storage.unit import post_by_name
from tests.faults.office import Office
from tests.servers.zalo import ZaloServer
from tests.stories.world import BUILDER, ECONOMIST, at
from tests.web.browsing import browsing

DAY = "2025-11-14"
SAID = "chuyenrieng0912"


async def test_no_secret_is_in_any_output(office: Office) -> None:
    with office.database.commune(1) as session:
        post = post_by_name(session, ECONOMIST)
        assert post is not None
        code = make_invitation(session, post, at(f"{DAY}T08:00")).code
    for trouble in ("429", "500", "502", "reset_before", "reset_after"):
        office.server.fail(trouble)
    office.server.fail("502", method="getUpdates")
    secrets = office.outputs.secrets
    async with ZaloServer() as zalo:
        secrets |= {"zalo": zalo.token.partition(":")[2], "code": code, "guess": "ABCDEFGHJK"}
        secrets |= {"what was said": SAID}
        office.told_besides = {"ZALO_BOT_TOKEN": zalo.token, "ZALO_BASE_URL": zalo.url}
        await office.start(f"{DAY}T09:00")
        office.write(BUILDER)
        office.server.write(office.chats[BUILDER], f"1 vướng mắc do {SAID}")
        office.server.write(office.server.person("Người lạ"), "ABCDEFGHJK")
        async with browsing(office.site()) as browser:
            await browser.open()
            for each in ("ABCDEFGHJK", code):
                await browser.submit("/sign-in", code=each)
            cookies = [cookie.value for cookie in browser.session.cookie_jar]
        secrets |= {f"cookie {place}": value for place, value in enumerate(cookies)}
        await office.server.until(lambda: not office.server.troubles_ahead())
        await office.look()
        await office.stop()
    # Once more with a platform that is gone, so that its errors are seen.
    await office.start(f"{DAY}T09:30")
    await office.server.down()
    await office.look()
    await office.stop()
    await office.server.up()
    assert len(cookies) == 2
    assert {where for where, _ in office.outputs.gathered} >= {"log", "process title", "/metrics"}


async def test_no_secret_is_in_the_name_of_a_nightly_backup(office: Office) -> None:
    await office.start("")
    await office.until(lambda: any(office.copies.glob("*.db")))
    await office.look()
    await office.stop()
    assert any("sao-luu/" in text for where, text in office.outputs.gathered if "copy" in where)
