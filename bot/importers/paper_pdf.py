"""Reads the text of PDF files; a scan has none."""

import io
from collections.abc import Iterator
from functools import lru_cache

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from bot.importers.paper_faults import BROKEN, RefusedPaper
from bot.language.papers.lines import text_lines
from bot.language.papers.marks import PaperWords
from bot.language.papers.parts import PaperPart

MOST_PAGES = 200
FEWEST_LETTERS = 80
"""Letters of a whole paper below which it is taken to be a scan."""

_PROPERTIES = ("/Title", "/Subject", "/Keywords")


def read_pdf(content: bytes) -> list[PaperPart]:
    """The lines of a PDF, page after page. Raises RefusedPaper."""
    try:
        text = "\n".join(page_texts(content))
        if len(PdfReader(io.BytesIO(content)).pages) > MOST_PAGES:
            raise RefusedPaper("too_long")
    except ImportError as e:
        raise RefusedPaper("encrypted") from e
    except (PyPdfError, RecursionError, *BROKEN) as e:
        raise RefusedPaper("broken") from e
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise RefusedPaper("scan")
    return list(text_lines(text))


@lru_cache(maxsize=1)
def page_texts(content: bytes) -> tuple[str, ...]:
    """The text of each page, of the first MOST_PAGES at most.

    Cached, since a paper is looked through for marks and then read. Raises RefusedPaper for an
    encrypted one, and what pypdf does for a broken one.
    """
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedPaper("encrypted")
    return tuple(page.extract_text() for page in reader.pages[:MOST_PAGES])


def pdf_words(content: bytes) -> PaperWords:
    """Every text of a PDF: its pages, the stamps and notes laid upon them, its properties.

    Raises RefusedPaper.
    """
    try:
        return PaperWords(tuple(_lines(content)))
    except (PyPdfError, ImportError, RecursionError, *BROKEN) as e:
        raise RefusedPaper("broken") from e


def _lines(content: bytes) -> Iterator[str]:
    for text in page_texts(content):
        yield from text.splitlines()
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    for page in reader.pages[:MOST_PAGES]:
        for found in page.get("/Annots") or ():
            note = found.get_object()
            if isinstance(note, DictionaryObject):
                yield from str(note.get("/Contents", "")).splitlines()
    if reader.metadata is not None:
        yield from (str(reader.metadata.get(name, "")) for name in _PROPERTIES)
