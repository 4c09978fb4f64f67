"""The test server's state: people, chats, messages, updates, and who may be written to."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.telegram_checks import Json, Refusal
from tests.servers.telegram_html import Entity, stretch

DAY = 86_400


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group."""

    id: int
    kind: str
    title: str
    may_be_written_to: bool
    refusal: str = "bot can't initiate conversation with a user"
    moved_to: int | None = None
    keyboard: list[Json] = field(default_factory=list)
    """The buttons in the place of the keyboard."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of a message of the bot: a photo or a document."""

    kind: str
    name: str
    content: bytes


@dataclass(slots=True)
class Shown:
    """A message of the bot as its reader sees it."""

    message_id: int
    chat: int
    text: str
    bold: list[str]
    buttons: list[list[str]]
    at: float
    edited: bool = False
    file: str = ""
    """The name of the file it carries."""


@dataclass(slots=True)
class Sent:
    """A message of the bot as the server stores it."""

    message_id: int
    chat: int
    text: str
    entities: list[Entity]
    keyboard: list[list[Json]]
    at: float
    edited: bool = False
    file: Carried | None = None

    def shown(self) -> Shown:
        bold = [stretch(self.text, entity) for entity in self.entities if entity.type == "bold"]
        labels = [[button["text"] for button in row] for row in self.keyboard]
        name = self.file.name if self.file else ""
        return Shown(
            self.message_id, self.chat, self.text, bold, labels, self.at, self.edited, name
        )


@dataclass(slots=True)
class Query:
    """A pressed button that spins until it is answered."""

    id: str
    at: float
    answer: str | None = None


class Pulse:
    """Wakes all coroutines that wait for a change."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def beat(self) -> None:
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def next(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), max(seconds, 0))


@dataclass(slots=True)
class World:
    """One bot and everybody it may meet."""

    token: str
    username: str = "nhacviec_bot"
    clock: Callable[[], float] = time.time
    chats: dict[int, Chat] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    updates: list[tuple[float, Json]] = field(default_factory=list)
    written: set[tuple[int, int]] = field(default_factory=set)
    """Messages of people, by chat and message id: the bot cannot edit them."""
    queries: dict[str, Query] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    allowed_updates: list[str] = field(default_factory=list)
    privacy: bool = True
    """In groups the bot sees only commands and answers to its own messages."""
    query_seconds: float = 60
    violations: list[str] = field(default_factory=list)
    pulse: Pulse = field(default_factory=Pulse)
    ahead: float = 0
    _last_id: int = 1000

    def now(self) -> float:
        """Seconds since 1970 on the server's own clock."""
        return self.clock() + self.ahead

    def next_id(self) -> int:
        """A number never used before."""
        self._last_id += 1
        return self._last_id

    def start_at(self, last_id: int) -> None:
        """Go on from a number that was used."""
        self._last_id = last_id

    def me(self) -> Json:
        """The bot as a User."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Nhắc việc",
            "username": self.username,
        }

    def add_update(self, kind: str, content: Json) -> int:
        """Keep an update for the bot, if it asked for its kind; returns its id."""
        update_id = 800_000_000 + self.next_id()
        if not self.allowed_updates or kind in self.allowed_updates:
            self.updates.append((self.now(), {"update_id": update_id, kind: content}))
        self.pulse.beat()
        return update_id

    def change_status(self, chat: int, by: int, before: str, after: str) -> None:
        """Telegram sends the bot its new status in a chat."""
        me = self.me()
        self.add_update(
            "my_chat_member",
            {
                "chat": self.chat_json(self.chats[chat]),
                "from": self.user_json(by),
                "date": int(self.now()),
                "old_chat_member": {"user": me, "status": before},
                "new_chat_member": {"user": me, "status": after},
            },
        )

    def add_file(self, content: bytes) -> Json:
        """Keep a file that a person sent; returns its JSON."""
        name = f"file{self.next_id()}"
        self.files[name] = content
        return {"file_id": name, "file_unique_id": f"unique{name}", "file_size": len(content)}

    def shut(self, chat: int, refusal: str) -> None:
        """Let nobody write to a chat any more."""
        self.chats[chat].may_be_written_to = False
        self.chats[chat].refusal = refusal

    def waiting_updates(self) -> list[Json]:
        """Updates not yet confirmed and not older than a day."""
        self.updates = [(at, update) for at, update in self.updates if self.now() - at <= DAY]
        return [update for _, update in self.updates]

    def confirm(self, below: int) -> None:
        """Forget the updates before this id."""
        self.updates = [kept for kept in self.updates if kept[1]["update_id"] >= below]

    def chat_for_writing(self, chat_id: int) -> Chat:
        """The chat, if the bot may write there; raises Refusal."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        if chat.moved_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": chat.moved_to},
            )
        if not chat.may_be_written_to:
            raise Refusal(403, f"Forbidden: {chat.refusal}")
        return chat

    def deliver(
        self,
        chat: Chat,
        text: str,
        entities: list[Entity],
        keyboard: list[list[Json]],
        file: Carried | None = None,
    ) -> Sent:
        """Show a message of the bot to the chat."""
        message = Sent(self.next_id(), chat.id, text, entities, keyboard, self.now(), file=file)
        self.sent.append(message)
        self.pulse.beat()
        return message

    def message_json(self, message: Sent) -> Json:
        """The bot's own message as the Bot API describes it."""
        described: Json = {
            "message_id": message.message_id,
            "from": self.me(),
            "chat": self.chat_json(self.chats[message.chat]),
            "date": int(message.at),
        }
        words = ""
        if message.file is None:
            described["text"] = message.text
        else:
            described |= self._file_json(message.file)
            words = "caption_"
            if message.text:
                described["caption"] = message.text
        if message.entities:
            described[f"{words}entities"] = [
                {"type": entity.type, "offset": entity.offset, "length": entity.length}
                for entity in message.entities
            ]
        if message.keyboard:
            described["reply_markup"] = {"inline_keyboard": message.keyboard}
        return described

    def _file_json(self, file: Carried) -> Json:
        name = f"file{self.next_id()}"
        self.files[name] = file.content
        told = {"file_id": name, "file_unique_id": f"u{name}", "file_size": len(file.content)}
        if file.kind == "photo":
            return {"photo": [{**told, "width": 90, "height": 90}]}
        return {"document": {**told, "file_name": file.name}}

    def chat_json(self, chat: Chat) -> Json:
        """A Chat of the Bot API."""
        name = "first_name" if chat.kind == "private" else "title"
        return {"id": chat.id, "type": chat.kind, name: chat.title}

    def person_message(self, person: int, chat: int, content: Json) -> Json:
        """A message of a person, as the bot gets it."""
        message: dict[str, Any] = {
            "message_id": self.next_id(),
            "from": self.user_json(person),
            "chat": self.chat_json(self.chats[chat]),
            "date": int(self.now()),
            **content,
        }
        self.written.add((chat, message["message_id"]))
        command = re.match(r"/\w+(@\w+)?", content.get("text", ""))
        if command:
            message["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(command[0])},
            ]
        return message

    def user_json(self, person: int) -> Json:
        """A User of the Bot API."""
        return {
            "id": person,
            "is_bot": False,
            "first_name": self.chats[person].title,
            "language_code": "vi",
        }
