"""Channels of many communes: opened on use, and reopened when their settings change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app.channel_registry import ChannelRegistry, load_channels
from bot.channels.bots import Bot, BotKey, OpenBots, Token
from bot.channels.platforms import PLATFORMS
from bot.channels.web import WebChannel
from bot.conversation.lookup import CHANNELS, channels_named
from bot.settings import Settings, read_settings
from bot.texts.reach import NAMES as NAMES_OF_CHANNELS
from bot.texts.reach import SHORT
from bot.texts.setup import WHERE
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Channel, TemporaryError
from scheduler.delivery.channel_extras import (
    CHANNEL_NAMES,
    EditingChannel,
    MenuChannel,
    channels_of_commune,
)
from storage.commune import Commune
from storage.database import Database
from tests.channels import contract
from tests.web.world import START

FIRST, SECOND, THIRD = (f"700000000{n}:a-token_of-a-bot-nobody-has" for n in range(3))


def add(database: Database, key: str) -> int:
    with database.everything() as session:
        commune = Commune(key=key, name=key)
        session.add(commune)
        session.flush()
        return commune.id


def put(folder: Path, key: str, file: str, token: str, at: int = 0) -> Path:
    path = folder / key / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(token + "\n", encoding="utf-8")
    if at:
        os.utime(path, (at, at))
    return path


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "ma"
    folder.mkdir()
    return folder


def settings_with(secrets: Path, **more: str) -> Settings:
    return read_settings({"SECRETS_DIR": str(secrets), "TELEGRAM_BOT_TOKEN": FIRST, **more})


@pytest.fixture
def channels(database: Database, secrets: Path) -> ChannelRegistry:
    """Two communes: the settings' token is the first one's, the second has a folder."""
    add(database, "xa-nhat")
    add(database, "a-hai")
    put(secrets, "a-hai", "telegram_token", SECOND)
    return load_channels(settings_with(secrets), database, ManualClock(START))


def token_of(channels: ChannelRegistry, key: BotKey) -> str:
    bot = channels[key]
    assert isinstance(bot, Bot)
    return bot.token.read()


def test_each_commune_has_its_page_and_its_own_bots(channels: ChannelRegistry) -> None:
    assert list(channels) == [(1, "web"), (1, "telegram"), (2, "web"), (2, "telegram")]
    assert [token_of(channels, (n, "telegram")) for n in (1, 2)] == [FIRST, SECOND]
    assert isinstance(channels[1, "telegram"], EditingChannel)
    assert isinstance(channels[1, "telegram"], MenuChannel)
    assert channels_of_commune(channels, 2).keys() == {"web", "telegram"}


async def test_a_new_commune_is_found_on_demand(
    channels: ChannelRegistry, database: Database, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, bot = channels[2, "web"], channels[2, "telegram"]
    added = add(database, "xa-ba")
    put(secrets, "xa-ba", "zalo_token", THIRD)
    assert await channels.find(added, "zalo") is None, "it was looked a moment ago"
    monkeypatch.setattr("bot.app.channel_registry.MIN_REFRESH_INTERVAL", 0.0)
    assert await channels.find(added, "zalo") is not None
    assert await channels.find(99, "zalo") is None
    assert (channels[2, "web"], channels[2, "telegram"]) == (page, bot)


async def test_a_changed_token_opens_another_channel(
    channels: ChannelRegistry, secrets: Path
) -> None:
    before = channels[2, "telegram"]
    path = put(secrets, "a-hai", "telegram_token", THIRD, at=2_000_000_000)
    channels.refresh()
    assert channels[2, "telegram"] is not before
    assert token_of(channels, (2, "telegram")) == THIRD
    path.unlink()
    channels.refresh()
    assert (2, "telegram") not in channels


def test_an_unreadable_token_fails_only_its_own_bot(secrets: Path) -> None:
    missing = Token(path=secrets / "x", modified_ns=1)
    with pytest.raises(TemporaryError, match="FileNotFoundError"):
        missing.read()


class Idle(WebChannel):
    """A stand-in for a bot, for tests that only count the open ones."""

    def __init__(self) -> None:
        """Without a database."""


def test_the_longest_unused_channels_are_closed() -> None:
    made: list[BotKey] = []

    def opening(key: BotKey, token: str) -> Channel:
        made.append(key)
        return Idle()

    opened = OpenBots(opening, limit=2)
    for commune_id in (1, 2, 1, 3, 1, 2):
        opened.get((commune_id, "zalo"), Token(FIRST))
    assert made == [(n, "zalo") for n in (1, 2, 3, 2)]
    assert len(opened) == 2


def test_knowing_thousands_of_bots_loads_no_platform(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'many.db'}"
    code = f"""
import sys
from pathlib import Path
from bot.app.channel_registry import load_channels
from bot.settings import read_settings
from scheduler.calendar.clock import RealClock
from storage.commune import Commune
from storage.database import Database
from storage.migrations import upgrade
database = Database({url!r})
upgrade(database)
secrets = Path({str(tmp_path)!r})
with database.everything() as session:
    for number in range(300):
        session.add(Commune(key=f"xa-{{number}}", name="Xã"))
        (secrets / f"xa-{{number}}").mkdir()
        (secrets / f"xa-{{number}}" / "telegram_token").write_text(f"{{number}}:" + "x" * 20)
channels = load_channels(read_settings({{"SECRETS_DIR": str(secrets)}}), database, RealClock())
assert len(channels) == 600
assert sum(each.capabilities.edits for each in channels.values()) == 300
assert "telegram" not in sys.modules
channels[300, "telegram"].channel
assert "telegram" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_channel_has_a_code_and_a_display_name() -> None:
    assert set(CHANNEL_NAMES) == contract.channels().keys()
    assert NAMES_OF_CHANNELS.keys() == SHORT.keys() == CHANNELS.keys() == set(CHANNEL_NAMES)
    assert PLATFORMS.keys() == WHERE.keys() == set(CHANNEL_NAMES) - {"web"}
    for name in CHANNEL_NAMES:
        assert channels_named(f"ngắt {SHORT[name]}") == [name]
