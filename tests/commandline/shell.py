"""Runs the command line as a user, in a folder of its own."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import app
from bot.settings import DEFAULTS

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "plans" / "nguyen-luong-bang-2025.yaml"
YEARLY = ROOT / "plans" / "khung-cuoi-nam.yaml"
TOKEN = "7000000001:AAE-test-token_of-a-bot-nobody-has0"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and the lines it printed."""

    code: int
    lines: list[str]
    errors: list[str]


class Shell:
    """A user in a folder, with an environment that contains only the given settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str | Path, **settings: str) -> Said:
        """Run `nhacviec` with arguments and settings until it ends. In this process, since starting
        one takes longer than the command.
        """
        return self._here(*words, **settings)

    def answering(self, answers: Sequence[str], *words: str | Path, **settings: str) -> Said:
        """The same, with a line typed for each question."""
        return self._here(*words, typed="".join(f"{line}\n" for line in answers), **settings)

    def _here(self, *words: str | Path, typed: str | None = None, **settings: str) -> Said:
        nothing = dict.fromkeys(DEFAULTS)
        before = dict(os.environ)
        try:
            with contextlib.chdir(self.folder):
                done = CliRunner().invoke(
                    app, list(map(str, words)), input=typed, env={**nothing, **settings}
                )
        finally:
            os.environ.clear()
            os.environ.update(before)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout.splitlines(), done.stderr.splitlines())

    def alone(self, *words: str | Path, **settings: str) -> Said:
        """The same in a process of its own."""
        kept = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, words)],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(ROOT), **settings},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return Said(done.returncode, done.stdout.splitlines(), done.stderr.splitlines())
