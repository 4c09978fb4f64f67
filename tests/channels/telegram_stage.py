"""Telegram for the channel contract tests."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import TelegramTimeouts
from tests.channels.contract import BUSY_SECONDS, Seen, Trouble
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_faults import Trouble as ServerTrouble

FAR = True
FORGETS = False
PAUSE = BUSY_SECONDS
QUICK = TelegramTimeouts(
    connect=5, answer=3, poll=10, piece=0, first_retry=0.02, longest_retry=0.1, conflict_retry=0.1
)
TROUBLES: dict[Trouble, ServerTrouble] = {
    "busy": "429",
    "gateway_before": "502",
    "gateway_after": "502_after",
    "lost_before": "reset_before",
    "lost_after": "reset_after",
    "silent": "silent_after",
}


def now() -> datetime:
    """The moment of every button press."""
    return datetime(2025, 10, 8, 1, 0, tzinfo=UTC)


class TelegramStage:
    """The strict Telegram server and a channel that polls it."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.channel = TelegramChannel(server.token, now, server.url, timeouts=QUICK)
        self.secrets = (server.token, server.token.partition(":")[2])

    async def newcomer(self, name: str) -> str:
        person = self.server.person(name)
        self.server.world.chats[person].may_be_written_to = True
        return str(person)

    async def gone(self) -> tuple[str, ...]:
        stranger, blocker, deleted = map(self.server.person, ("Lạ", "Chặn", "Xóa"))
        group = self.server.group("Tổ công tác")
        self.server.block(blocker)
        self.server.deactivate(deleted)
        self.server.kick(group)
        return tuple(map(str, (stranger, blocker, deleted, group, 404)))

    async def says(self, address: str, text: str) -> None:
        self.server.write(int(address), text)

    async def presses(self, address: str, label: str) -> None:
        self.server.press(int(address), label)

    async def screen(self, address: str) -> list[Seen]:
        return [
            Seen(shown.text, tuple(shown.bold), tuple(map(tuple, shown.buttons)))
            for shown in self.server.messages(int(address))
        ]

    def trouble(self, trouble: Trouble, edit: bool = False) -> None:
        method = "editMessageText" if edit else "sendMessage"
        self.server.fail(TROUBLES[trouble], method=method, seconds=BUSY_SECONDS)

    async def down(self) -> None:
        await self.server.down()

    async def up(self) -> None:
        await self.server.up()


@contextlib.asynccontextmanager
async def stage() -> AsyncIterator[TelegramStage]:
    async with TelegramServer() as server:
        telegram = TelegramStage(server)
        try:
            yield telegram
        finally:
            await telegram.channel.close()
