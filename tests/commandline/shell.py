"""The program as whoever installed it calls it: a process in a folder of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    """Somebody in a folder, whose environment says nothing to the program but what is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str | Path, **settings: str) -> Said:
        """`nhacviec` with these words and settings, until it ends by itself."""
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
