"""What the program lets out beside its messages: no token, no code, no words of anybody."""

import re
from pathlib import Path

import aiohttp

from bot.inviting import invite
from storage.unit import post_by_name
from tests.faults.office import Office
from tests.stories.world import BUILDER, ECONOMIST, at
from tests.web.browsing import browsing

DAY = "2025-11-14"
SAID = "chuyenrieng0912"


async def test_no_secret_is_in_any_output(office: Office) -> None:
    with office.database.commune(1) as session:
        post = post_by_name(session, ECONOMIST)
        assert post is not None
        code = invite(session, post, at(f"{DAY}T08:00")).code
    for trouble in ("429", "500", "502", "reset_before", "reset_after"):
        office.server.fail(trouble)
    office.server.fail("502", method="getUpdates")
    await office.start(f"{DAY}T09:00")
    office.write(BUILDER)
    office.server.write(office.chats[BUILDER], f"1 vướng mắc do {SAID}")
    office.server.write(office.server.person("Người lạ"), "ABCDEFGHJK")
    found = re.search(r"http://[\d.:]+/", office.told)
    assert found is not None
    out = [office.told]
    async with browsing(found[0]) as browser:
        await browser.open()
        for each in ("ABCDEFGHJK", code):
            await browser.submit("/sign-in", code=each)
        cookies = [cookie.value for cookie in browser.session.cookie_jar]
    async with aiohttp.ClientSession() as client:
        for path in ("metrics", "healthz", "readyz", "nowhere"):
            async with client.get(found[0] + path) as answer:
                out.append(await answer.text())
    await office.server.until(lambda: not office.server.troubles_ahead())
    assert office.process is not None
    out.append(title(office.process.pid))
    out.append(await office.stop())
    secret = office.server.token.partition(":")[2]
    assert len(cookies) == 2
    for kept in (secret, code, "ABCDEFGHJK", SAID, *cookies):
        assert not any(kept in each for each in out), kept


def title(pid: int) -> str:
    """What everybody on the machine sees of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text()
