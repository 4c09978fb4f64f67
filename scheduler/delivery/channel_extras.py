"""What only some channels can do, besides sending and receiving."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

from scheduler.delivery.channel import Capabilities, Channel, Inbound, Outgoing

T = TypeVar("T")

CHANNEL_NAMES = ("telegram", "web", "zalo")


def channels_of_commune(channels: Mapping[tuple[int, str], T], commune_id: int) -> dict[str, T]:
    return {
        name: channels[commune_id, name] for name in CHANNEL_NAMES if (commune_id, name) in channels
    }


class ChannelCapabilities(Mapping[tuple[int, str], Capabilities]):
    """The present capabilities of open channels, by commune id and channel name."""

    def __init__(self, channels: Mapping[tuple[int, str], Channel]) -> None:
        self._channels = channels

    def __getitem__(self, key: tuple[int, str]) -> Capabilities:
        return self._channels[key].capabilities

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self._channels)

    def __len__(self) -> int:
        return len(self._channels)


@runtime_checkable
class WebhookChannel(Channel, Protocol):
    """A channel whose platform can call us instead of being polled by `receive`.

    With a `webhook_url`, `register_webhook` registers it. A request is genuine when its header
    `webhook_header` holds `webhook_secret`.
    """

    webhook_header: str
    webhook_secret: str
    webhook_url: str | None

    async def register_webhook(self) -> str:
        """Register the webhook; returns our own name there. Raises ChannelError's classes."""

    def read(self, update: Mapping[str, Any], user_name: str = "") -> Inbound | None:
        """The message in one request; None when it has none for us.

        `user_name` is our own name there, "" if unknown. Raises any exception for an update of
        another shape.
        """


@runtime_checkable
class EditingChannel(Protocol):
    """A channel with `capabilities.edits`: a message it has sent can be replaced."""

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        """Replace a message of ours; the same content again changes nothing.

        Raises ChannelError's classes; MessageRefused when that message cannot be changed.
        """


class MenuScope(StrEnum):
    """The chats that a menu applies to, except chats with a menu of their own."""

    EVERYBODY = "everybody"
    GROUPS = "groups"


Menu = Sequence[tuple[str, str]]
"""Pairs of a command to type after a slash and its description."""


@runtime_checkable
class LinkedChannel(Protocol):
    """A channel whose platform has links that open a chat with us and send a code."""

    async def link(self, code: str) -> str:
        """The link for a code. Raises ChannelError's classes."""


@runtime_checkable
class MenuChannel(Protocol):
    """A channel whose platform offers commands next to the text field."""

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        """Set the menu of one chat, by its address, or of a scope.

        An empty menu gives a chat that of everybody again. Raises ChannelError's classes.
        """


@runtime_checkable
class FileChannel(Protocol):
    """A channel with `capabilities.files`: it fetches the files that came with messages."""

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of an attachment by its `ref`.

        Raises FileTooBig above `limit` bytes, TemporaryError when it may work later, and otherwise
        ChannelError's classes.
        """
