"""Commands of the workers engine report missing requirements before they start."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bot.__main__ import app
from bot.texts import commandline as texts
from bot.texts import settings as problems
from storage.database import Database
from storage.process_lock import AlreadyRunning, lock_alone, lock_shared


def refused(url: str, *words: str, **told: str) -> str:
    done = CliRunner().invoke(app, words, env={"DATABASE_URL": url, **told})
    assert done.exit_code == 2, done.output
    return done.output.strip()


@pytest.mark.parametrize("command", ["worker", "web", "tick"])
def test_worker_web_and_tick_commands_need_the_workers_engine(
    command: str, sqlite_url: str
) -> None:
    assert refused(sqlite_url, command) == texts.NOT_SHARED


def test_workers_engine_needs_postgres_and_webhooks(sqlite_url: str) -> None:
    told = refused(
        sqlite_url, "worker", ENGINE="workers", TELEGRAM_BOT_TOKEN="123456:AAAAAAAAAAAAAAAA"
    )
    assert told.splitlines() == [problems.WORKERS_NEED_A_SERVER, problems.WORKERS_ARE_CALLED]


def test_an_unknown_queue_is_named(postgres_url: str) -> None:
    assert "nosuch" in refused(postgres_url, "worker", "--queues", "talk,nosuch", ENGINE="workers")


def test_single_process_and_workers_engines_exclude_each_other(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    with lock_shared(first), lock_shared(second), pytest.raises(AlreadyRunning), lock_alone(second):
        pass
    with lock_alone(first), pytest.raises(AlreadyRunning), lock_shared(second):
        pass
    first.close()
    second.close()


def test_a_worker_logs_its_share_and_stops_on_request(postgres_url: str) -> None:
    told = {**os.environ, "ENGINE": "workers", "DATABASE_URL": postgres_url, "WEB_PORT": "0"}
    plan = [sys.executable, "-m", "bot", "import", "tests/stories/plan.yaml"]
    subprocess.run(plan, env=told, check=True, capture_output=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.terminate()
    _, log = process.communicate(timeout=15)
    assert "trang web http://127.0.0.1:" in line, log
    assert "talk, deliver" in line
    assert process.returncode == 0, log


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/nhacviec.db"]
)
def test_a_database_that_cannot_be_opened_is_reported(url: str) -> None:
    plan = ["import", "plans/nguyen-luong-bang-2025.yaml"]
    done = CliRunner().invoke(app, plan, env={"DATABASE_URL": url})
    assert done.exit_code == 1, done.output
    assert "Không mở được cơ sở dữ liệu" in done.output
    assert "DATABASE_URL" in done.output
