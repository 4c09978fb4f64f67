"""One message of one known person: what every command and every answer is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.queries.reader import Reader
from scheduler.delivery.channel import Capabilities
from scheduler.work.change import ChangeContext
from storage.person import Address, Person


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """Who speaks, where, when (UTC), in which words. `about` are the numbers replied to;
    `lately` those of the last digest, on a channel that knows no replies. `channels` are those
    that are open. `page` is the page of a list that is asked for, from 1.
    """

    person: Person
    address: Address
    text: str
    about: tuple[int, ...] = ()
    lately: tuple[int, ...] = ()
    channels: Mapping[str, Capabilities] = field(default_factory=dict)
    page: int = 1

    def context(self) -> ChangeContext:
        """The speaker's words as the context of a change."""
        return ChangeContext(self.session, self.office, self.actor, self.now, self.text)
