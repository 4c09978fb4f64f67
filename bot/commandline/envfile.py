"""The file of settings in the folder, `.env`: a few lines written, every other line kept."""

import re
from collections.abc import Mapping
from pathlib import Path

PRIVATE = 0o600


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Set these; a line that sets one already, or shows how to, is the one that is changed.

    Nobody else on the machine can read the file, at no moment. Raises OSError.
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
    said = f"{name}={value}"
    for marked in (rf"\s*(export\s+)?{name}\s*=", rf"\s*#\s*{name}\s*="):
        found = [place for place, line in enumerate(lines) if re.match(marked, line)]
        if found:
            # The last one is the one that counts.
            lines[found[-1]] = said
            return
    lines.append(said)
