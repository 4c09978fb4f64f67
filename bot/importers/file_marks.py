"""Whether a file bears a mark of secrecy anywhere, not in its body alone.

Pictures, scans and files locked by a password cannot be searched.
"""

import json
from pkgutil import resolve_name

from bot.importers.file_kinds import is_text, kind_of
from bot.importers.paper_faults import BROKEN, RefusedPaper
from bot.importers.paper_text import decode_text
from bot.language.papers.marks import PaperWords, is_marked_paper

READERS = {
    "docx": "bot.importers.office_words:office_words",
    "xlsx": "bot.importers.office_words:office_words",
    "pdf": "bot.importers.paper_pdf:pdf_words",
}
"""By kind of file: the function that reads all its texts, imported when it is needed."""


def bears_mark_encoded(content: bytes) -> bytes:
    """Whether a file bears a mark, as JSON; for the child process."""
    return json.dumps(bears_mark_anywhere(content)).encode()


def bears_mark_anywhere(content: bytes) -> bool:
    """Whether a file bears a mark; False for one that cannot be read."""
    try:
        return is_marked_paper(_words(content))
    except (RefusedPaper, RuntimeError, *BROKEN):
        return False


def _words(content: bytes) -> PaperWords:
    kind = kind_of(content)
    if kind in READERS:
        words: PaperWords = resolve_name(READERS[kind])(content)
        return words
    if kind is None and is_text(content):
        return PaperWords(tuple(decode_text(content).splitlines()))
    return PaperWords()
