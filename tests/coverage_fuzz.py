"""Coverage-guided fuzzing of the readers of outside input: `python -m tests.coverage_fuzz zalo`.

The words behind the target are libFuzzer's, like `-max_total_time=60`. `make fuzz` runs each for a
minute, in a process of its own; what breaks is written into a file that can be given here again.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["bot"]):
    from bot.channels import telegram_updates, zalo_events
    from bot.importers.days import read_days
    from bot.importers.faults import BadDays, BadPlan
    from bot.importers.plan import read_plan

from tests.channels.test_any_update import TELEGRAM, ZALO, check
from tests.channels.test_zalo_events import NOW
from tests.importers.small import CALENDAR, SMALL


def update(data: bytes) -> Any:
    """As the site reads a call: an object, or nothing for us."""
    with contextlib.suppress(ValueError, RecursionError):
        told = json.loads(data)
        return told if isinstance(told, dict) else {}
    return {}


def telegram(data: bytes) -> None:
    """An update gives a message that can be stored, nothing, or a refusal."""
    with contextlib.suppress(*telegram_updates.UNREADABLE):
        check(telegram_updates.inbound_of(update(data), "nhacviec_bot", NOW))


def zalo(data: bytes) -> None:
    """So is an event."""
    with contextlib.suppress(*zalo_events.UNREADABLE):
        check(zalo_events.inbound_of(update(data), NOW))


def plan(data: bytes) -> None:
    """A text gives a plan, or an error with its faults."""
    with contextlib.suppress(BadPlan):
        read_plan(data.decode(errors="replace"), "plan.yaml", 2025, CALENDAR)


def days(data: bytes) -> None:
    """So is a file of days."""
    with contextlib.suppress(BadDays):
        read_days(data.decode(errors="replace"), "days.yaml")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (telegram, zalo, plan, days)
}

SEEDS: Mapping[str, Sequence[str]] = {
    "telegram": [json.dumps(each) for each in TELEGRAM],
    "zalo": [json.dumps(each) for each in ZALO],
    "plan": [SMALL],
    "days": ["off:\n- 2026-02-16\n"],
}
"""Inputs to start from."""


def main(name: str, *words: str) -> None:
    """Fuzz one target until libFuzzer's options end the run or an input fails."""
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS[name]):
            (Path(folder) / str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([sys.argv[0], *words, folder], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
