"""Reads plain text files of several encodings as lines."""

import codecs

from bot.importers.paper_faults import RefusedPaper
from bot.language.papers.lines import text_lines
from bot.language.papers.parts import PaperPart

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\v")


def read_text(content: bytes) -> list[PaperPart]:
    """The lines of a text file. Raises RefusedPaper."""
    text = decode_text(content)
    if _CONTROLS & set(text[:4096]):
        raise RefusedPaper("bad_kind")
    return list(text_lines(text))


def decode_text(content: bytes) -> str:
    """The text, decoded by its byte order mark, else as UTF-8, else as Windows-1258."""
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    for name in (*marked, "utf-8", "cp1258"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise RefusedPaper("bad_kind")
