"""What some channels can do beside sending and receiving."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

from scheduler.delivery.channel import Capabilities, Channel, Inbound, Outgoing

T = TypeVar("T")

NAMES = ("telegram", "web", "zalo")
"""What channels are called."""


def of_commune(channels: Mapping[tuple[int, str], T], commune_id: int) -> dict[str, T]:
    """What is there of one commune, by the channel's name."""
    return {name: channels[commune_id, name] for name in NAMES if (commune_id, name) in channels}


class Able(Mapping[tuple[int, str], Capabilities]):
    """What channels can do, by commune and name, as they are at this moment."""

    def __init__(self, channels: Mapping[tuple[int, str], Channel]) -> None:
        self._channels = channels

    def __getitem__(self, key: tuple[int, str]) -> Capabilities:
        return self._channels[key].capabilities

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self._channels)

    def __len__(self) -> int:
        return len(self._channels)


@runtime_checkable
class HookedChannel(Channel, Protocol):
    """A channel whose platform can call us: with a `webhook_url` it does, once it was told so by
    `hook`, else it is polled by `receive`.

    A call is the platform's own when its header of the name `webhook_header` holds
    `webhook_secret`.
    """

    webhook_header: str
    webhook_secret: str
    webhook_url: str | None

    async def hook(self) -> str:
        """Tell the platform where to call; our own name there. Raises ChannelError's classes."""

    def read(self, update: Mapping[str, Any], known_as: str = "") -> Inbound | None:
        """The message in one call; None where nothing is in it for us. `known_as` is our own name
        there, as far as it is known.

        Raises any exception when the update does not have the platform's shape.
        """


@runtime_checkable
class EditingChannel(Protocol):
    """A channel whose `capabilities.edits` is true: what it has shown can be shown anew."""

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        """Show this in the place of a message of ours; the same again changes nothing.

        Raises ChannelError's classes: MessageRefused where that message cannot be changed.
        """


class MenuScope(StrEnum):
    """Which chats a menu is for that have none of their own."""

    EVERYBODY = "everybody"
    GROUPS = "groups"


Menu = Sequence[tuple[str, str]]
"""Words that may be typed after a slash, each with what it is for."""


@runtime_checkable
class LinkedChannel(Protocol):
    """A channel whose platform has addresses that open a chat with us and say a code there."""

    async def link(self, code: str) -> str:
        """The address for a code. Raises ChannelError's classes."""


@runtime_checkable
class MenuChannel(Protocol):
    """A channel whose platform offers commands beside the text field."""

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        """Offer these, in one chat by its address or in all of a scope; with an empty menu a chat
        has that of everybody again. Raises ChannelError's classes.
        """


@runtime_checkable
class FileChannel(Protocol):
    """A channel whose `capabilities.files` is true: it gives the files that came with messages."""

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content behind an attachment's `ref`, of at most `limit` bytes.

        Raises FileTooBig, and otherwise ChannelError's classes: TemporaryError where it may work
        later.
        """
