"""Writes settings into `.env`; every other line of the file is kept."""

import re
from collections.abc import Mapping
from pathlib import Path

PRIVATE = 0o600


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Set these values in place of the line that sets them, or of their commented example.

    The file is private (mode 0600) from its first byte on. Raises OSError.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for name, value in values.items():
        _set(lines, name, value)
    fresh = path.with_name(f"{path.name}.partial")
    fresh.unlink(missing_ok=True)
    fresh.touch(PRIVATE, exist_ok=False)
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(path)


def _set(lines: list[str], name: str, value: str) -> None:
    setting = f"{name}={value}"
    for marked in (rf"\s*(export\s+)?{name}\s*=", rf"\s*#\s*{name}\s*="):
        found = [place for place, line in enumerate(lines) if re.match(marked, line)]
        if found:
            # dotenv takes the last one.
            lines[found[-1]] = setting
            return
    lines.append(setting)
