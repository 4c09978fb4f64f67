"""A turn: one message of one linked person, from which every answer is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.queries.reader import Reader
from scheduler.delivery.channel import Capabilities
from scheduler.delivery.typed_answers import Choice
from scheduler.work.change import ChangeContext
from storage.delivery import numbers_of_last_digest
from storage.dialog import Dialog
from storage.milestone import Milestone
from storage.person import Address, Person


@dataclass(slots=True)
class MessageCache:
    """What was read from the database for one message, shared by all turns made of it.

    - looked_for: `question`, the chat's open question, was read.
    - offered: letters under the newest message, with the ids of their buttons.
    - has_cards: the chat may have cards on screen.
    - milestones: by number.
    - led: the open milestones led by posts, by the posts' ids.
    """

    looked_for: bool = False
    question: Dialog | None = None
    offered: tuple[Choice, ...] = ()
    has_cards: bool = True
    milestones: dict[int, Milestone] = field(default_factory=dict)
    led: dict[frozenset[int], list[Milestone]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """Who speaks, where, when (aware UTC), in which words.

    - about: numbers of the items in the message replied to.
    - channels: the open channels of the commune.
    - page: the page of a list that is asked for, from 1.
    - sign_in: id of the page's session that speaks; None on other channels and in training.
    - album: what the platform calls the album that the message is part of; "" for none.
    - changed: collects milestones whose reminders are rescheduled together; None: at once.
    """

    person: Person
    address: Address
    text: str
    about: tuple[int, ...] = ()
    channels: Mapping[str, Capabilities] = field(default_factory=dict)
    page: int = 1
    cache: MessageCache = field(default_factory=MessageCache)
    changed: list[Milestone] | None = None
    sign_in: int | None = None
    album: str = ""

    def context(self) -> ChangeContext:
        return ChangeContext(
            self.session, self.office, self.actor, self.now, self.text, self.changed
        )

    def last_digest_numbers(self) -> tuple[int, ...]:
        """Item numbers of the last digest, if the channel has no replies to messages; else none."""
        able = self.channels.get(self.address.channel)
        if able and able.replies:
            return ()
        return numbers_of_last_digest(self.session, self.address, self.now)
