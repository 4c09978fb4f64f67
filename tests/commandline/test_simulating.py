"""`simulate` runs the program's own processes on generated communes."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from bot.__main__ import app
from bot.texts import simulating as texts
from storage.database import Database
from storage.delivery import Delivery
from storage.words import DeliveryKind, State


def simulate(url: str, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["simulate", *words], env={"DATABASE_URL": url})
    return done.exit_code, done.output


def test_a_simulation_sends_each_message_once_and_never_repeats_on_its_database(
    postgres_url: str,
) -> None:
    sizes = ("--communes", "3", "--officials", "4", "--milestones", "8", "--workers", "1")
    code, told = simulate(postgres_url, *sizes, "--answer-ms", "1", "--seconds", "60")
    assert code == 0, told
    assert "Đã gửi: 12 tin" in told
    assert "trùng 0" in told
    database = Database(postgres_url)
    with database.everything() as session:
        sent = select(func.count()).where(
            Delivery.sort == DeliveryKind.REMINDER, Delivery.state == State.SENT
        )
        assert session.scalar(sent) == 12
    database.close()
    assert simulate(postgres_url, *sizes) == (2, f"{texts.NOT_EMPTY}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [((), texts.NEEDS_A_SERVER), (("--officials", "5", "--milestones", "4"), texts.FEW_MILESTONES)],
)
def test_an_impossible_simulation_is_explained(
    words: tuple[str, ...], told: str, sqlite_url: str, postgres_url: str
) -> None:
    assert simulate(postgres_url if words else sqlite_url, *words) == (2, f"{told}\n")
