"""Message text is deleted after the retention period; work data stays, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app.backups import delete_expired, deletion_limit
from storage import retention
from storage.audit import Audit, check_chain
from storage.database import Database
from storage.delivery import Delivery
from storage.dialog import ShownButton
from storage.inbound import InboundRow
from storage.milestone import Milestone
from storage.reply import Reply
from storage.web_message import WebMessage
from storage.words import DeliveryKind, State
from tests.servers.office_page import OfficePage
from tests.stories.world import BUILDER, CHIEF, at, small_world

KEPT = (Reply, Audit, Milestone, Delivery)
WORDS = (InboundRow, WebMessage, ShownButton)


def counts(database: Database, *tables: type) -> list[int]:
    with database.everything() as session:
        return [session.scalar(select(func.count()).select_from(each)) or 0 for each in tables]


def worded(database: Database) -> list[State]:
    with database.everything() as session:
        return list(session.scalars(select(Delivery.state).where(Delivery.body.is_not(None))))


def test_the_retention_limit_is_midnight_in_vietnam() -> None:
    assert deletion_limit(at("2026-10-09T02:10"), 365) == at("2025-10-09T00:00")
    assert deletion_limit(at("2026-10-09T00:00"), 1) == at("2026-10-08T00:00")


async def test_message_text_is_deleted_and_work_data_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    async with small_world(database, tmp_path / "x", platform=OfficePage) as world:
        await world.link(CHIEF, BUILDER)
        await world.say(BUILDER, "1 đang làm 30%")
        await world.say(BUILDER, "việc")
        before, words = counts(database, *KEPT), counts(database, *WORDS)
        assert all([*before, *words])
        await delete_expired(database, at("2026-10-08T02:00"), 365)
        assert (counts(database, *KEPT), counts(database, *WORDS)) == (before, words)
        with database.everything() as session:
            worded_one = select(Delivery).where(Delivery.sort == DeliveryKind.ANSWER).limit(1)
            session.scalars(worded_one).one().state = State.WAITING
            session.add(
                InboundRow(
                    commune_id=1,
                    channel="web",
                    platform_id="late",
                    body={},
                    received_at=at("2025-10-08T09:00"),
                    handled_at=None,
                )
            )
        await delete_expired(database, at("2026-10-09T02:00"), 365)
        assert counts(database, *KEPT) == before
        assert counts(database, *WORDS) == [1, 1, 0]
        assert worded(database) == [State.WAITING]
        with database.everything() as session:
            assert not check_chain(session, 1).breaks
