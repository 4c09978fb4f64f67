"""The runner of child processes: results, limits, and what a child cannot read."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from dotenv import load_dotenv

from bot.sandbox.call import Call
from bot.sandbox.runner import Bounds, ChildFailed, OutOfMemory, TookTooLong, run
from bot.settings import DEFAULTS, SECRETS

ACTS = "tests.sandbox.acts"
SECRET = "123456:chuyen-khong-ai-duoc-biet"


async def test_the_result_of_a_call_is_returned_complete() -> None:
    assert await run(Call(f"{ACTS}:doubled", ("việc ",))) == "việc việc ".encode()


async def test_an_error_in_a_child_is_logged_by_place_without_user_text() -> None:
    with pytest.raises(ChildFailed) as caught:
        await run(Call(f"{ACTS}:fails", (SECRET,)))
    assert str(caught.value).startswith("builtins.ValueError at ")
    assert "acts.py:" in str(caught.value)
    assert SECRET not in str(caught.value)


async def test_a_childs_memory_is_limited() -> None:
    with pytest.raises(OutOfMemory):
        await run(Call(f"{ACTS}:eats_memory"), Bounds(memory=300 * 1024 * 1024))


async def test_a_child_that_hangs_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        await run(Call(f"{ACTS}:hangs"), Bounds(clock=1))
    assert time.monotonic() - began < 10


async def test_a_child_in_an_endless_loop_is_ended() -> None:
    with pytest.raises(TookTooLong, match="processor"):
        await run(Call(f"{ACTS}:counts_without_end"), Bounds(processor=1))


@pytest.mark.parametrize("act", ["dies", "leaves", "nothing", "unknown"])
async def test_a_child_without_a_result_has_failed(act: str) -> None:
    with pytest.raises(ChildFailed):
        await run(Call(f"{ACTS}:{act}"))


async def test_a_child_that_is_no_longer_awaited_is_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "number"
    os.mkfifo(pipe)
    task = asyncio.create_task(run(Call(f"{ACTS}:own_number", (str(pipe),))))
    number = int(await asyncio.to_thread(pipe.read_text))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_a_child_gets_no_setting_token_or_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*DEFAULTS, *(f"{name}_FILE" for name in SECRETS), "OTHER_TOKEN", "PGPASSWORD"):
        monkeypatch.setenv(name, SECRET)
    (tmp_path / ".env").write_text(f"IN_FILE_TOKEN={SECRET}\n", encoding="utf-8")
    # Set and taken away again, so that what the file sets is gone after the test.
    monkeypatch.setenv("IN_FILE_TOKEN", "")
    monkeypatch.chdir(tmp_path)
    load_dotenv(".env", override=True)
    assert os.environ["IN_FILE_TOKEN"] == SECRET
    told = (await run(Call(f"{ACTS}:environment"))).decode()
    assert "PATH=" in told
    assert SECRET not in told
    assert not set(DEFAULTS) & {line.partition("=")[0] for line in told.splitlines()}
