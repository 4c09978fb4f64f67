"""Reads the stored files of the release."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.release.queue import JOBS
from tests.release.rows import read_lines

FILES = Path(__file__).parent


def _unpacked(name: str) -> str:
    return gzip.decompress((FILES / name).read_bytes()).decode()


MEMORY: dict[str, Any] = json.loads(_unpacked("platforms.json.gz"))
LINES = read_lines(_unpacked("rows.jsonl.gz"))
ROWS = [line for line in LINES if line[0] != JOBS]
QUEUED = [row for name, row in LINES if name == JOBS]
SPELLINGS: dict[str, Any] = json.loads((FILES / "spellings.json").read_text(encoding="utf-8"))

NOW = datetime.fromisoformat(MEMORY["now"])
LAST_SHOWN = {
    "telegram": MEMORY["telegram"]["last_id"],
    "zalo": MEMORY["zalo"]["last_id"],
    "web": max(row["id"] for name, row in ROWS if name == "web_message"),
}
"""By platform the id of the last message that the release can have shown."""
