"""Shared by the drivers: sending one message over a kept connection, counting, timing."""

import asyncio
import http.client
import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

TOKEN = "7000000001:AAE-token_of-a-bot-nobody-has00000"
WORDS = "5. Ke hoach kiem tra, giam sat nam 2026: con 7 ngay. Han 28/11/2025."
PATIENCE = 240.0

_own = threading.local()


@dataclass(frozen=True)
class Result:
    """Seconds: to store all reminders; CPU time and wall time to send them."""

    store: float
    processor: float
    wall: float


def body(number: int) -> dict[str, object]:
    """The request body of the message to one chat."""
    return {"chat_id": number, "text": WORDS, "reply_markup": {"inline_keyboard": []}}


def path() -> str:
    """The URL path of sendMessage."""
    return f"/bot{TOKEN}/sendMessage"


def address() -> str:
    """The base URL of the Bot API, from the environment."""
    return os.environ["BENCH_URL"]


def is_restart() -> bool:
    """Whether the former process was killed, so all reminders are stored already."""
    return "BENCH_AGAIN" in os.environ


def send(number: int) -> None:
    """Send one message, over a connection of this thread's own."""
    connection = getattr(_own, "connection", None)
    if connection is None:
        place = urlsplit(address())
        connection = _own.connection = http.client.HTTPConnection(place.hostname or "", place.port)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", path(), json.dumps(body(number)), headers)
    with connection.getresponse() as answer:
        assert json.load(answer)["ok"]


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process and its descendants."""
    below = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        below[int(each.name)] = (int(fields[1]), sum(map(int, fields[11:15])))
    total, wanted = 0, {pid}
    while wanted:
        total += sum(below[each][1] for each in wanted if each in below)
        wanted = {each for each, (parent, _) in below.items() if parent in wanted}
    return total / os.sysconf("SC_CLK_TCK")


def print_result(result: Result) -> None:
    """Print the result as JSON for the process that started the driver."""
    sys.stdout.write(json.dumps(asdict(result)) + "\n")
    sys.stdout.flush()


class Countdown:
    """Counts sent messages; the last one sets `done`."""

    def __init__(self, count: int, done: threading.Event | asyncio.Event) -> None:
        self._done = done
        self._left = count
        self._lock = threading.Lock()

    def one(self) -> None:
        """Count one message."""
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._done.set()


class Stopwatch:
    """Seconds since its creation: wall time, and CPU time of this process."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    @property
    def wall(self) -> float:
        """Wall seconds."""
        return time.perf_counter() - self._clock

    @property
    def processor(self) -> float:
        """CPU seconds of this process."""
        return time.process_time() - self._processor
