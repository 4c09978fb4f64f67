"""kill -9 seven times: between any two steps, and at random moments with many officials.

No reply and no reminder is lost; after each kill messages being sent may come twice.
"""

import random

from scheduler.delivery.rate_limit import WINDOW_SIZE
from tests.faults.kills import KILLS, at_random, live
from tests.faults.office import Office

SEED = 20251008


async def test_a_kill_between_two_steps_loses_nothing(office: Office) -> None:
    await live(office, ["2025-11-14"], list(KILLS), random.Random(SEED))
    count = office.count()
    assert count.owed
    assert count.twice <= len(KILLS) * WINDOW_SIZE, count


async def test_a_kill_at_any_moment_loses_nothing(office: Office) -> None:
    kills = [at_random] * 3
    await live(office, ["2025-11-14"], kills, random.Random(SEED))
    count = office.count()
    assert count.owed
    assert count.twice <= len(kills) * WINDOW_SIZE, count
