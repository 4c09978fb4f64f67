"""`why`, `days` and `preview --calendar` on a database file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import app
from bot.importers.national import national_days
from storage.commune import calendar_days
from storage.database import Database
from tests.stored_plan import store_plan
from tests.stories.world import PLAN

RUNNER = CliRunner()
DAYS = """days:
  - {date: 2040-12-24, working: false, name: Lễ hội đền}
"""


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The small commune in a file, as the settings name it."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    database = Database(sqlite_url)
    store_plan(database, national_days(), PLAN, datetime(2025, 10, 8, 1, tzinfo=UTC))
    yield database
    database.close()


def test_why_lists_the_coming_steps(database: Database) -> None:
    result = RUNNER.invoke(app, ["why", "5"])
    assert result.exit_code == 0, result.output
    assert "5. Dự toán ngân sách năm 2026" in result.stdout
    assert "Sắp tới" in result.stdout


def test_why_of_an_unknown_number_is_an_error(database: Database) -> None:
    result = RUNNER.invoke(app, ["why", "99"])
    assert result.exit_code == 2
    assert "Không có việc số 99" in result.stderr


def test_days_of_a_file_are_stored(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "ngay.yaml"
    path.write_text(DAYS, encoding="utf-8")
    for _ in range(2):
        result = RUNNER.invoke(app, ["days", str(path)])
        assert result.exit_code == 0, result.output
    assert "24/12/2040: nghỉ (Lễ hội đền)" in result.stdout
    with database.commune(1) as session:
        assert [row.name for row in calendar_days(session)] == ["Lễ hội đền"]


def test_a_bad_days_file_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "ngay.yaml"
    path.write_text(DAYS.replace("12-24", "02-31"), encoding="utf-8")
    result = RUNNER.invoke(app, ["days", str(path)])
    assert result.exit_code == 2
    assert "ngay.yaml:2" in result.stderr
    with database.commune(1) as session:
        assert not calendar_days(session)


def test_preview_draws_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "tai.png"
    dates = ["--from", "2025-10-08", "--to", "2025-12-31"]
    result = RUNNER.invoke(app, ["preview", str(PLAN), *dates, "--calendar", str(path)])
    assert result.exit_code == 0, result.output
    assert "Đã vẽ" in result.stdout
    assert path.read_bytes().startswith(b"\x89PNG")
