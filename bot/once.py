"""Work that comes once in a database's life, in a process of its own.

What lays tables and reads plans is larger than all that runs afterwards, and what is loaded once
stays loaded: the process that runs for months does not load it.
"""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

FORK = get_context("fork")


class NotDone(Exception):
    """The process ended before its work; what it said is in the program's log"""


def done_apart(work: Callable[[], None]) -> None:
    """Do it there and wait; what it raises is raised here. Raises NotDone where it is killed.

    To be called before there are threads, and with connections of its own: the process is forked,
    so that it need not load again what is loaded already.
    """
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_work, args=(work, there))
    process.start()
    there.close()
    told: Exception | None = NotDone()
    with here, suppress(EOFError):
        told = here.recv()
    process.join()
    if told is not None:
        raise told


def _work(work: Callable[[], None], there: "Connection[Exception | None, None]") -> None:
    try:
        work()
    except Exception as error:
        there.send(error)
    else:
        there.send(None)
