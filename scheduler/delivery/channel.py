"""What every chat platform is to the rest of the program: capabilities, messages, errors."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Bold:
    """A run of text the platform shows stronger, where it can."""

    text: str


TextPart = str | Bold


@dataclass(frozen=True, slots=True)
class Block:
    """One item of a message; a message that is too long is cut between blocks first."""

    parts: tuple[TextPart, ...]

    @property
    def plain(self) -> str:
        """The text without emphasis."""
        return "".join(part.text if isinstance(part, Bold) else part for part in self.parts)


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the words that pressing it stands for: every press can be typed.

    `id` is filled when the button is stored; a platform carries only the id. `watch` is the
    number of the milestone whose next change makes the button stale.
    """

    label: str
    say: str
    id: str = ""
    watch: int | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """A file that goes out with a message. `kind` is how its name ends: png, docx ...

    `instead` says the same in words, for where it cannot be shown. `content` is there once it is
    made, just before it is sent, and `link`, where anybody who has it may fetch the file for some
    days, if anybody outside reaches us.
    """

    id: int
    name: str
    kind: str
    instead: str = ""
    content: bytes = b""
    link: str = ""

    @property
    def picture(self) -> bool:
        """Whether it is looked at rather than opened."""
        return self.kind == "png"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one address, without any platform's markup.

    `card` is the number of the item that it shows whole; the outbox keeps it beside the message.
    `contact` is the label of a button by which its reader hands over their own phone's number,
    where the platform has such (`capabilities.contacts`); with an empty one that button goes.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    handouts: tuple[Handout, ...] = ()
    card: int | None = field(default=None, compare=False)
    contact: str | None = None

    @property
    def plain(self) -> str:
        """The text alone, blocks parted by a blank line."""
        return "\n\n".join(block.plain for block in self.blocks)


CONTACT = "contact"
"""The kind of an attachment that is the sender's own phone."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `ref` is the platform's handle for fetching it.

    Of a CONTACT `ref` is the mark of its number, empty where it has none.
    """

    kind: str
    ref: str
    name: str = ""
    size: int = 0


class ChatChange(StrEnum):
    """What became of a chat itself: it is shut to us, open again, or has another address."""

    SHUT = "shut"
    OPENED = "opened"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message or button press from a platform, or that a chat has changed.

    `platform_id` is unique within the channel for ever. `address` is where an answer goes.
    `press` is the id of a pressed button, `reply_to` the platform id of the message answered.
    `at` is aware UTC, the platform's own time of the message. `withheld` says that its words and
    files were marked secret and are not here: they are kept nowhere. A chat that moved is from now
    on at `moved_to`.
    """

    channel: str
    platform_id: str
    address: str
    at: datetime
    text: str = ""
    press: str | None = None
    reply_to: str | None = None
    sender_name: str = ""
    private: bool = True
    attachments: tuple[Attachment, ...] = field(default=())
    withheld: bool = False
    change: ChatChange | None = None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a platform said of a message it took: its id there (the first, if it was split).

    `pieces` says into how many messages it was split.
    """

    message_id: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How fast a platform may be spoken to."""

    per_chat_per_second: float
    per_bot_per_second: float
    per_group_per_minute: float


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do, as data. `text_limit` counts UTF-16 units.

    `replies` says that a message tells which one it replies to; `edits` that the channel is an
    `EditingChannel`, `files` that it is a `FileChannel`. `messages_a_month` and `people` are how
    many of each a bot may have, if not any number. `opened_at` is where people open it, if it is a
    page of ours and that is known, and `reached_at` where programs outside fetch from it.
    """

    text_limit: int
    buttons: bool
    edits: bool
    pace: RateLimit
    replies: bool = False
    files: bool = False
    contacts: bool = False
    groups: bool = False
    messages_a_month: int | None = None
    people: int | None = None
    opened_at: str = ""
    reached_at: str = ""


class ChannelError(Exception):
    """The platform did not take the message"""


class TemporaryError(ChannelError):
    """The platform did not take the message now and may later"""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        """Seconds the platform asked us to wait for this chat, if it did."""


class PermanentError(ChannelError):
    """The platform will never take a message for this address"""


class AddressMoved(PermanentError):
    """The platform moved this address: the same chat now answers at another"""

    def __init__(self, reason: str, new_address: str) -> None:
        super().__init__(reason)
        self.new_address = new_address


class MessageRefused(PermanentError):
    """The platform will never take this message; the address itself may be sound"""


class FileTooBig(PermanentError):
    """The file is bigger than what is taken"""


class UnknownOutcome(ChannelError):
    """The connection ended after the message was written: it may or may not have arrived"""


MakeReady = Callable[[int, Outgoing], Awaitable[Outgoing]]
"""A commune's message with the content of its handouts, made now if need be; those that cannot be
made are left out, and said to be. Raises TemporaryError.
"""

Accept = Callable[[Inbound], Awaitable[None]]
"""Commits one inbound message; only when it returns may the platform be told it was taken."""


class Channel(Protocol):
    """One platform. `send` raises only ChannelError's classes."""

    name: str
    capabilities: Capabilities

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message, split under the limit; buttons go with the last piece.

        Its handouts have their content.
        """

    async def acknowledge(self, inbound: Inbound) -> None:
        """Tell the platform a button press was seen, where it shows a spinner until then."""

    async def receive(self, accept: Accept) -> None:
        """Take messages until cancelled, each committed through `accept` before it is confirmed."""

    async def close(self) -> None:
        """Give back connections."""


Channels = Mapping[tuple[int, str], Channel]
"""The open channels, by commune id and name."""
