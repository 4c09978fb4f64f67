"""Hostile text in messages, files and names is handled as plain text."""

import uuid
from datetime import datetime
from itertools import cycle

from sqlalchemy import select

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.conversation.acts import ACTS
from bot.conversation.command import all_commands
from bot.conversation.inbox import Inbox
from bot.importers.national import national_days
from bot.language.text.letters import clean
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Attachment, Inbound
from storage.database import Database
from storage.delivery import Delivery
from storage.inbound import InboundRow
from storage.milestone import Milestone
from storage.person import persons
from storage.reply import Reply
from storage.task import Task
from tests.corpus import EVERY, STORABLE
from tests.staffed_office import NOW, holder, say, staff_office
from tests.stories.world import BUILDER, CHIEF

LONG = 100
"""Longer texts are cut on a card."""


def test_a_hostile_reason_is_stored_and_shown_unchanged(database: Database) -> None:
    staff_office(database)
    for words in STORABLE:
        with database.commune(1) as session:
            say(session, BUILDER, "1 vướng mắc")
            say(session, BUILDER, f"do {words} ạ")
            newest = session.scalars(select(Reply).order_by(Reply.id.desc()).limit(1)).one()
            assert newest.reason == f"{words} ạ".strip(), ascii(words)
            shown = together(say(session, CHIEF, "1").plain)
            assert len(words) > LONG or together(newest.reason)[:20] in shown, ascii(words)


def together(text: str) -> str:
    return "".join(text.split())


def test_no_hostile_name_or_title_breaks_a_list(database: Database) -> None:
    staff_office(database)
    for first in range(0, len(STORABLE), 5):
        words = cycle(STORABLE[first : first + 5])
        with database.commune(1) as session:
            rows = [*session.scalars(select(Task)), *session.scalars(select(Milestone))]
            for row in rows:
                row.title = next(words)
            for person in persons(session):
                person.name = next(words)[:200]
            session.flush()
            for asked in ("kết nối", "việc đang mở", "sắp đến hạn", "quá hạn", "1"):
                assert say(session, CHIEF, asked).plain


def test_no_command_breaks_on_hostile_text_after_it(database: Database) -> None:
    staff_office(database)
    acts = [f"1 {act.words[0]}" for act in ACTS]
    begins = cycle([*(f"/{command.name}" for command in all_commands()), *acts, "ghi hộ An:", ""])
    for words in STORABLE:
        with database.commune(1) as session:
            for _ in range(3):
                said = f"{next(begins)} {words}".strip()
                assert say(session, CHIEF, said).plain, said


def written(words: str, chat: str, now: datetime) -> Inbound:
    """One message with a file, all fields filled with the text."""
    file = Attachment("document", "ref", words, 100)
    return Inbound(
        channel="web",
        platform_id=str(uuid.uuid4()),
        address=chat,
        at=now,
        text=words,
        sender_name=words,
        attachments=(file,),
    )


async def test_the_inbox_stores_and_handles_any_message(database: Database) -> None:
    """From people and strangers: no message fails, and none blocks later ones."""
    staff_office(database)
    clock = ManualClock(NOW)
    inbox = Inbox(database, clock, clock, national_days(), {(1, "web"): WebChannel.capabilities})
    with database.commune(1) as session:
        page = address_of(holder(session, BUILDER).id)
    for place, words in enumerate(EVERY):
        for chat in (page, f"stranger {place}"):
            await inbox.store(1, written(words, chat, clock.now()))
    await inbox.handle_all()
    with database.everything() as session:
        rows = session.scalars(select(InboundRow)).all()
        assert len(rows) == 2 * len(EVERY)
        assert [row.failure for row in rows if row.failure] == []
        assert all(row.handled_at for row in rows)
        for row in rows:
            assert row.body["text"] == clean(row.body["text"])
        assert session.scalars(select(Delivery)).first() is not None
