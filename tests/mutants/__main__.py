"""`make mutants`: small changes to the code that promises most, and how many its tests notice.

mutmut makes the changes (mutants), finds the tests that reach each one, and runs them in a process
of its own until one fails. This module says which files, which tests and which mutants, by
`groups.toml`, takes out those of `equivalent.toml`, and counts. A mutant is killed when a test
fails; a time-out, a crash or a mutant that no test reaches counts as survived.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from configparser import ConfigParser
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROOMS = ROOT / "var" / "mutants"
PACKAGES = ("bot", "scheduler", "storage")
LEFT_OUT = ("var", "build", "dist")
"""Folders of a checkout that no test reads."""

PYTEST = ("-p", "no:cacheprovider", "-p", "no:xdist", "-k", "not postgresql")
"""No part that slows a start, and no PostgreSQL started for each mutant."""
PROFILE = "--hypothesis-profile=mutants"
MULTIPLIER, CONSTANT = 3, 5
"""A mutant may take three times (the normal time of its tests plus five seconds)."""

MUTMUT = "from mutmut.__main__ import cli; cli()"
KILLED = (1, 3)
"""How pytest ends when a test failed, and when a mutant broke pytest itself."""
ENDS = {0: "survived", 5: "no tests", 33: "no tests", -24: "time-out", -9: "time-out"}
"""Other exit codes of a mutant's tests; any other one is a crash."""


class Change(NamedTuple):
    """The place of a mutant: the function (Class.method), its lines before and after."""

    function: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutant: mutmut's name, its place, and the change as a diff."""

    name: str
    change: Change
    diff: str


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one group; `made` counts the equivalent mutants, `sampled` does not."""

    group: str
    made: int
    equivalent: int
    sampled: int
    survivors: Sequence[tuple[Mutant, str]]
    seconds: float

    @property
    def rate(self) -> float:
        """Killed mutants in percent of those sampled."""
        return 100 * (1 - len(self.survivors) / self.sampled)

    def __str__(self) -> str:
        killed = self.sampled - len(self.survivors)
        figures = (self.made, self.equivalent, self.sampled, killed, len(self.survivors))
        cells = "".join(f"{figure:>10}" for figure in figures)
        return f"{self.group:<12}{cells}{self.rate:>8.1f} %{self.seconds:>8.0f} s"


HEAD = f"{'group':<12}" + "".join(
    f"{name:>10}"
    for name in ("made", "equivalent", "sampled", "killed", "survived", "rate", "took")
)


class StaleEntry(ValueError):
    """An entry of equivalent.toml has no reason, or fits no mutant, or several"""


def prepare(group: str, sources: Sequence[str], tests: Sequence[str]) -> Path:
    """A folder with links to the checkout and mutmut's settings for this group."""
    missing = [path for path in (*sources, *tests) if not (ROOT / path).exists()]
    if missing:
        raise FileNotFoundError(f"groups.toml, {group}: {', '.join(missing)}")
    room = ROOMS / group
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    known = [path for path in ROOT.iterdir() if path.name[0] != "." and path.name not in LEFT_OUT]
    for path in known:
        (room / path.name).symlink_to(path)
    settings = ConfigParser()
    settings["mutmut"] = {
        "source_paths": "\n".join(PACKAGES),
        "only_mutate": "\n".join(sources),
        "also_copy": "\n".join(path.name for path in known if path.name not in PACKAGES),
        "pytest_add_cli_args": "\n".join((*PYTEST, PROFILE)),
        "pytest_add_cli_args_test_selection": "\n".join(tests),
        # Each mutant starts from a process that has imported the tests and run none of them.
        "process_isolation": "forkserver",
        "timeout_multiplier": str(MULTIPLIER),
        "timeout_constant": str(CONSTANT),
        "use_git_change_detection": "false",
    }
    with (room / "setup.cfg").open("w", encoding="utf-8") as file:
        settings.write(file)
    return room


def run(room: Path, *arguments: str) -> str:
    """The output of Python in that folder; on failure exits with the log."""
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=room, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{room}: mutmut failed\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def without(mutants: Sequence[Mutant], entries: Sequence[dict[str, Any]]) -> list[Mutant]:
    """The mutants less those that are listed as equivalent. Raises StaleEntry."""
    by_change = defaultdict(list)
    for mutant in mutants:
        by_change[mutant.change].append(mutant)
    for entry in entries:
        change = Change(entry["function"], entry["was"], entry["becomes"])
        if not entry["reason"] or len(by_change.pop(change, [])) != entry.get("times", 1):
            raise StaleEntry(f"equivalent.toml: {change}")
    return [mutant for several in by_change.values() for mutant in several]


def sample(mutants: Sequence[Mutant], seed: str, size: int) -> list[Mutant]:
    """So many of them, the same in every run; all where there are no more."""

    def drawn(mutant: Mutant) -> str:
        return sha256("\n".join((seed, *mutant.change)).encode()).hexdigest()

    return sorted(mutants, key=drawn)[:size]


def ends(room: Path) -> dict[str, int | None]:
    """How the tests of each mutant ended, by its name."""
    notes = (room / "mutants").rglob("*.py.meta")
    return {
        name: code
        for note in notes
        for name, code in json.loads(note.read_text())["exit_code_by_key"].items()
    }


def try_group(group: str, plan: dict[str, Any], equivalent: Any, workers: int) -> Result:
    """Makes and tries the mutants of one group."""
    begun = monotonic()
    room = prepare(group, plan[group]["sources"], plan[group]["tests"])
    every = [
        Mutant(name, Change(*change), diff)
        for name, *change, diff in json.loads(run(room, "-m", "tests.mutants.making"))
    ]
    telling = without(every, equivalent.get(group, []))
    chosen = sample(telling, plan["seed"], plan["sample"])
    names = [mutant.name for mutant in chosen]
    run(room, "-c", MUTMUT, "run", "--max-children", str(workers), *names)
    ended = ends(room)
    survivors = [
        (each, ENDS.get(ended[each.name] or 0, "crash"))
        for each in chosen
        if ended[each.name] not in KILLED
    ]
    equal = len(every) - len(telling)
    return Result(group, len(every), equal, len(chosen), survivors, monotonic() - begun)


def say(text: str) -> None:
    """Print a line of the report at once, also to a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Tries the groups asked for; 1 where one falls short."""
    plan = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    equivalent = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    every = [name for name, value in plan.items() if isinstance(value, dict)]
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("groups", nargs="*", metavar="group", help=", ".join(every))
    parser.add_argument("--sample", type=int, default=plan["sample"], help="mutants of a group")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="side by side")
    asked = parser.parse_args()
    plan["sample"] = asked.sample
    found = []
    for group in asked.groups or every:
        result = try_group(group, plan, equivalent, asked.workers)
        for mutant, end in result.survivors:
            say(f"\n# {mutant.name}: {end}\n{mutant.diff}")
        say(f"\n{HEAD}\n{result}")
        found.append(result)
    say("\n".join(("", HEAD, *map(str, found))))
    return int(any(result.rate < plan["wanted"] for result in found))


if __name__ == "__main__":
    sys.exit(main())
