"""On SIGTERM the program finishes sends under way, takes nothing new, and ends."""

import asyncio
import sys

from tests.faults.office import ROOT, Office
from tests.stories.world import BUILDER

DAY = "2025-11-14"


async def test_a_stop_finishes_sends_under_way_and_takes_nothing_new(office: Office) -> None:
    slow = office.chats[BUILDER]
    office.server.fail("slow", seconds=2, chat=slow)
    await office.start(f"{DAY}T09:00")
    await office.server.until(lambda: not office.server.troubles_ahead())
    assert not office.server.messages(slow)
    stopping = asyncio.create_task(office.stop())
    await asyncio.sleep(0.7)
    office.write(BUILDER)
    await stopping
    assert len(office.server.messages(slow)) == 1
    assert office.server.unconfirmed() == 1
    await office.start(f"{DAY}T09:01")
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


async def test_a_platform_that_never_answers_does_not_delay_the_stop(office: Office) -> None:
    office.server.fail("silent_before")
    await office.start(f"{DAY}T09:00")
    await office.server.until(lambda: not office.server.troubles_ahead())
    assert "stopped before" in await office.stop()


async def test_a_second_process_on_the_database_reports_it_and_exits(office: Office) -> None:
    await office.start(f"{DAY}T09:00")
    second = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=office.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, why = await second.communicate()
    assert second.returncode == 2
    assert said == b""
    assert why.decode() == "Đã có một chương trình Nhắc việc đang chạy trên cơ sở dữ liệu này.\n"
    await office.calm()
    await office.stop()
