"""Reads a file named on the command line; exits with the reason if it cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.commandline.failure import exit_with
from bot.texts import commandline as texts
from bot.texts.system_errors import error_in_words

YAML = frozenset({"", ".yaml", ".yml"})
"""Suffixes of files of text blocks, in lower case; a pipe of the shell has none."""

Content = TypeVar("Content")


def check_readable(file: Path) -> None:
    """Exit if there is no such file, or it cannot be opened."""
    read_bytes(file, 1)


def read_text(file: Path) -> str:
    """The text of a file in UTF-8."""
    return _opened(file, lambda: file.read_text(encoding="utf-8"))


def read_bytes(file: Path, most: int) -> bytes:
    """The first `most` bytes of a file."""
    with _opened(file, lambda: file.open("rb")) as content:
        return _opened(file, lambda: content.read(most))


def _opened(file: Path, read: Callable[[], Content]) -> Content:
    try:
        return read()
    except FileNotFoundError:
        exit_with(texts.no_such_file(str(file)))
    except IsADirectoryError:
        exit_with(texts.path_is_folder(str(file)))
    except UnicodeDecodeError:
        exit_with(texts.not_text(str(file)))
    except OSError as error:
        exit_with(texts.cannot_read(str(file), error_in_words(error)))
