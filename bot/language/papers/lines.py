"""From the parts of a paper to its paragraphs: broken lines joined, letterhead and end cut off."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.language.papers.markers import marker
from bot.language.papers.parts import PaperLine, PaperPart, PaperTable
from bot.language.papers.plain import begins, one_of, plain, tidy
from bot.language.papers.tables import laid_out

PROSE = 12
"""Words from which on an unmarked line is taken to be running text."""
WIDEST = 130
"""Letters: a text whose lines are longer than this was not broken by hand."""
NARROWEST = 45

_ENDS = tuple('.;:!?…”"')
_PAGE = re.compile(r"(?:trang )?-? ?\d{1,3}(?: ?/ ?\d{1,3})? ?-?|\.{3,}|[-_=*/]{2,}|\*")
_END = begins(r"nơi nhận|nơi gửi|t/m|tm\.|tm |k/t|kt\.|t/l|tl\.|thừa lệnh|xác nhận của")
_TYPE = begins(
    one_of(
        """kết luận; thông báo; thông báo kết luận; nghị quyết; chỉ thị; kế hoạch; chương trình;
        quyết định; công văn; báo cáo; biên bản; hướng dẫn; chương trình hành động"""
    )
)


def is_capital(text: str) -> bool:
    """Whether a line is set in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def text_lines(text: str) -> list[PaperLine]:
    """The lines of a plain text, with those that a page or a margin broke joined again."""
    found: list[PaperLine] = []
    apart = True
    for written in text.splitlines():
        line = tidy(written)
        if not line or _PAGE.fullmatch(plain(line)):
            apart = apart or not line
            continue
        found.append(PaperLine(line, apart=apart))
        apart = False
    return _unbroken(found)


def _unbroken(lines: Sequence[PaperLine]) -> list[PaperLine]:
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = 0.7 * width if NARROWEST < width <= WIDEST else None
    found: list[PaperLine] = []
    for at, line in enumerate(lines):
        filled = full is not None and at > 0 and len(lines[at - 1].text) >= full
        if found and _goes_on(found[-1].text, line, filled, full is not None):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}")
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: PaperLine, filled: bool, broken: bool) -> bool:
    """Whether a line is the rest of the one before it.

    `broken` says that the text's lines were broken at a margin; `filled` that the line before
    reached it.
    """
    if marker(line.text) or _END.match(plain(line.text)):
        return False
    if is_capital(before) or is_capital(line.text):
        return is_capital(before) and is_capital(line.text) and broken and not line.apart
    small = line.text[0].islower() or line.text[0] in '(,;“"-'
    if before.endswith(_ENDS):
        return before.endswith(";") and small and filled and not line.apart
    if small:
        return not line.apart or len(before.split()) >= PROSE
    return filled and not line.apart


def body(parts: Iterable[PaperPart]) -> tuple[list[PaperLine], list[PaperPart]]:
    """The letterhead with the title, and what follows it up to the addressees."""
    every = list(_until_end(_flat(parts)))
    start = next((at for at, part in enumerate(every) if _begins_body(every, at)), len(every))
    head = [part for part in every[:start] if isinstance(part, PaperLine)]
    return head, every[start:]


def _flat(parts: Iterable[PaperPart]) -> Iterator[PaperPart]:
    for part in parts:
        lines = laid_out(part) if isinstance(part, PaperTable) else None
        yield from [part] if lines is None else lines


def _until_end(parts: Iterable[PaperPart]) -> Iterator[PaperPart]:
    for at, part in enumerate(parts):
        if isinstance(part, PaperLine) and at > 2 and _END.match(plain(part.text).lstrip("*")):
            return
        yield part


def _begins_body(parts: Sequence[PaperPart], at: int) -> bool:
    part = parts[at]
    if isinstance(part, PaperTable):
        return True
    if is_title(part.text) or _goes_on_with_title(parts, at):
        return False
    if marker(part.text) is not None:
        return True
    if is_capital(part.text) or part.heading:
        return _after_title(parts, at) and part.apart
    return len(part.text.split()) >= PROSE


def is_title(text: str) -> bool:
    """Whether a line says, by itself, what sort of paper this is."""
    return bool(_TYPE.match(plain(text).strip("* "))) and (is_capital(text) or len(text) < 60)


def _goes_on_with_title(parts: Sequence[PaperPart], at: int) -> bool:
    """Whether a line says what the paper named in the line above is about."""
    part, above = parts[at], parts[at - 1] if at else None
    if (
        not isinstance(part, PaperLine)
        or not isinstance(above, PaperLine)
        or not is_title(above.text)
    ):
        return False
    return not part.text.endswith(_ENDS) and marker(part.text) is None


def _after_title(parts: Sequence[PaperPart], at: int) -> bool:
    return any(isinstance(part, PaperLine) and is_title(part.text) for part in parts[:at])
