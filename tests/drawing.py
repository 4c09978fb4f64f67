"""Drawing without a child process, for the many tests that are not about processes."""

import asyncio
import pickle

from bot.sandbox.call import Call


async def draw_in_process(call: Call) -> bytes:
    """What a call makes, in this process; its values go through pickle as they would to a child."""
    carried: Call = pickle.loads(pickle.dumps(call))
    return await asyncio.to_thread(carried.perform)
