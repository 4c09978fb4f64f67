"""Reads a paper in a child process with bounds on time and memory."""

import json

from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_reading import ReadPaper, decode
from bot.sandbox.call import Call
from bot.sandbox.runner import Bounds, ChildFailed, OutOfMemory, TookTooLong, run

READ = "bot.importers.paper_reading:read_encoded"
BOUNDS = Bounds(processor=20, clock=30.0)


async def read_bounded(content: bytes) -> ReadPaper:
    """The content of a paper. Raises RefusedPaper, MarkedPaper for one marked secret."""
    try:
        answer = json.loads(await run(Call(READ, (content,)), BOUNDS))
    except TookTooLong as slow:
        raise RefusedPaper("slow") from slow
    except OutOfMemory as large:
        raise RefusedPaper("bomb") from large
    except ChildFailed as failed:
        raise RefusedPaper("broken") from failed
    if answer.get("refused") == MarkedPaper().why:
        raise MarkedPaper
    if "refused" in answer:
        raise RefusedPaper(answer["refused"])
    return decode(answer)
