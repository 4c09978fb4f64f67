"""The moments at which the program is killed, each between two of its steps."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

from tests.faults.office import Office
from tests.stories.world import BUILDER, ECONOMIST

A_MOMENT = 0.03
"""Seconds within which the test server reaches the awaited moment."""

Kill = Callable[[Office, random.Random], Awaitable[None]]
"""Waits for its moment; the program is running and everybody may write."""


async def delivered_not_recorded(office: Office, chance: random.Random) -> None:
    """A message has arrived, and the program does not know it yet."""
    office.server.fail("silent_after")
    office.write(BUILDER)
    await _met(office)


async def claimed_not_sent(office: Office, chance: random.Random) -> None:
    """A message was claimed and written to the wire, and did not arrive."""
    office.server.fail("silent_before")
    office.write(ECONOMIST)
    await _met(office)


async def kept_not_confirmed(office: Office, chance: random.Random) -> None:
    """A message is stored and handled, but not confirmed to Telegram."""
    await _polling(office)
    office.server.fail("silent_before", method="getUpdates")
    office.write(BUILDER)
    await _met(office)
    await office.until(office.handled)
    assert office.server.unconfirmed()


async def fetched_not_kept(office: Office, chance: random.Random) -> None:
    """Telegram gave a message, and the program never got to read it."""
    await _polling(office)
    office.server.fail("silent_after", method="getUpdates")
    office.write(BUILDER)
    await _met(office)
    office.write(ECONOMIST)
    await asyncio.sleep(A_MOMENT)


async def at_random(office: Office, chance: random.Random) -> None:
    """Anywhere: while it wakes, fires, sends, reads or answers."""
    for post in chance.choices(list(office.writers()), k=chance.randrange(4)):
        office.write(post)
        await asyncio.sleep(chance.uniform(0, 0.15))
    await asyncio.sleep(chance.uniform(0, 0.9))


async def _polling(office: Office) -> None:
    """The program has received everything and polls for more."""
    await office.until(lambda: not office.server.unconfirmed())


async def _met(office: Office) -> None:
    """The program has met the fault set for it."""
    await office.until(lambda: not office.server.troubles_ahead())
    await asyncio.sleep(A_MOMENT)


KILLS: tuple[Kill, ...] = (
    delivered_not_recorded,
    claimed_not_sent,
    kept_not_confirmed,
    fetched_not_kept,
)


async def live(
    office: Office, days: Sequence[str], kills: Sequence[Kill], chance: random.Random
) -> None:
    """Live through the days, killed so often on each; every evening finds all work done."""
    each = -(-len(kills) // len(days))
    for place, day in enumerate(days):
        office.foretell(f"{day}T07:30", f"{day}T08:01")
        for number, kill in enumerate(kills[place * each : (place + 1) * each]):
            office.write(BUILDER)
            office.strangers.write()
            await office.start(f"{day}T{'07:59' if number == 0 else '08:01'}")
            await kill(office, chance)
            await office.kill()
        await office.start(f"{day}T09:00")
        await office.calm()
        await office.stop()
