"""The pages of a list: the words that ask for one are the question's own, with the page after."""

import re

_PAGE = re.compile(r"\s*\(trang\s+(?P<page>\d{1,3})\)\s*$", re.IGNORECASE)


def parted(text: str) -> tuple[str, int]:
    """The question, and which page of its answer is asked for, from 1."""
    found = _PAGE.search(text)
    return (text[: found.start()], max(1, int(found["page"]))) if found else (text, 1)


def paged(question: str, page: int) -> str:
    """The words that ask for a page of the answer to a question."""
    return f"{question} (trang {page})"
