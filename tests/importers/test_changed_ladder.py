"""A changed ladder of a commune changes the next steps at once."""

from datetime import datetime
from pathlib import Path

from bot.importers.national import national_days
from scheduler.engine.engine import fire_due
from storage.database import Database
from storage.milestone import by_number
from tests.stored_plan import store_plan
from tests.stories.world import PLAN, at

OWN = "ro: 5, ladder: {before: [20, 5]}}"


def next_fire(database: Database) -> datetime | None:
    with database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        return found.next_fire_at


def test_every_open_milestone_is_due_by_the_new_ladder(database: Database, tmp_path: Path) -> None:
    national, changed = national_days(), tmp_path / "plan.yaml"
    changed.write_text(PLAN.read_text("utf-8").replace("ro: 5}", OWN), "utf-8")
    store_plan(database, national, PLAN, at("2025-10-08T07:55"))
    fire_due(database, national, at("2025-11-17T09:00"))
    assert next_fire(database) != at("2025-11-20T08:00")
    store_plan(database, national, changed, at("2025-11-17T10:00"))
    assert next_fire(database) == at("2025-11-20T08:00")
