"""One message of one known person: what every command and every answer is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.queries.reader import Reader
from scheduler.delivery.channel import Capabilities
from scheduler.work.change import ChangeContext
from storage.delivery import last_digest
from storage.dialog import Dialog
from storage.milestone import Milestone
from storage.person import Address, Person


@dataclass(slots=True)
class Known:
    """What was read of the database for one message so far, so that nothing is read twice.

    All turns that are made of one message share it. `question` is the chat's open question, as far
    as it was `looked_for`; `offered` are the ids of the numbered answers under the newest message;
    `has_cards` tells whether the chat may show items whole. `milestones` are those that were read,
    by the numbers people type; `led` are the open ones that some posts lead, by the posts' ids.
    """

    looked_for: bool = False
    question: Dialog | None = None
    offered: tuple[str, ...] = ()
    has_cards: bool = True
    milestones: dict[int, Milestone] = field(default_factory=dict)
    led: dict[frozenset[int], list[Milestone]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """Who speaks, where, when (UTC), in which words. `about` are the numbers replied to.
    `channels` are those that are open. `page` is the page of a list that is asked for, from 1.
    `changed` is the list of an context whose changes are made together.
    """

    person: Person
    address: Address
    text: str
    about: tuple[int, ...] = ()
    channels: Mapping[str, Capabilities] = field(default_factory=dict)
    page: int = 1
    known: Known = field(default_factory=Known)
    changed: list[Milestone] | None = None

    def context(self) -> ChangeContext:
        """The speaker's words as the context of a change."""
        return ChangeContext(
            self.session, self.office, self.actor, self.now, self.text, self.changed
        )

    def lately(self) -> tuple[int, ...]:
        """The numbers of the last digest, on a channel that knows no replies; else none."""
        able = self.channels.get(self.address.channel)
        if able and able.replies:
            return ()
        return last_digest(self.session, self.address, self.now)
