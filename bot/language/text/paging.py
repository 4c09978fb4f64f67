"""Pages of a list: a page is asked for by the question followed by "(trang N)"."""

import re

_PAGE = re.compile(r"\s*\(trang\s+(?P<page>\d{1,3})\)\s*$", re.IGNORECASE)


def parted(text: str) -> tuple[str, int]:
    """The question without the page, and the page asked for, from 1."""
    found = _PAGE.search(text)
    return (text[: found.start()], max(1, int(found["page"]))) if found else (text, 1)


def paged(question: str, page: int) -> str:
    """The question with the page that it asks for."""
    return f"{question} (trang {page})"
