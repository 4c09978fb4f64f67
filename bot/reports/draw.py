"""Draws in a process of its own: what drawing loads is given back, and nothing else waits for it.

A drawing is a partial of a module's function over plain frozen values. It goes to the process and
its bytes come back; as a program (`python -m bot.reports.draw`) this file is that process.
"""

import asyncio
import pickle  # nosec B403 # the process reads only what its own parent wrote
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable

Drawing = Callable[[], bytes]
"""Makes a file's content; needs no database, and loads what it needs when it is called."""

PATIENCE = 60.0
"""Seconds after which a drawing is given up; less than the lease of what waits for it."""


class DrawingFailed(Exception):
    """The process that drew ended without a drawing; what it said is in the program's log"""


async def apart(drawing: Drawing) -> bytes:
    """What a drawing makes. Raises DrawingFailed, and TimeoutError when it takes too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.reports.draw", stdin=PIPE, stdout=PIPE
    )
    try:
        async with asyncio.timeout(PATIENCE):
            content, _ = await process.communicate(pickle.dumps(drawing))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not content:
        raise DrawingFailed(f"ended with {process.returncode}")
    return content


async def in_thread(drawing: Drawing) -> bytes:
    """What a drawing makes, in this process: what it loads stays loaded."""
    return await asyncio.to_thread(drawing)


def main() -> None:
    """Read one drawing, write what it makes."""
    drawing: Drawing = pickle.load(sys.stdin.buffer)  # nosec B301 # see above
    sys.stdout.buffer.write(drawing())


if __name__ == "__main__":
    main()
