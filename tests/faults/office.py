"""The real program as a process with a test Telegram server: killed, restarted, and counted."""

import asyncio
import os
import re
import signal
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from bot.commandline.previewing import preview_database
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from scheduler.ladder.office import calendar_for
from storage.commune import program_clock
from storage.database import Database
from storage.delivery import Delivery
from storage.inbound import InboundRow
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.reply import Reply
from storage.stranger_answer import StrangerAnswer
from storage.task import Task
from storage.unit import posts
from storage.words import DeliveryKind, ReplyKind, State
from tests.faults.counts import Count, created_reminders
from tests.faults.many_officials import key, with_many_officials
from tests.faults.outputs import ProcessOutputs
from tests.faults.repeats import check_repeats
from tests.faults.strangers import Strangers
from tests.servers.telegram import TelegramServer
from tests.stories.world import BUILDER, ECONOMIST, PLAN, at

SET_ASIDE = frozenset({"PYTHONDONTWRITEBYTECODE", "WEB_HOST"})
"""Environment variables of a test run that a user's environment does not have."""

ROOT = Path(__file__).parents[2]
SPEED = 60
"""A minute of the office in a second of the machine."""

PATIENCE, A_PERSON = 60.0, 0.3
"""Seconds in which everything is done, and for each more person it is done for."""

SAYS = "đang làm"
PING_SECRET, PASSWORD = "ping-secret-nobody-has", "database-secret-nobody-has"
"""A secret given to the program, which must not appear in its output."""

SITE = re.compile(r"http://[\d.:]+/")

WRITERS = {BUILDER: "kl-2025/ke-hoach", ECONOMIST: "kl-2025/du-toan"}
"""The senders, and the task each writes about."""


class Office:
    """The small commune, all its people on Telegram. `owed`: the reminders the ladder requires.
    `told_besides`: more settings of the program. `copies`: the folder of nightly backups.
    `crowd`: the number of additional officials, each with a task, all due on the same day.
    """

    def __init__(
        self, database: Database, server: TelegramServer, folder: Path, crowd: int = 0
    ) -> None:
        self.crowd = [f"Cán bộ {number:03}" for number in range(1, crowd + 1)]
        self.database = database
        self.server = server
        self.copies = folder / "sao-luu"
        self.chats: dict[str, int] = {}
        self.strangers = Strangers(server)
        self.written: dict[str, list[int]] = defaultdict(list)
        self.owed: set[tuple[int, str, str]] = set()
        self.process: asyncio.subprocess.Process | None = None
        self.told = ""
        self.told_besides: dict[str, str] = {}
        self.outputs = ProcessOutputs(
            telegram=server.token.partition(":")[2], ping=PING_SECRET, password=PASSWORD, words=SAYS
        )
        self._begun = at("2025-10-08T07:55")
        self._numbers: dict[str, int] = {}
        self._settle()

    def _settle(self) -> None:
        """Store the plan and put everybody into their post and before their phone."""
        now, national = self._begun, national_days()
        text = with_many_officials(PLAN.read_text(encoding="utf-8"), self.crowd)
        plan = read_plan(text, PLAN.name, None, calendar_for(now, national))
        save_plan(self.database, national, plan, now)
        with self.database.commune(1) as session:
            for post in posts(session):
                chat = self.chats[post.name] = self.server.person(post.name)
                self.server.world.chats[chat].may_be_written_to = True
                person = Person(name=post.name)
                session.add(person)
                session.flush()
                session.add(Holding(post_id=post.id, person_id=person.id, since=now))
                home = {"channel": "telegram", "address": str(chat), "linked_at": now}
                session.add(Address(person_id=person.id, **home))
            for post_name, task in self.writers().items():
                found = select(Milestone.number).join(Task).where(Task.key == task)
                self._numbers[post_name] = session.scalars(found).one()

    def writers(self) -> dict[str, str]:
        """The senders, and the task each writes about."""
        return WRITERS | {name: key(name) for name in self.crowd}

    def foretell(self, start: str, until: str) -> None:
        """From here on the reminders of that stretch are owed. The program must not run."""
        national = national_days()
        lines = preview_database(self.database, 1, national, at(start), at(until)).lines
        self.owed |= {(line.number, line.step, line.to) for line in lines}

    async def start(self, clock: str, speed: int = SPEED) -> None:
        """Start the program and return when it reports that it runs. Without a clock it is not in
        training mode.
        """
        self._begun = at(clock) if clock else self._begun
        rehearsed = ("--clock", clock, "--speed", str(speed)) if clock else ()
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", *rehearsed),
            cwd=ROOT,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        said = await asyncio.wait_for(self.process.stdout.readline(), self.patience())
        self.told = said.decode()
        self.outputs.add("stdout", self.told)
        self.outputs.add_titles(self.process.pid)
        if not said:
            _, why = await self.process.communicate()
            raise AssertionError(why.decode())

    def environment(self) -> dict[str, str]:
        """The environment of the program."""
        kept = {name: value for name, value in os.environ.items() if name not in SET_ASIDE}
        return {
            **kept,
            "DATABASE_URL": self.database.url.render_as_string(False),
            "TELEGRAM_BOT_TOKEN": self.server.token,
            "TELEGRAM_BASE_URL": self.server.url,
            "PING_URL": f"http://127.0.0.1:9/{PING_SECRET}",
            "BACKUP_DIR": str(self.copies),
            "WEB_PORT": "0",
            "TICK_SECONDS": "0.2",
            **self.told_besides,
        }

    async def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.outputs.add_titles(self.process.pid)
        self.process.kill()
        self._ended(*await self.process.communicate())

    async def end(self) -> None:
        """Kill running processes after a failed test."""
        if self.process is not None and self.process.returncode is None:
            await self.kill()

    async def stop(self) -> str:
        """Send SIGTERM and return the log. Fails if the program does not end in time."""
        assert self.process is not None
        self.outputs.add_titles(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        log = self._ended(*await asyncio.wait_for(self.process.communicate(), 60))
        assert self.process.returncode == 0, log
        return log

    def _ended(self, out: bytes, log: bytes | None) -> str:
        """The output of a process until its end; its log, unless that went to a file."""
        told = (log or b"").decode()
        self.outputs.add("stdout", out.decode())
        self.outputs.add("log", told)
        return told

    def write(self, post: str) -> None:
        """The holder of a post reports progress."""
        percent = len(self.written[post]) % 99 + 1
        self.say(post, f"{SAYS} {percent}%")
        self.written[post].append(percent)

    def say(self, post: str, words: str) -> None:
        """The holder of a post types something of their task."""
        self.server.write(self.chats[post], f"{self._numbers[post]} {words}")

    def answered(self) -> bool:
        """Whether every message written so far is answered."""
        with self.database.everything() as session:
            answers = select(func.count()).where(
                Delivery.sort == DeliveryKind.ANSWER, Delivery.state == State.SENT
            )
            return session.scalar(answers) == sum(map(len, self.written.values()))

    def handled(self) -> bool:
        """Whether every message so far is stored and handled; its answer may still wait."""
        with self.database.everything() as session:
            done = select(func.count()).where(
                InboundRow.handled_at.is_not(None), self.strangers.others(InboundRow.sender)
            )
            return session.scalar(done) == sum(map(len, self.written.values()))

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until `happened()`, at most `patience()` seconds."""
        await self.server.until(happened, self.patience())

    def patience(self) -> float:
        """Seconds in which everything that is due is done."""
        return PATIENCE + len(self.crowd) * A_PERSON

    async def calm(self) -> None:
        """Wait until everything received or due is done."""
        end = asyncio.get_running_loop().time() + self.patience()
        while left := self._undone():
            assert asyncio.get_running_loop().time() < end, left
            await asyncio.sleep(0.1)
        await self.look()

    async def look(self) -> None:
        """Collect what the site of the running program returns without a session."""
        await self.outputs.ask(self.site())
        self.outputs.add_names(self.copies)

    def site(self) -> str:
        """Where the site is."""
        found = SITE.search(self.told)
        assert found is not None, self.told
        return found[0]

    def _undone(self) -> str:
        if self.server.unconfirmed():
            return "updates are not confirmed"
        if not self.answered():
            return "messages are not answered"
        with self.database.everything() as session:
            if session.scalar(select(func.count(StrangerAnswer.id))):
                return "strangers are not answered"
            now = program_clock(session).ticked_at
            if now is None or now < self._begun:
                return "the engine has not looked"
            due = select(func.count()).where(Milestone.next_fire_at <= now)
            if session.scalar(due):
                return "milestones are due"
            ready = select(func.count()).where(
                Delivery.state == State.PENDING, Delivery.not_before <= now
            )
            return "deliveries are pending" if session.scalar(ready) else ""

    def count(self) -> Count:
        """Check that nothing is lost, and count. The program must not run."""
        self._check_replies()
        self.strangers.check()
        with self.database.everything() as session:
            rows = session.scalars(select(Delivery)).all()
            now = program_clock(session).ticked_at or self._begun
        for row in rows:
            later = row.state is State.PENDING and row.not_before > now
            assert later or row.state in (State.SENT, State.VOID), (row.id, row.state, row.reason)
        self._check_owed()
        recorded = {row.message_id for row in rows if row.state is State.SENT}
        chats = [self.server.messages(chat) for chat in self.chats.values()]
        arrived = {str(sent.message_id) for shown in chats for sent in shown}
        check_repeats(chats, recorded)
        assert recorded <= arrived, "a message that never arrived is recorded as sent"
        writes = sum(map(len, self.written.values()))
        return Count(writes, len(self.owed), len(arrived), len(arrived - recorded))

    def _check_replies(self) -> None:
        """Every message written was handled once, in its order, and answered."""
        with self.database.everything() as session:
            for post, percents in self.written.items():
                found = (
                    select(Reply.percent)
                    .join(Person, Reply.person_id == Person.id)
                    .where(Person.name == post, Reply.said == ReplyKind.PROGRESS)
                    .order_by(Reply.id)
                )
                assert list(session.scalars(found)) == percents, post
            of_officials = self.strangers.others(InboundRow.sender)
            inbound = session.scalars(select(InboundRow).where(of_officials)).all()
        assert all(row.handled_at and not row.failure for row in inbound)
        assert len(inbound) == sum(map(len, self.written.values()))
        assert self.answered()

    def _check_owed(self) -> None:
        """Every required reminder was created; that none of them was lost is checked above."""
        made = created_reminders(self.database)
        assert self.owed <= made, self.owed - made
