"""Runs every measurement, each with a time limit; then prints measured and wanted values.

usage: python -m bench [NAME ...]      (make bench; all of them unless some are named)
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """A module of this folder, its arguments, and its time limit in seconds."""

    name: str
    arguments: tuple[str, ...] = ()
    limit: int = 300

    @property
    def command(self) -> list[str]:
        """The command that starts it."""
        return ["python", "-m", f"bench.{self.name}", *self.arguments]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number in an output, matched by `shape`, and its bound; `least`: a lower bound."""

    name: str
    what: str
    shape: str
    bound: float
    least: bool = False


RUNS = (
    Run("sending"),
    Run("replying"),
    Run("importing"),
    Run("starting"),
    Run("tick"),
    Run("tick", ("--postgresql",), 400),
    Run("overdue", (), 900),
    Run("web_clients", ("1000",)),
    Run("workers", ("40", "100"), 600),
    Run("peers", (), 900),
    Run("peers.killed", (), 600),
)

WANTED = (
    Wanted(
        "sending", "a reminder, times the library's send", r"sqlite: whole(?: +\S+){2} +(\S+)", 2
    ),
    Wanted(
        "replying",
        "a reply, times a reminder",
        r"(?:sqlite|postgresql): reply(?: +\S+){3} +(\S+)",
        5,
    ),
    Wanted("importing", "store 10,000 milestones, SQLite, s", r"store it \(sqlite\): +(\S+) s", 2),
    Wanted("importing", "the same, PostgreSQL, s", r"store it \(postgresql\): +(\S+) s", 2),
    Wanted("starting", "start to a page, training, s", r"training +\S+ +(\S+)", 3),
    Wanted("starting", "start to a page, office, s", r"office +\S+ +(\S+)", 3),
    Wanted("starting", "idle, training, MB", r"training(?: +\S+){4} +(\S+)", 130),
    Wanted("starting", "idle, office, MB", r"office(?: +\S+){4} +(\S+)", 130),
    Wanted("tick", "a quiet tick, 1,000,000 to 1,000", r"1,000,000 +\S+ +\S+ +(\S+)", 1.2),
    Wanted("overdue", "overdue of a commune, database ms", r"qua han: database +(\S+) ms", 50),
    Wanted("overdue", "the board, ms", r"board: .*whole +(\S+) ms", 300),
    Wanted("web_clients", "on 1,000 pages, s", r"1,000 +1,000 +1,000 +\S+ +(\S+)", 2),
    Wanted("web_clients", "most memory, MB", r"1,000 +1,000 +1,000(?: +\S+){4} +(\S+)", 300),
    Wanted("workers", "the server's part of a reminder, ms", r"workers? +(?:\S+ +){4}(\S+)", 0.6),
    Wanted("workers", "two workers to one", r"two deliver (\S+) times", 1.7, least=True),
    Wanted("peers", "a reminder, times the durable peer", r"ours is (\S+) times", 0.4),
    Wanted("peers", "the same, its server counted", r"with its server: (\S+)", 0.4),
)
"""The bounds; every match in the output of a run gets a line."""


def output_of(run: Run) -> str:
    """Run one measurement and echo it; its output."""
    print(f"\n== {' '.join(run.command)}", flush=True)
    began, lines = time.monotonic(), []
    process = subprocess.Popen(
        ["timeout", str(run.limit), sys.executable, *run.command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line)
    code = process.wait()
    ended = {0: "done", 124: "ended: too long"}.get(code, f"failed ({code})")
    print(f"-- {ended} after {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f}")
    return "".join(lines)


def table(outputs: Sequence[tuple[Run, str]]) -> Iterator[str]:
    """A line for each bound: measured, wanted, and their ratio."""
    yield f"{'':<42} {'measured':>9} {'wanted':>8} {'ratio':>6}"
    for run, text in outputs:
        for wanted in WANTED:
            if wanted.name != run.name:
                continue
            for found in re.findall(wanted.shape, text):
                what = f"{wanted.what}{' (PostgreSQL)' if '--postgresql' in run.arguments else ''}"
                measured = float(found.replace(",", ""))
                bound = f"{'>' if wanted.least else '<'} {wanted.bound}"
                yield f"{what:<42} {measured:>9.2f} {bound:>8} {measured / wanted.bound:>6.2f}"


def main(names: Sequence[str]) -> None:
    """Run the named measurements, or all, and print the table."""
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    print(f"{cores} cores, {memory / 2**30:.0f} GB, load {os.getloadavg()[0]:.1f} at the beginning")
    outputs = [(run, output_of(run)) for run in RUNS if not names or run.name in names]
    print()
    for line in table(outputs):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
