"""Runs a call in a child process and returns the bytes it makes."""

import asyncio
import os
import pickle  # nosec B403 # written here, read by our own child
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import child
from bot.sandbox.call import Call

ROOT = Path(__file__).parents[2]
"""The folder that contains the package `bot`."""

KEPT_VARIABLES = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LD_LIBRARY_PATH",
    "MPLCONFIGDIR",
    "PATH",
    "PYTHONPATH",
    "TMPDIR",
    "TZ",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
)
"""Environment variables a child inherits: those Python and its libraries need to start. No setting
of the program is among them, so no token, password or folder of secrets.
"""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Otherwise numpy reserves memory for each core, which counts against the memory bound."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: `memory` in bytes of address space (libraries take most of it),
    `processor` in CPU seconds, `clock` in seconds of wall time.
    """

    memory: int = 1_536 * 1024 * 1024
    processor: int = 60
    clock: float = 60.0


DEFAULT_BOUNDS = Bounds()


class ChildFailed(Exception):
    """The child process ended without a result"""


class TookTooLong(ChildFailed):
    """The child process exceeded its time and was killed"""


class OutOfMemory(ChildFailed):
    """The child process exceeded its memory"""


async def run(call: Call, bounds: Bounds = DEFAULT_BOUNDS) -> bytes:
    """The bytes the call returns. Raises ChildFailed; a cancelled run kills its child."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", child.__name__, str(bounds.memory), str(bounds.processor)),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=ROOT,
        env=environment(os.environ),
    )
    try:
        async with asyncio.timeout(bounds.clock):
            content, _ = await process.communicate(pickle.dumps(call))
    except TimeoutError as error:
        raise TookTooLong(f"not done after {bounds.clock:g} s") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    match process.returncode:
        case child.DONE if content:
            return content
        case child.OUT_OF_MEMORY:
            raise OutOfMemory(f"more than {bounds.memory} bytes")
        case code if code == -signal.SIGXCPU:
            raise TookTooLong(f"more than {bounds.processor} s of the processor")
        case child.FAILED:
            raise ChildFailed(content.decode(errors="replace"))
    raise ChildFailed(f"ended with {process.returncode}")


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child, from this process's own (`ours`)."""
    return {name: ours[name] for name in KEPT_VARIABLES if name in ours} | ONE_THREAD
