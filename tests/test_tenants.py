"""Two communes in one database: whatever one of them asks, nothing of the other is ever told."""

import pytest

from bot.channels.web import WebChannel
from bot.command import all_commands
from bot.conversation import understand
from bot.foretelling_stored import of_database
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.texts.wording import Words
from bot.training import seat_everybody
from bot.turn import Turn, actor_of
from scheduler.engine import fire_due
from scheduler.office import calendar_for, office_of
from scheduler.packing import Counter
from scheduler.parcels import take_parcels
from storage.commune import Commune
from storage.database import Database
from storage.person import addresses, holders_of_rank
from storage.words import Rank
from tests.stories.world import PLAN, at

NOW = at("2025-12-15T09:00")
OTHERS = "ZZ-KHÁC"
ASKED = ("1", "5", "việc nào quá hạn", "tiến độ", "phòng kinh tế còn việc gì", "ai chưa báo cáo")


@pytest.fixture
def two_communes(database: Database) -> Database:
    """The same plan twice; every title, unit and post of the second one bears a mark."""
    national = national_days()
    text = PLAN.read_text(encoding="utf-8")
    marked = text.replace("title: ", f"title: {OTHERS} ").replace("key: xa-thu", "key: xa-khac")
    for plan_text in (text, marked):
        plan = read_plan(plan_text, PLAN.name, None, calendar_for(NOW, national))
        save_plan(database, national, plan, at("2025-10-08T07:55"))
    for commune_id in (1, 2):
        seat_everybody(database, commune_id, NOW)
    return database


def test_no_command_and_no_question_tells_of_another_commune(two_communes: Database) -> None:
    with two_communes.commune(1) as session:
        commune = session.get_one(Commune, 1)
        office = office_of(session, commune, national_days(), NOW)
        (secretary,) = holders_of_rank(session, Rank.SECRETARY)
        (address,) = addresses(session, [secretary.id])
        actor = actor_of(session, address, NOW.date())
        texts = [f"/{command.name}" for command in all_commands()]
        for text in (*texts, *ASKED):
            turn = Turn(session, office, actor, NOW, secretary, address, text)
            assert OTHERS not in understand(turn).plain, text


def test_no_message_and_no_preview_tells_of_another_commune(two_communes: Database) -> None:
    national = national_days()
    fire_due(two_communes, national, NOW)
    channels = {(1, "web"): WebChannel.capabilities, (2, "web"): WebChannel.capabilities}
    told: dict[int, str] = {1: "", 2: ""}
    while parcels := take_parcels(two_communes, Counter(national, Words(), channels, NOW, NOW)):
        for parcel in parcels:
            told[parcel.commune_id] += "".join(e.message.plain for e in parcel.envelopes)
    assert OTHERS not in told[1]
    assert OTHERS in told[2]
    lines = of_database(two_communes, 1, national, at("2025-10-08T00:00"), NOW).lines
    assert lines
    assert not any("xa-khac" in line.task for line in lines)
