"""The child process: `python -m bot.sandbox.child MEMORY PROCESSOR`, started by the runner.

It reads one pickled call from its input. What the call makes goes to its output, or in one line
what failed and where. An error's own words are left out: they may repeat what somebody wrote.
"""

import os
import pickle  # nosec B403 # the parent wrote what is read
import sys
from pathlib import Path
from traceback import extract_tb

from bot.sandbox.call import Call

try:
    import resource
except ImportError:  # Windows: only the parent's clock bounds a child there
    resource = None  # type: ignore[assignment]

DONE, FAILED, OUT_OF_MEMORY = 0, 1, 3
"""What a child's exit status says."""

LAST_WORDS = 5
"""Seconds of the processor between the signal that ends a child and the one it cannot catch."""


def main(memory: int, processor: int) -> int:
    """Perform the call within so many bytes and seconds of the processor; the exit status."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + LAST_WORDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as result:
        # What a library prints is not part of the result.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            call: Call = pickle.load(sys.stdin.buffer)  # nosec B301 # see above
            result.write(call.perform())
        except MemoryError:
            return OUT_OF_MEMORY
        except Exception as error:
            result.write(_where(error).encode())
            return FAILED
    return DONE


def _where(error: Exception) -> str:
    """The class of an error, and the lines that led to it."""
    frames = extract_tb(error.__traceback__)
    lines = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__module__}.{type(error).__qualname__} at {lines}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
