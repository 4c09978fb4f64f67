"""The child process: `python -m bot.sandbox.child MEMORY PROCESSOR`, started by the runner.

MEMORY is in bytes, PROCESSOR in seconds. The child reads one pickled call from stdin and writes the
bytes it returns to stdout, or one line with the error's class and source lines. The error's message
is left out: it may repeat what a person wrote.
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
"""Exit statuses of a child."""

KILL_DELAY = 5
"""CPU seconds between SIGXCPU, which a child may catch, and SIGKILL, which it may not."""


def main(memory: int, processor: int) -> int:
    """Perform the call within `memory` bytes and `processor` CPU seconds; the exit status."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + KILL_DELAY))
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
            result.write(_location(error).encode())
            return FAILED
    return DONE


def _location(error: Exception) -> str:
    """The class of an error and the source lines of its traceback, without its message."""
    frames = extract_tb(error.__traceback__)
    lines = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__module__}.{type(error).__qualname__} at {lines}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
