"""The state of the platforms and browsers of the release's office, as plain values and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tests.servers.office_page import OfficePage
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_html import Entity
from tests.servers.telegram_world import Chat, Sent
from tests.servers.zalo import ZaloServer
from tests.stories.world import Platform, World

Json = dict[str, Any]

JPEG = b"\xff\xd8\xff"
"""How the content of every file begins that Telegram still has."""


@dataclass(frozen=True, slots=True)
class Office:
    """One program, and its people as they are met on each platform."""

    telegram: World
    zalo: World
    page: World

    @property
    def site(self) -> OfficePage:
        """The people at the office's own page."""
        assert isinstance(self.page.people, OfficePage)
        return self.page.people

    @property
    def worlds(self) -> Mapping[str, World]:
        """By the platform's name."""
        return {"telegram": self.telegram, "zalo": self.zalo, "web": self.page}


def memory_of(office: Office) -> Json:
    """The state of the platforms, and the person behind each chat."""
    telegram, zalo = office.telegram.people, office.zalo.people
    assert isinstance(telegram, TelegramServer)
    assert isinstance(zalo, ZaloServer)
    return {
        "now": office.telegram.clock.now().isoformat(),
        "chats": {name: world.chats for name, world in office.worlds.items()},
        "telegram": {
            "last_id": telegram.world.next_id(),
            "chats": [asdict(chat) for chat in telegram.world.chats.values()],
            "sent": [asdict(sent) | {"file": None} for sent in telegram.world.sent],
            "files": {name: len(content) for name, content in telegram.world.files.items()},
        },
        "zalo": zalo.memory(),
    }


def recall(name: str, people: Platform, memory: Json) -> None:
    """Make a fresh server the one that remembers this."""
    if isinstance(people, TelegramServer):
        _recall_telegram(people, memory["telegram"])
    elif isinstance(people, ZaloServer):
        people.recall(memory["zalo"])
    else:
        assert isinstance(people, OfficePage)
        for post in memory["chats"][name]:
            people.person(post)


def _recall_telegram(server: TelegramServer, memory: Json) -> None:
    world = server.world
    world.start_at(memory["last_id"])
    world.chats.update({chat["id"]: Chat(**chat) for chat in memory["chats"]})
    world.files.update({name: JPEG + bytes(size) for name, size in memory["files"].items()})
    for sent in memory["sent"]:
        entities = [Entity(**entity) for entity in sent["entities"]]
        world.sent.append(Sent(**{**sent, "entities": entities}))
