"""People who write to the bot without being linked, while everything else goes on."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from tests.servers.telegram import TelegramServer

MANY = 10
MESSAGES = 3
"""How many messages each writes at a time."""


class Strangers:
    """The chats of so many strangers."""

    def __init__(self, server: TelegramServer) -> None:
        self._server = server
        self._chats = [server.person(f"Người lạ {number}") for number in range(MANY)]
        self._written = 0

    def others(self, sender: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """The condition that a message is not a stranger's."""
        return sender.not_in([str(chat) for chat in self._chats])

    def write(self) -> None:
        """Each writes a few messages."""
        for chat in self._chats * MESSAGES:
            self._server.write(chat, "cho hỏi đây là đâu")
        self._written += 1

    def check(self) -> None:
        """Each was greeted, and greeted again at most once for each time the program was lost."""
        for chat in self._chats:
            greeted = len(self._server.messages(chat))
            assert bool(self._written) <= greeted <= 1 + self._written, greeted
