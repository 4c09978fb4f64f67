"""`setup` leads a user at a terminal from an empty folder to the first secretary's code."""

import asyncio
import os
import pty
import signal
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.importers.commune_block import commune_key, with_commune
from bot.importers.shipped import shipped_plans
from storage.commune import Commune
from storage.database import Database
from storage.task import Task
from tests.commandline.shell import PLAN, ROOT, TOKEN, Shell
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer

OTHER = "7000000009:AAE-another-bot-of-nobody"
YEARLY = 1 + [path.name for path in shipped_plans()].index("khung-cuoi-nam.yaml")


HIDDEN = "(không hiện khi gõ): "
"""With its last space: a terminal discards what is typed before a hidden prompt is complete."""
TELEGRAM, ZALO = f"Mã Telegram {HIDDEN}", f"Mã Zalo {HIDDEN}"

PATIENCE = 30.0


class Guided:
    """The program at a terminal of its own; questions are waited for and answered."""

    def __init__(self, folder: Path, servers: dict[str, str]) -> None:
        self.folder = folder
        self.seen = ""
        self._unread = ""
        self._servers = servers
        self._terminal = -1
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, **settings: str) -> None:
        """Begin `nhacviec setup`."""
        self._terminal, side = pty.openpty()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "setup"),
            cwd=self.folder,
            env={"PYTHONPATH": str(ROOT), "TERM": "dumb", **self._servers, **settings},
            stdin=side,
            stdout=side,
            stderr=side,
            start_new_session=True,
        )
        os.close(side)
        os.set_blocking(self._terminal, False)

    async def answer(self, question: str, *said: str) -> None:
        """Wait for a question and answer it; several answers where it is asked again."""
        for each in said:
            await self._until(question)
            os.write(self._terminal, f"{each}\n".encode())

    async def interrupt(self, question: str) -> int:
        """Wait for a question and interrupt the program as Ctrl+C does; the exit code."""
        await self._until(question)
        assert self._process is not None
        # `input` writes its question, then waits; a signal between the two is seen only after the
        # next key (CPython, readline.c), which nobody presses here.
        await until_it_waits(self._process.pid)
        self._process.send_signal(signal.SIGINT)
        return await self.end()

    async def end(self) -> int:
        """The exit code."""
        assert self._process is not None
        await self._until("")
        os.close(self._terminal)
        return await self._process.wait()

    async def _until(self, words: str) -> None:
        """Read until this text appears, or to the end without one."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not words or words not in self._unread:
            if not (told := await self._more(end)):
                assert not words, self.seen
                return
            self.seen, self._unread = self.seen + told, self._unread + told
        self._unread = self._unread.partition(words)[2]

    async def _more(self, end: float) -> str:
        """The next output of the terminal; empty at the end or when no more arrives."""
        while asyncio.get_running_loop().time() < end:
            try:
                return os.read(self._terminal, 65_536).decode(errors="replace")
            except BlockingIOError:
                await asyncio.sleep(0.01)
            except OSError:  # The other side is closed.
                break
        return ""


async def until_it_waits(pid: int) -> None:
    """Returns when a process waits for something, as Linux says in /proc."""
    for _ in range(int(PATIENCE / 0.01)):
        if state_of(pid) == "S":
            return
        await asyncio.sleep(0.01)


def state_of(pid: int) -> str:
    """The state of a process by Linux: "R" for running, "S" for waiting."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server
        server.world.violations.clear()


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as server:
        yield server


@pytest.fixture
def guided(tmp_path: Path, telegram: TelegramServer, zalo: ZaloServer) -> Guided:
    servers = {"TELEGRAM_BASE_URL": telegram.url, "ZALO_BASE_URL": zalo.url}
    return Guided(tmp_path, servers)


def tasks(folder: Path) -> tuple[str, int]:
    """The name of the one commune, and how many tasks it has."""
    database = Database(f"sqlite:///{folder / 'var' / 'nhacviec.db'}")
    with closing(database), database.everything() as session:
        commune = session.scalars(select(Commune)).one()
        return commune.name, len(session.scalars(select(Task)).all())


async def test_setup_ends_with_a_first_code_and_can_be_repeated(
    guided: Guided, telegram: TelegramServer, zalo: ZaloServer
) -> None:
    file = guided.folder / ".env"
    file.write_text("# của cơ quan\n# TELEGRAM_BOT_TOKEN=\nTICK_SECONDS=7\n", "utf-8")
    file.chmod(0o644)
    await guided.start()
    await guided.answer(TELEGRAM, "not a token", OTHER, telegram.token)
    await guided.answer(ZALO, zalo.token)
    await guided.answer("Địa chỉ:", "10.20.1.5:8080", "http://", "http://10.20.1.5:8080")
    await guided.answer("Số hoặc tệp", "99", ".", str(YEARLY))
    await guided.answer("Tên xã", "", "x" * 201, "xã Bình Minh")
    await guided.answer("Thuộc tỉnh", "tỉnh Nghệ An")
    await guided.answer("Năm của kế hoạch", "hai nghìn", "2016", "20266", "2026")
    assert await guided.end() == 0, guided.seen
    for told in (
        "không phải mã của bot",
        "không nhận mã này",
        "bot nhacviec_bot, mã",
        "bot bot.nhacviec, mã",
        "Cần một năm từ",
    ):
        assert told in guided.seen
    assert "Error" not in guided.seen
    assert "https://t.me/nhacviec_bot?start=" in guided.seen
    assert "http://10.20.1.5:8080/sign-in?code=" in guided.seen
    for token in (telegram.token, zalo.token, OTHER):
        assert token not in guided.seen
    lines = file.read_text("utf-8").splitlines()
    assert lines[:3] == ["# của cơ quan", f"TELEGRAM_BOT_TOKEN={telegram.token}", "TICK_SECONDS=7"]
    assert set(lines[3:]) == {
        f"ZALO_BOT_TOKEN={zalo.token}",
        "WEB_URL=http://10.20.1.5:8080",
        "WEB_HOST=0.0.0.0",
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    name, count = tasks(guided.folder)
    assert (name, count > 20) == ("xã Bình Minh", True)

    await guided.start()
    for question in (TELEGRAM, ZALO, "Địa chỉ", "Số hoặc tệp"):
        await guided.answer(question, "")
    assert await guided.end() == 0
    assert "Đã có xã Bình Minh" in guided.seen
    assert file.read_text("utf-8").splitlines() == lines
    assert tasks(guided.folder) == (name, count)


async def test_an_unreachable_platform_lets_the_user_choose(
    guided: Guided, telegram: TelegramServer
) -> None:
    await telegram.down()
    own = guided.folder / "own.yaml"
    own.write_bytes(PLAN.read_bytes())
    await guided.start(ZALO_BOT_TOKEN="8000000001:zalo-of-nobody", WEB_URL="http://localhost")
    await guided.answer(TELEGRAM, TOKEN)
    await guided.answer("Vẫn ghi", "n")
    await guided.answer(TELEGRAM, TOKEN)
    await guided.answer("Vẫn ghi", "y")
    await guided.answer("Số hoặc tệp", "own.yaml")
    assert await guided.end() == 0, guided.seen
    assert "ZALO_BOT_TOKEN đang đặt bằng biến môi trường" in guided.seen
    written = (guided.folder / ".env").read_text("utf-8")
    assert written == f"TELEGRAM_BOT_TOKEN={TOKEN}\n"
    assert tasks(guided.folder)[0] == "xã Nguyễn Lương Bằng"
    await telegram.up()


async def test_a_plan_that_is_refused_is_asked_for_again(
    guided: Guided, telegram: TelegramServer
) -> None:
    faulty, table = guided.folder / "own.yaml", guided.folder / "own.csv"
    faulty.write_text(PLAN.read_text("utf-8").replace("kind: quota", "kind: quotas", 1), "utf-8")
    table.write_text("a;b", "utf-8")
    await guided.start(TELEGRAM_BOT_TOKEN=telegram.token)
    await guided.answer(ZALO, "")
    await guided.answer("Địa chỉ", "")
    await guided.answer("Số hoặc tệp", "own.yaml", "own.csv")
    faulty.write_bytes(PLAN.read_bytes())
    await guided.answer("Số hoặc tệp", "own.yaml")
    assert await guided.end() == 0, guided.seen
    assert "kind không đúng" in guided.seen
    assert "bảng phải ở dạng .xlsx" in guided.seen
    assert guided.seen.count("Chưa nạp gì.") == 2
    assert "Mã kết nối cho Chánh Văn phòng Đảng ủy" in guided.seen


QUESTIONS = (TELEGRAM, ZALO, "Địa chỉ", "Số hoặc tệp", "Tên xã", "Thuộc tỉnh", "Năm của kế hoạch")


@pytest.mark.parametrize("stopped_at", QUESTIONS)
async def test_an_interrupt_tells_what_was_kept(
    guided: Guided, telegram: TelegramServer, zalo: ZaloServer, stopped_at: str
) -> None:
    answers = (telegram.token, zalo.token, "", str(YEARLY), "xã Bình Minh", "tỉnh Nghệ An")
    await guided.start()
    passed = QUESTIONS.index(stopped_at)
    for question, answer in zip(QUESTIONS[:passed], answers, strict=False):
        await guided.answer(question, answer)
    assert await guided.interrupt(stopped_at) == 1
    last = guided.seen.strip().splitlines()[-1]
    assert last.startswith("Đã dừng.")
    assert last.endswith("Chạy lại nhacviec setup để làm tiếp.")
    names = [name for name in ("TELEGRAM_BOT_TOKEN", "ZALO_BOT_TOKEN") if name in last]
    assert len(names) == min(passed, 2)
    assert ("Chưa ghi gì." in last) == (not passed)
    written = guided.folder / ".env"
    assert [line.partition("=")[0] for line in _lines(written)] == names
    copies = [path.name for path in guided.folder.glob("*.yaml")]
    assert [name for name in copies if name in last] == copies
    assert len(copies) == (stopped_at == QUESTIONS[-1])


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_empty_answers_choose_training_and_write_nothing(beginner: Shell) -> None:
    said = beginner.answering(["", "", ""], "setup")
    assert said.code == 0, said
    assert "tập dượt" in said.lines[-1]
    assert list(beginner.folder.iterdir()) == []


def test_with_many_communes_setup_requires_the_commune_option(shell: Shell) -> None:
    page = {"WEB_URL": "http://localhost"}
    for key in ("a", "b"):
        assert shell.run("commune", "add", key, f"xã {key}", **page).code == 0
    said = shell.answering(["", ""], "setup", **page)
    assert said.code == 2
    assert "--commune" in said.errors[-1]


def test_the_commune_name_becomes_a_key_in_the_plan() -> None:
    assert commune_key("xã Nguyễn Lương Bằng") == "nguyen-luong-bang"
    assert commune_key("Phường 3 (mới)") == "3-moi"
    assert commune_key(" … ") == ""
    text = (
        "# xã A\ncommune:\n  key: a\n  name: xã A\n  place: tỉnh A\n  ro: 5\n\nunits:\n  key: a\n"
    )
    assert with_commune(text, "b", 'xã "B": #1', "tỉnh\\B") == (
        '# xã A\ncommune:\n  key: "b"\n  name: "xã \\"B\\": #1"\n  place: "tỉnh\\\\B"\n  ro: 5\n\n'
        "units:\n  key: a\n"
    )
