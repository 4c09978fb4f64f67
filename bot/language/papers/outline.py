"""The outline of a paper: which headings stand above each paragraph, list item and table row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.language.papers.lines import is_capital
from bot.language.papers.markers import Level, Marker, marker
from bot.language.papers.orders import begins_order
from bot.language.papers.parts import Heading, PaperLine, PaperPart, PaperTable, Passage
from bot.language.papers.plain import plain
from bot.language.papers.tables import table_passages

LONGEST_HEADING = 32
"""Words."""
LONGEST_SENTENCE_HEADING = 14
"""Words of a heading that is closed by a full stop."""


@dataclass(frozen=True, slots=True)
class _Open:
    """One heading or item whose list is open; `depth` orders bullets among themselves."""

    level: float
    sign: str
    heading: Heading
    is_heading: bool


@dataclass(slots=True)
class _Outline:
    """The way through a paper: what is open, and how many items each list has had."""

    open: list[_Open] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def place(self, found: Marker, sign: str, is_heading: bool) -> str:
        """Go to an item; its section."""
        level = self._level(found, sign)
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        above = self.section()
        label = found.label
        if found.level is Level.BULLET:
            label = str(self._next(f"{above} {level}"))
        heading = Heading(self._whole(label), found.rest)
        self.open.append(_Open(level, sign, heading, is_heading))
        return self.section()

    def introduce(self, text: str, below: float) -> None:
        """Take in a sentence that opens a list of that level."""
        while self.open and self.open[-1].level >= below - 0.5:
            self.open.pop()
        self.open.append(_Open(below - 0.5, "", Heading("", text, opening=True), True))

    def section(self) -> str:
        """The numbers of what is open, outermost first."""
        return ".".join(one.heading.label for one in self.open if one.heading.label)

    def headings(self) -> tuple[Heading, ...]:
        """The headings of what is open."""
        return tuple(one.heading for one in self.open if one.is_heading)

    def _level(self, found: Marker, sign: str) -> int:
        if found.level is not Level.BULLET:
            return found.level
        for one in self.open:
            if one.sign == sign:
                return int(one.level)
        return int(max([Level.BULLET - 1, *(one.level for one in self.open)])) + 1

    def _next(self, place: str) -> int:
        self.counts[place] = self.counts.get(place, 0) + 1
        return self.counts[place]

    def _whole(self, label: str) -> str:
        """1.2 below 1 is its 2."""
        above = self.open[-1].heading.label if self.open else ""
        whole = label.split(".")
        return whole[-1] if above and len(whole) > 1 and whole[-2] == above else label


def passages(parts: Sequence[PaperPart]) -> list[Passage]:
    """The paragraphs, items and rows of a paper's body, in order, without its headings."""
    return list(_walk(_titled(parts)))


def _titled(parts: Sequence[PaperPart]) -> list[PaperPart]:
    """A part's title often stands on the line below its number: the two are one heading."""
    found: list[PaperPart] = []
    for part in parts:
        last = found[-1] if found else None
        if (
            isinstance(part, PaperLine)
            and isinstance(last, PaperLine)
            and marker(part.text) is None
        ):
            above = marker(last.text)
            if above is not None and not above.rest and above.level <= Level.ROMAN:
                joined = PaperLine(f"{last.text}. {part.text}", True, last.apart)
                found[-1] = joined if is_capital(part.text) or part.heading else last
                if found[-1] is joined:
                    continue
        found.append(part)
    return found


def _walk(parts: Sequence[PaperPart]) -> Iterator[Passage]:
    outline = _Outline()
    for at, part in enumerate(parts):
        if isinstance(part, PaperTable):
            yield from table_passages(part, outline.section(), outline.headings())
            continue
        after = next((each for each in parts[at + 1 :]), None)
        found = marker(part.text) or _unnumbered(part)
        if found is None:
            yield from _paragraph(outline, part, after)
            continue
        heading = _is_heading(part, found, after)
        section = outline.place(found, _sign(part.text, found), heading)
        if not heading:
            above = outline.headings()
            yield Passage(section, above, found.rest)


def _unnumbered(line: PaperLine) -> Marker | None:
    """A heading without a number: in capitals, or set as one."""
    short = len(line.text.split()) <= LONGEST_HEADING and not line.text.endswith((".", ";"))
    if short and (is_capital(line.text) or line.heading):
        return Marker(Level.CAPITALS, "", line.text)
    return None


def _sign(text: str, found: Marker) -> str:
    return text[0] if found.level is Level.BULLET else found.level.name


def _paragraph(outline: _Outline, line: PaperLine, after: PaperPart | None) -> Iterator[Passage]:
    """Running text stands in the section, not in the list item before it."""
    while outline.open and not outline.open[-1].is_heading:
        outline.open.pop()
    if line.text.endswith(":"):
        below = marker(after.text) if isinstance(after, PaperLine) else None
        outline.introduce(line.text, below.level if below else Level.BULLET)
        return
    yield Passage(outline.section(), outline.headings(), line.text)


def _is_heading(line: PaperLine, found: Marker, after: PaperPart | None) -> bool:
    text, size = found.rest, len(found.rest.split())
    if found.level in (Level.PART, Level.CHAPTER, Level.CAPITALS) or not text:
        return True
    if size > LONGEST_HEADING:
        return text.endswith(":")
    if is_capital(text) or line.heading or text.endswith(":"):
        return True
    if not _has_below(found, line, after):
        return False
    if text.endswith((".", ";")):
        below_bullets = found.level >= Level.BULLET
        return size <= LONGEST_SENTENCE_HEADING and not below_bullets
    return True


def _has_below(found: Marker, line: PaperLine, after: PaperPart | None) -> bool:
    """Whether what follows a numbered line belongs to it."""
    if after is None or isinstance(after, PaperTable):
        return after is not None
    below = marker(after.text)
    if below is None:
        if _unnumbered(after) is not None or found.level >= Level.BULLET:
            return False
        short = len(found.rest.split()) <= LONGEST_SENTENCE_HEADING
        return short or not begins_order(plain(found.rest))
    if below.level is Level.BULLET and found.level is Level.BULLET:
        return after.text[0] != line.text[0]
    return below.level > found.level
