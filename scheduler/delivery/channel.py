"""The interface of every chat platform: capabilities, messages and errors."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Bold:
    """Text that the platform shows in bold, where it can."""

    text: str


TextPart = str | Bold


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a message; a message that is too long is split between blocks first."""

    parts: tuple[TextPart, ...]

    @property
    def plain(self) -> str:
        return "".join(part.text if isinstance(part, Bold) else part for part in self.parts)


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label, and the words that pressing it stands for, which can also be typed.

    `id` is set when the button is stored; a platform carries only the id. `watch` is the number of
    the milestone whose next change makes the button stale.
    """

    label: str
    say: str
    id: str = ""
    watch: int | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """A file that goes out with a message; `kind` is its extension: png, docx ...

    `instead` says the same in words where the file cannot be shown. `content` is filled just before
    sending. `link` is a public URL for some days, "" when the site is not public.
    """

    id: int
    name: str
    kind: str
    instead: str = ""
    content: bytes = b""
    link: str = ""

    @property
    def picture(self) -> bool:
        """Whether it is shown inline as a picture."""
        return self.kind == "png"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message without any platform's markup.

    `card` is the number of the item whose card it is. `contact` is the label of a button that
    shares the reader's own phone number, where `capabilities.contacts`; "" removes that button.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    handouts: tuple[Handout, ...] = ()
    card: int | None = field(default=None, compare=False)
    contact: str | None = None

    @property
    def plain(self) -> str:
        return "\n\n".join(block.plain for block in self.blocks)


CONTACT = "contact"
"""The kind of an attachment that is the sender's own phone number."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `ref` is the platform's handle for fetching it.

    For a CONTACT `ref` is the keyed mark of the phone number, "" if there is none. `size` is in
    bytes.
    """

    kind: str
    ref: str
    name: str = ""
    size: int = 0


class ChatChange(StrEnum):
    """A change of the chat itself: we are blocked, unblocked, or it has a new address."""

    BLOCKED = "shut"
    OPENED = "opened"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message, button press or chat change from a platform.

    `platform_id` is unique among the messages of one `bot` (its id on the platform, "" on our own
    page): a new bot counts from the start again. `address` is the chat to answer. `press` is
    the id of a pressed button; `reply_to` the platform's id of the message replied to. `at` is the
    platform's time of the message (UTC). `withheld`: its text and files were marked secret and are
    not kept. `moved_to` is the new address of a chat that moved. `edited`: the sender has changed a
    message sent at `at`; `forwarded`: somebody else wrote it. `album` is equal in all messages of
    one album, "" outside of one. `sign_in` is the id of the session in which it was written on our
    page, None elsewhere.
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
    bot: str = ""
    album: str = ""
    edited: bool = False
    forwarded: bool = False
    sign_in: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A platform's confirmation: the message's id there (the first of `pieces` if split)."""

    message_id: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The most messages a platform takes."""

    per_chat_per_second: float
    per_bot_per_second: float
    per_group_per_minute: float


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do. `text_limit` counts UTF-16 units.

    `replies`: a message says which one it replies to. `edits`: the channel is an `EditingChannel`.
    `files`: it is a `FileChannel`. `contacts`: people can share their phone number. `groups`: it
    can post in group chats. `messages_a_month` and `people` are limits for one bot, None for no
    limit. `page_url` is this program's web page, `public_url` its address outside. `chat_link`,
    followed by a code, opens a chat with the bot and hands it the code. These three are "" if
    unknown.
    """

    text_limit: int
    buttons: bool
    edits: bool
    rate_limit: RateLimit
    replies: bool = False
    files: bool = False
    contacts: bool = False
    groups: bool = False
    messages_a_month: int | None = None
    people: int | None = None
    page_url: str = ""
    public_url: str = ""
    chat_link: str = ""


class ChannelError(Exception):
    """The platform did not take the message"""


class TemporaryError(ChannelError):
    """The platform did not take the message now and may later"""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """`retry_after` is in seconds."""
        super().__init__(reason)
        self.retry_after = retry_after


class PermanentError(ChannelError):
    """The platform will never take this message for this address"""


class AddressMoved(PermanentError):
    """The chat has a new address on the platform"""

    def __init__(self, reason: str, new_address: str) -> None:
        super().__init__(reason)
        self.new_address = new_address


class MessageRefused(PermanentError):
    """The platform will never take this message; the address may be fine"""


class FileTooBig(PermanentError):
    """The file is larger than the limit"""


class UnknownOutcome(ChannelError):
    """The message was written and no answer of the platform came: it may have arrived"""


FillHandouts = Callable[[int, Outgoing], Awaitable[Outgoing]]
"""Makes a commune's message with its handouts' content, rendered now if needed.

Handouts that cannot be made are replaced by a sentence that says so. Raises TemporaryError.
"""

AcceptInbound = Callable[[Inbound], Awaitable[None]]
"""Commits one inbound message; the platform's update is confirmed only after it returns."""


class Channel(Protocol):
    """One platform's bot of one commune. `send` raises only ChannelError's classes."""

    name: str
    capabilities: Capabilities

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message with its handouts' content, split to the text limit."""

    async def acknowledge(self, inbound: Inbound) -> None:
        """Confirm a button press to the platform, which shows a spinner until then."""

    async def receive(self, accept: AcceptInbound) -> None:
        """Receive messages until cancelled; each is committed by `accept`, then confirmed."""

    async def close(self) -> None:
        """Close the connections."""


Channels = Mapping[tuple[int, str], Channel]
"""The open channels, by commune id and name."""
