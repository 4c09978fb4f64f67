"""Settings: all their problems at once, and the example file that shows every one."""

import re
from pathlib import Path

import pytest

from bot.settings import DEFAULTS, BadSettings, read_settings

EXAMPLE = Path(__file__).parents[1] / "config.example.env"


def test_the_example_shows_every_setting_with_its_default() -> None:
    shown = re.findall(r"^# ([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(shown) == dict(DEFAULTS)
    assert len(shown) == len(DEFAULTS)


def test_every_setting_of_the_example_is_explained_above_it() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")
    for block in blocks[1:]:
        *words, setting = block.splitlines()
        assert words, setting
        assert re.fullmatch(r"# [A-Z_]+=.*", setting)


def test_every_problem_is_named_at_once() -> None:
    wrong = {
        "DATABASE_URL": "mysql://x",
        "TELEGRAM_BOT_TOKEN": "not a token",
        "TELEGRAM_BASE_URL": "api.telegram.org",
        "ZALO_BOT_TOKEN": "zalo",
        "ZALO_BASE_URL": "ftp://zalo",
        "PUBLIC_URL": "http://nhac.xa.vn",
        "WEB_PORT": "http",
        "TICK_SECONDS": "0",
    }
    with pytest.raises(BadSettings) as caught:
        read_settings(wrong)
    assert [problem.split(":")[0] for problem in sorted(caught.value.problems)] == sorted(wrong)


def test_blank_is_unset_and_without_a_token_it_trains() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": " ", "WEB_PORT": ""})
    assert settings.training
    assert settings.web_port == 8080
    assert settings.database_url == "sqlite:///var/tap-duot.db"
