"""Functions run in child processes, correct and faulty. Imports nothing large."""

import os
import signal
import time
from pathlib import Path


def doubled(text: str) -> bytes:
    """A result, and something printed besides."""
    os.write(1, b"printed by a library")
    return (text * 2).encode()


def nothing() -> bytes:
    """No result."""
    return b""


def fails(secret: str) -> bytes:
    """Raises an error whose message repeats user text."""
    raise ValueError(secret)


def eats_memory() -> bytes:
    """Allocates memory without end."""
    held = []
    while True:
        held.append(bytes(50 * 1024 * 1024))


def counts_without_end() -> bytes:
    """Uses the processor without end."""
    while True:
        pass


def hangs() -> bytes:
    """Waits without end, using nothing."""
    while True:
        time.sleep(60)


def dies() -> bytes:
    """Is killed from outside, as the system does when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b"still here"


def leaves() -> bytes:
    """Ends as if all were well, with no result."""
    os._exit(0)


def own_number(path: str) -> bytes:
    """Writes which process it is into a pipe, then waits without end."""
    Path(path).write_text(str(os.getpid()))
    return hangs()


def environment() -> bytes:
    """All its environment variables."""
    return "\n".join(f"{name}={value}" for name, value in os.environ.items()).encode()
