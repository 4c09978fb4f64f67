"""The commune's plan of 2025 on Monday 1 December: some work done, some late, one confidential."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.app.program import TRAINING_PLAN
from bot.app.training import fill_posts
from bot.channels.web import WebChannel
from bot.conversation.handler import answer_text
from bot.conversation.turn import Turn
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.queries.reader import Reader, actor_of_person
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.board import BoardContext
from bot.web.sessions import LinkedPage, SignIn
from scheduler.engine.engine import fire_due
from scheduler.ladder.office import calendar_for, office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.evidence import Evidence
from storage.evidence_files import store_content
from storage.milestone import by_number
from storage.person import Holding, addresses, present_holdings
from storage.unit import post_by_name
from tests.pictures import png
from tests.stories.world import at

CHIEF = "Chánh Văn phòng Đảng ủy"
BUILDER = "Trưởng Ban Xây dựng Đảng"
HEAD = "Bí thư Đảng ủy"
POLICE = "Trưởng Công an xã"
ECONOMIST = "Trưởng phòng Kinh tế"
NOW = at("2025-12-01T09:00").astimezone(UTC)
SECRET = "Diễn tập Sao Biển"
SECRET_NUMBER = 31
FILE = "Biên bản số 1.png"

SAID = (
    ("2025-10-20T09:00", BUILDER, "1 đạt 15"),
    ("2025-10-21T09:00", BUILDER, "2 xong"),
    ("2025-10-22T09:00", CHIEF, "2 xác nhận"),
    ("2025-11-03T09:00", BUILDER, "4 xin lùi đến 15/11 vì chờ góp ý"),
    ("2025-11-03T10:00", CHIEF, "4 đồng ý gia hạn"),
    ("2025-11-20T09:00", BUILDER, "4 xong, số 45-KH/ĐU ngày 18/11"),
    ("2025-11-20T10:00", CHIEF, "4 xác nhận"),
    ("2025-11-24T09:00", CHIEF, "ghi hộ đ/c Trưởng phòng Kinh tế: 28 đang làm 40%"),
    ("2025-11-25T09:00", ECONOMIST, "29 vướng chưa có hướng dẫn"),
    ("2025-11-26T09:00", CHIEF, "nhắc ngay 11: đ/c gửi số liệu trước 16h"),
)


def holder(session: ScopedSession, post: str) -> Holding:
    """The holding of a post."""
    found = post_by_name(session, post)
    assert found is not None
    return present_holdings(session, [found.id])[0]


class Stage:
    """A database with the plan twice: all names and titles of the second commune contain a mark."""

    MARK = "ZZ-KHÁC"

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.national = national_days()
        text = TRAINING_PLAN.read_text(encoding="utf-8")
        marked = re.sub(r"title: (['\"]?)(?!>)", rf"title: \1{self.MARK} ", text).replace(
            "key: nguyen-luong-bang", "key: xa-khac"
        )
        given = at("2025-10-08T07:55").astimezone(UTC)
        for number, plan_text in enumerate((text, marked), 1):
            plan = read_plan(plan_text, "plan", None, calendar_for(given, self.national))
            save_plan(database, self.national, plan, given)
            fill_posts(database, number, given)
        for moment, post, words in SAID:
            self.say(at(moment).astimezone(UTC), post, words)
        with database.commune(1) as session:
            hidden = by_number(session, SECRET_NUMBER)
            assert hidden is not None
            hidden.title = hidden.task.title = hidden.task.basis = SECRET
            hidden.task.confidential = True
        self.evidence = self._file(4, FILE)
        self.secret_evidence = self._file(SECRET_NUMBER, "")
        fire_due(database, self.national, NOW)

    def reader(self, session: ScopedSession, post: str, now: datetime = NOW) -> Reader:
        """A reader with the rights of a post."""
        return self._turn(session, now, post, "")

    def say(self, now: datetime, post: str, words: str) -> str:
        """Handle a chat message; returns the program's answer."""
        with self.database.commune(1) as session:
            return answer_text(self._turn(session, now, post, words)).plain

    def _turn(self, session: ScopedSession, now: datetime, post: str, words: str) -> Turn:
        commune = session.scalars(select(Commune)).one()
        office = office_of(session, commune, self.national, now)
        person = holder(session, post).person
        (address,) = addresses(session, [person.id])
        actor = actor_of_person(session, address.person_id, address.channel, now.date())
        return Turn(session, office, actor, now, person, address, words)

    def _file(self, number: int, name: str) -> int:
        with self.database.commune(1) as session:
            milestone = by_number(session, number)
            assert milestone is not None
            (held,) = present_holdings(session, [milestone.task.lead_post_id])
            (address,) = addresses(session, [held.person_id])
            row = Evidence(
                milestone_id=milestone.id,
                person_id=held.person_id,
                address_id=address.id,
                ref="x",
                hash=store_content(self.folder, png()),
                kind="png",
                size=len(png()),
                name=name,
                at=NOW,
            )
            session.add(row)
            session.flush()
            return row.id

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """The office's site, where the name of a post is the code of its holder."""
        channel = WebChannel(self.database, 1, lambda: NOW)

        async def link(code: str, origin: str) -> LinkedPage:
            with self.database.commune(1) as session:
                return LinkedPage(1, holder(session, code).person_id)

        board_context = BoardContext(self.national, self.folder)
        async with open_site(
            make_app(SignIn(only_channel(channel), link), board_context=board_context),
            "127.0.0.1",
            0,
        ) as url:
            yield url


@contextmanager
def staged(template: Path, folder: Path) -> Iterator[Stage]:
    """A board on a copy of a database that has its tables."""
    path = folder / "board.db"
    path.write_bytes(template.read_bytes())
    with closing(Database(f"sqlite:///{path}")) as database:
        yield Stage(database, folder / "evidence")
