"""Reads papers and looks for marks in files in a child process, bounded in time and memory."""

import json

from bot.importers.file_kinds import kind_of
from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_reading import ReadPaper, decode
from bot.sandbox.call import Call
from bot.sandbox.runner import Bounds, ChildFailed, OutOfMemory, TookTooLong, run

READ = "bot.importers.paper_reading:read_encoded"
MARKED = "bot.importers.file_marks:bears_mark_encoded"
BOUNDS = Bounds(processor=20, clock=30.0)


async def read_in_child(content: bytes) -> ReadPaper:
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


async def bears_mark(content: bytes) -> bool:
    """Whether a file bears a mark of secrecy; False for a picture, or one that cannot be read."""
    if kind_of(content) in ("jpeg", "png"):
        return False
    try:
        return bool(json.loads(await run(Call(MARKED, (content,)), BOUNDS)))
    except ChildFailed:
        return False
