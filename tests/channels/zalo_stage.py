"""Zalo for the channel contract tests."""

import contextlib
from collections.abc import AsyncIterator

from bot.channels.zalo import ZaloChannel
from bot.channels.zalo_client import ZaloTimeouts
from tests.channels.contract import Seen, Trouble
from tests.channels.telegram_stage import now
from tests.servers.zalo import Trouble as ServerTrouble
from tests.servers.zalo import ZaloServer

FAR = True
PAUSE = None
"""Zalo names no pause."""
FORGETS = True
"""Zalo does not repeat updates it has returned to a poll."""
QUICK = ZaloTimeouts(connect=5, answer=3, poll=10, piece=0, first_retry=0.02, longest_retry=0.1)
TROUBLES: dict[Trouble, ServerTrouble] = {
    "busy": "quota",
    "gateway_before": "gateway_before",
    "gateway_after": "gateway_after",
    "lost_before": "reset_before",
    "lost_after": "reset_after",
    "silent": "silent_after",
}


class ZaloStage:
    """The strict Zalo server and a channel that polls it."""

    def __init__(self, server: ZaloServer) -> None:
        self.server = server
        self.channel = ZaloChannel(server.token, now, server.url, timeouts=QUICK)
        self.secrets = (server.token, server.token.partition(":")[2])

    async def newcomer(self, name: str) -> str:
        return str(self.server.person(name))

    async def gone(self) -> tuple[str, ...]:
        blocker = self.server.person("Chặn")
        self.server.refusing[blocker] = 403
        return (str(blocker), "404", "person:1")

    async def says(self, address: str, text: str) -> None:
        self.server.write(int(address), text)

    async def presses(self, address: str, label: str) -> None:
        self.server.press(int(address), label)

    async def screen(self, address: str) -> list[Seen]:
        return [Seen(shown.text, (), ()) for shown in self.server.messages(int(address))]

    def trouble(self, trouble: Trouble, edit: bool = False) -> None:
        self.server.fail(TROUBLES[trouble])

    async def down(self) -> None:
        await self.server.down()

    async def up(self) -> None:
        await self.server.up()


@contextlib.asynccontextmanager
async def stage() -> AsyncIterator[ZaloStage]:
    async with ZaloServer() as server:
        zalo = ZaloStage(server)
        try:
            yield zalo
        finally:
            await zalo.channel.close()
