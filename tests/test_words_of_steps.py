"""Every step of the ladders has a text in digests and in explanations."""

import pytest

from bot.texts.reminders import FOR_OTHERS, REQUEST_TO_LEAD
from bot.texts.steps import ROLES, STEPS
from scheduler.ladder.rules import LADDERS, Ladder
from storage.words import Role


@pytest.mark.parametrize("row", LADDERS, ids=lambda row: row.name)
def test_every_step_has_a_text(row: Ladder) -> None:
    first = row.name.partition("_")[0]
    assert first in STEPS
    for role, _ in row.steps:
        assert first in (REQUEST_TO_LEAD if role is Role.LEAD else FOR_OTHERS)


def test_every_role_has_a_name() -> None:
    assert set(ROLES) == set(Role)
