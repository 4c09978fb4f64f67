"""What a drain sends to web pages beside the platforms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from scheduler.delivery.channel import (
    Block,
    Capabilities,
    Handout,
    Outgoing,
    PermanentError,
    Receipt,
)
from scheduler.delivery.lease import LEASE
from scheduler.delivery.local_channels import LocalSender
from scheduler.delivery.message_json import encode
from scheduler.delivery.outbox import SEND_BATCH
from scheduler.delivery.recording import OutcomeRecorder
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.person import Address
from storage.words import DeliveryKind
from tests.scheduler.outbox_stage import (
    FAST,
    OTHER_CHANNEL,
    SECOND,
    WORDS,
    Stage,
    crowd,
)
from tests.scheduler.small_commune import CHANNEL, NOW


@dataclass
class Page:
    """A channel whose messages are stored in the transaction that records them."""

    capabilities: Capabilities
    name: str = OTHER_CHANNEL
    posted: list[tuple[str, str]] = field(default_factory=list)
    shown: list[set[str]] = field(default_factory=list)

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        self.posted += [(address, message.plain) for address, message in posted]
        return [Receipt("k") for _ in posted]

    def wake_pages(self, addresses: set[str]) -> None:
        self.shown.append(addresses)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        return Receipt("s")

    async def acknowledge(self, inbound: object) -> None: ...

    async def receive(self, accept: object) -> None: ...

    async def close(self) -> None: ...


async def test_a_drain_counts_web_pages_and_platform_messages(own_copy: Database) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead", place=-1)
    stage.tell("lead", "other")
    assert await stage.drain() == 2
    assert page.posted == [("lead-zalo", "news")]
    assert stage.platform.addressees == ["other"]


async def test_an_answer_to_a_web_page_does_not_wait_for_the_claim(
    own_copy: Database,
) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead")
    crowd(stage, SEND_BATCH + 5)
    heard_before: list[int] = []

    async def ask(address: str) -> None:
        if not stage.platform.sent:
            stage.reply("lead", channel=OTHER_CHANNEL)
        if page.posted and not heard_before:
            heard_before.append(len(stage.platform.sent))

    stage.platform.before = ask
    assert await stage.drain() == SEND_BATCH + 6
    assert page.posted == [("lead-zalo", "answer")]
    assert heard_before == [SEND_BATCH]


async def test_a_message_with_a_file_is_posted_alone_to_a_web_page(
    own_copy: Database,
) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead")
    with stage.commune() as commune:
        found = select(Address).where(Address.channel == OTHER_CHANNEL)
        chat = commune.session.scalars(found).one()
        message = Outgoing((Block(("x",)),), handouts=(Handout(1, "n", "png"),))
        row = {
            "sort": DeliveryKind.ANSWER,
            "address_id": chat.id,
            "fire_at": NOW,
            "not_before": NOW,
        }
        body = encode(message)
        commune.session.add(Delivery(person_id=chat.person_id, body=body, **row))
    assert await stage.drain() == 1
    assert page.posted == []
    assert stage.rows()[0].message_id == "s"


async def test_a_page_gets_nothing_that_another_process_claimed_meanwhile(
    own_copy: Database,
) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(4096, True, False, FAST), CHANNEL)
    stage.tell("lead", "other")
    ours = stage.claim()
    stage.machine.set(NOW + LEASE + SECOND)
    (theirs,) = stage.claim(busy=["other"])
    recorder = OutcomeRecorder(own_copy, stage.clock, WORDS, {(1, CHANNEL): page})
    local = LocalSender(own_copy, stage.clock, {(1, CHANNEL): page}, recorder.record)
    stored, _ = await local.store_all(ours)
    assert (stored, page.posted) == (1, [("other", "news")])
    assert theirs.envelopes[0].address == "lead"
