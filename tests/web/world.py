"""A small commune for the web chat: its posts, its training clock, its one-time codes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.texts.web import WRONG_CODE
from bot.web.answers import RequestRefused
from bot.web.hooks import WebhookHandler
from bot.web.sessions import LinkedPage
from scheduler.calendar.working_time import MORNING, Calendar, local_day, vietnam_to_utc
from scheduler.delivery.channel import AcceptInbound, Block, Bold, Button, Channel, Outgoing
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.person import Address, Holding, Person
from storage.unit import Post, Unit
from storage.words import Rank

START = datetime(2025, 10, 8, 0, 55, tzinfo=UTC)

POSTS: Mapping[str, tuple[str, Rank]] = {
    "xay-dung-dang": ("Trưởng Ban Xây dựng Đảng", Rank.OFFICIAL),
    "chanh-van-phong": ("Chánh Văn phòng Đảng ủy", Rank.SECRETARY),
    "cong-an": ("Trưởng Công an xã", Rank.OFFICIAL),
    "quan-su": ("Chỉ huy trưởng Ban Chỉ huy Quân sự xã", Rank.OFFICIAL),
    "kiem-tra": ("Chủ nhiệm Ủy ban Kiểm tra Đảng ủy", Rank.OFFICIAL),
    "mat-tran": ("Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", Rank.OFFICIAL),
    "kinh-te": ("Trưởng phòng Kinh tế", Rank.OFFICIAL),
    "bi-thu": ("Bí thư Đảng ủy", Rank.HEAD),
}

DIGEST = Outgoing(
    (
        Block((Bold("Kính gửi đồng chí Trưởng Ban Xây dựng Đảng,"), "\nViệc cần làm hôm nay:")),
        Block((Bold("12. Kết nạp 33 đảng viên"), "\nHạn 31/12/2025, còn 84 ngày; đạt 11/33.")),
        Block((Bold("15. Dự thảo chương trình công tác"), "\nHạn 30/11/2025, còn 53 ngày.")),
    ),
    (
        (Button("12 Đã nhận", "12 đã nhận", "b12"), Button("15 Đã nhận", "15 đã nhận", "b15")),
        (Button("Xem việc của tôi", "/viec", "bv"),),
    ),
)


def text(words: str) -> Outgoing:
    """A message of one block."""
    return Outgoing((Block((words,)),))


class Hand:
    """The present time of everybody in a test."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment


class Commons:
    """One commune with a person in every post, reachable on the web."""

    def __init__(self, database: Database, hand: Hand, key: str = "nlb") -> None:
        self.database = database
        self.hand = hand
        self.people: dict[str, int] = {}
        with database.everything() as session:
            commune = Commune(key=key, name="Xã Nguyễn Lương Bằng")
            session.add(commune)
            session.flush()
            self.commune_id = commune.id
        self._fill()
        self.channel = WebChannel(database, self.commune_id, hand.now, retry_seconds=0.02)

    def address(self, post: str) -> str:
        return address_of(self.people[post])

    def appoint(self, post: str, name: str, rank: Rank = Rank.OFFICIAL) -> None:
        """One more post, and a person in it."""
        with self.database.commune(self.commune_id) as session:
            unit = session.scalars(select(Unit)).one()
            self.people[post] = _appoint(session, unit.id, post, name, name, rank)

    def _fill(self) -> None:
        with self.database.commune(self.commune_id) as session:
            unit = Unit(key="xa", name="Xã")
            session.add(unit)
            session.flush()
            for key, (name, rank) in POSTS.items():
                person = f"Đồng chí {name}"
                self.people[key] = _appoint(session, unit.id, key, name, person, rank)


def _appoint(
    session: ScopedSession, unit_id: int, key: str, post_name: str, name: str, rank: Rank
) -> int:
    post = Post(unit_id=unit_id, key=key, name=post_name, rank=rank)
    person = Person(name=name)
    session.add_all((post, person))
    session.flush()
    address = address_of(person.id)
    session.add_all(
        (
            Holding(post_id=post.id, person_id=person.id, since=START),
            Address(person_id=person.id, channel="web", address=address, linked_at=START),
        )
    )
    return person.id


class Mornings:
    """A training clock: passing the start of a working day sends a digest to some posts."""

    def __init__(self, commons: Commons, receivers: tuple[str, ...]) -> None:
        self._commons = commons
        self._receivers = receivers

    async def now(self) -> datetime:
        return self._commons.hand.moment

    async def advance(self, to: datetime) -> int:
        sent = 0
        while (morning := await self.next_working_morning()) <= to:
            self._commons.hand.moment = morning
            for post in self._receivers:
                await self._commons.channel.send(self._commons.address(post), DIGEST)
                sent += 1
        self._commons.hand.moment = to
        return sent

    async def next_working_morning(self) -> datetime:
        now = self._commons.hand.moment
        morning = vietnam_to_utc(local_day(now), MORNING)
        day = local_day(now + timedelta(days=morning <= now))
        return vietnam_to_utc(Calendar().next_working(day), MORNING)


def called(commune_id: int, channel: Channel, accept: AcceptInbound) -> WebhookHandler:
    """The hook of one channel, whose messages one accepts."""

    async def find(asked: int, name: str) -> Channel | None:
        return channel if (asked, name) == (commune_id, channel.name) else None

    return WebhookHandler(find, lambda *_: accept)


class Codes:
    """One-time codes, and the addresses that typed wrong ones."""

    def __init__(self, codes: Mapping[str, int], commune_id: int = 1) -> None:
        self._codes = dict(codes)
        self._commune_id = commune_id
        self.wrong: list[str] = []

    async def link(self, code: str, origin: str) -> LinkedPage:
        person_id = self._codes.pop(code, None)
        if person_id is None:
            self.wrong.append(origin)
            raise RequestRefused(403, WRONG_CODE)
        return LinkedPage(self._commune_id, person_id)
