"""Samples in the documented format: our own in this folder, and the shared ones if present."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.calendar.working_time import Calendar

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "language"

# The days off that the samples fall among.
CALENDAR = Calendar(
    frozenset(
        {date(2025, 9, day) for day in (1, 2)}
        | {date(2026, 1, 1), date(2026, 1, 2)}
        | {date(2026, 2, day) for day in range(14, 23)}
        | {date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)}
    ),
    frozenset({date(2026, 1, 10)}),
)


def lines(path: Path) -> list[dict[str, Any]]:
    """The samples of a file; none where the file is not there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
