"""PDF files that hold text; a scan holds none."""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bot.importers.paper_faults import BROKEN, RefusedPaper
from bot.language.papers.lines import text_lines
from bot.language.papers.parts import PaperPart

MOST_PAGES = 200
FEWEST_LETTERS = 80
"""Letters of a whole paper below which it is taken to be a scan."""


def read_pdf(content: bytes) -> list[PaperPart]:
    """The lines of a PDF, page after page. Raises RefusedPaper."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedPaper("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise RefusedPaper("too_long")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except RefusedPaper:
        raise
    except ImportError as e:
        raise RefusedPaper("encrypted") from e
    except (PyPdfError, RecursionError, *BROKEN) as e:
        raise RefusedPaper("broken") from e
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise RefusedPaper("scan")
    return list(text_lines(text))
