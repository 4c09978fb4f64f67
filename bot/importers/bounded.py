"""Reading a paper in a process of its own: no file takes the program's time or memory."""

import json
import subprocess  # nosec B404 # our own program, without a shell
import sys
from pathlib import Path

from bot.importers import paper_reading
from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_reading import SECONDS, ReadPaper, decode

ROOT = Path(__file__).parents[2]
PATIENCE = SECONDS + 10
"""Seconds until the process is ended from outside, whatever it waits for."""


def read_bounded(content: bytes) -> ReadPaper:
    """What a file says, as `read_paper`; to be called off the event loop. Raises RefusedPaper."""
    command = [sys.executable, "-m", paper_reading.__name__]
    try:
        done = subprocess.run(  # nosec B603 # the words are our own
            command, input=content, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise RefusedPaper("slow") from slow
    if done.returncode != 0:
        raise RefusedPaper("slow" if done.returncode < 0 else "broken")
    told = json.loads(done.stdout)
    if told.get("refused") == MarkedPaper().why:
        raise MarkedPaper
    if "refused" in told:
        raise RefusedPaper(told["refused"])
    return decode(told)
