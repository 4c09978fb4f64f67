"""Reads `.env`, naming what cannot be read of it, and writes settings into it."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from bot.settings import KNOWN, SIMILAR, meant_setting
from bot.texts import settings as texts
from bot.texts.system_errors import error_in_words

PRIVATE = 0o600
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(slots=True)
class EnvFile:
    """The content of `.env`: values by name, and sentences on what has to be mended (`problems`)
    and on what is not used (`warnings`).
    """

    values: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_env(path: Path) -> EnvFile:
    """The settings of a file; empty if there is none."""
    found = EnvFile()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return found
    except (OSError, UnicodeDecodeError) as error:
        reason = error_in_words(error) if isinstance(error, OSError) else texts.NOT_TEXT
        found.problems.append(texts.unreadable_env(str(path), reason))
        return found
    taken = [each for each in parse_stream(io.StringIO(text)) if _takes(found, each, path)]
    # A value may name another one: ${NAME}.
    stated = dotenv_values(stream=io.StringIO("".join(each.original.string for each in taken)))
    found.values = {name: value for name, value in stated.items() if value is not None}
    return found


def _takes(found: EnvFile, binding: Binding, path: Path) -> bool:
    """Whether a line sets something; otherwise it is a comment, or its problem is recorded."""
    written = binding.original.string
    blank_lines = len(written) - len(written.lstrip("\n"))
    place, name = f"{path}:{binding.original.line + blank_lines}", binding.key
    if name is None and not binding.error:
        return False
    if name is None or binding.value is None or "\0" in binding.value or not NAME.fullmatch(name):
        found.problems.append(texts.unreadable_line(place))
    elif near := meant_setting(name, SIMILAR):
        found.problems.append(texts.misspelt(f"{place}: {name}", near))
    else:
        if name not in KNOWN:
            found.warnings.append(texts.unused(f"{place}: {name}"))
        return True
    return False


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
