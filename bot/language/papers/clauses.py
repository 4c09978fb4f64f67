"""The clauses of a passage that order something, each with who, by when and how many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.language.papers.agencies import Charge, canonical, charge_of, only_charges
from bot.language.papers.charged import called, charged_above
from bot.language.papers.clause import Clause, ClauseContext
from bot.language.papers.deadlines import extended, governed, is_deadline
from bot.language.papers.headings import sector_of
from bot.language.papers.orders import ABOUT, BY_TIME, CALLING, begins_order, is_frame, is_report
from bot.language.papers.parts import Heading, Mode, Passage
from bot.language.papers.plain import plain
from bot.language.papers.rows import of_row
from bot.language.papers.sentences import clauses, sentences, without_links
from bot.language.papers.targets import find_target, states_target
from bot.language.papers.times import find_times
from bot.language.papers.topics import sector_by_topic, sector_of_office

_HEAD = re.compile(r"(?P<head>[^:;]{3,110}?) ?: (?P<rest>\S.*)", re.DOTALL)
LONGEST_HEAD = 14
"""Words before a colon that still are a heading."""
SHORTEST = 3
"""Words of a clause that says anything."""


@dataclass(slots=True)
class ClauseReading:
    """The way through one passage: who was last charged, and what stands above now."""

    passage: Passage
    context: ClauseContext
    headings: tuple[Heading, ...]
    lead: str = ""
    supports: tuple[str, ...] = ()
    found: list[Clause] = field(default_factory=list)


def read_passage(passage: Passage, context: ClauseContext) -> list[Clause]:
    """The ordering clauses of a passage, in order."""
    reading = ClauseReading(passage, context, passage.headings)
    reading.lead, reading.supports = charged_above(passage.headings, context.names)
    for sentence in sentences(passage.text):
        text = _enter(reading, sentence)
        if _is_ordered(text, reading):
            _take(reading, text, sentence)
    if passage.row is not None:
        first = reading.found[0] if reading.found else _clause(reading, passage.text, passage.text)
        return [of_row(first, passage.text, passage.row, context)]
    return reading.found


def _enter(reading: ClauseReading, sentence: str) -> str:
    """What follows a heading that stands in the sentence itself, once that was taken in."""
    found = _HEAD.fullmatch(sentence)
    if found is None or len(found["rest"].split()) < SHORTEST:
        return sentence
    head, key = found["head"], plain(found["head"])
    who = called(head, reading.context.names)
    if who is None:
        named = ABOUT.match(key) or not (begins_order(key) or states_target(key))
        if not named or len(head.split()) > LONGEST_HEAD:
            return sentence
        reading.headings = (*reading.passage.headings, Heading("", head))
        return found["rest"]
    reading.lead, reading.supports = who.lead, who.supports
    return found["rest"]


def _is_ordered(text: str, reading: ClauseReading) -> bool:
    key = without_links(plain(text)).strip()
    if len(key.split()) < SHORTEST or is_frame(key):
        return False
    bare = _without_topic(key)
    if reading.context.mode is Mode.REPORT:
        who = charge_of(text, reading.context.names)
        return bool(re.match(r"(?:giao|yêu cầu)(?! thông)(?!\w)", bare)) and bool(who.lead)
    if is_report(key):
        return False
    if reading.context.mode is Mode.ORDER:
        return not _is_topic(key)
    return begins_order(bare) or CALLING.match(bare) is not None


def _is_topic(key: str) -> bool:
    """Về công tác xây dựng Đảng. is a heading, though it stands in the text."""
    short = len(key.split()) <= LONGEST_HEAD and ABOUT.match(key) is not None
    return short and not begins_order(_without_topic(key)) and not states_target(key)


def _without_topic(key: str) -> str:
    """What follows "Về giáo dục," or "Đối với UBND xã,"."""
    if ABOUT.match(key) is None:
        return key
    at = key.find(",", 0, 110)
    return key[at + 1 :].strip() if at > 0 and begins_order(key[at + 1 :].strip()) else key


def _take(reading: ClauseReading, text: str, sentence: str) -> None:
    """Add the clauses of one sentence; a deadline told for several is given to each."""
    context = reading.context
    if reading.found and is_deadline(plain(text), context):
        reading.found[-1] = extended(reading.found[-1], text, sentence, context)
        return
    if reading.found and only_charges(text, context.names):
        reading.found[-1] = _charged(reading.found[-1], text, sentence, context)
        return
    fresh: list[Clause] = []
    for each in _reported_out(clauses(text)):
        fresh.append(_clause(reading, each, sentence))
    reading.found += governed(fresh)


def _charged(last: Clause, text: str, sentence: str, context: ClauseContext) -> Clause:
    """A clause with those whom the sentence after it charges."""
    who = charge_of(text, context.names)
    return replace(
        last,
        sentence=f"{last.sentence} {sentence}",
        lead=who.lead or last.lead,
        supports=who.supports or last.supports,
    )


def _reported_out(found: Sequence[str]) -> Iterator[str]:
    for at, clause in enumerate(found):
        key = without_links(plain(clause))
        if at and is_report(key) and not begins_order(key):
            continue
        if len(key.split()) >= SHORTEST:
            yield clause


def _clause(reading: ClauseReading, text: str, sentence: str) -> Clause:
    context = reading.context
    acting = _unlinked(text)
    charge = charge_of(acting, context.names)
    lead, supports = _who(reading, charge)
    if charge.lead and charge.subject:
        reading.lead, reading.supports = charge.lead, charge.supports
    times = find_times(text, context.today, context.calendar, context.years)
    key = plain(text)
    topic = len(key) - len(_without_topic(key))
    if topic:
        times = replace(times, dates=tuple(one for one in times.dates if one.place[0] >= topic))
    return Clause(
        text=text,
        sentence=sentence,
        dated_text=text,
        acting=acting,
        times=times,
        target=find_target(text),
        charge=charge,
        lead=lead,
        supports=supports,
        sector=_sector(reading, key, lead),
        above=_above(reading),
        ordered=begins_order(_without_topic(without_links(key))),
    )


def _above(reading: ClauseReading) -> str:
    """The topic that a list or the sentence itself was opened with."""
    stated = reading.headings[-1] if reading.headings else None
    if stated is None or stated.opening or reading.passage.row is not None:
        return ""
    topical = stated.text.endswith(":") or reading.headings != reading.passage.headings
    return stated.text.strip(" .:") if topical else ""


def _sector(reading: ClauseReading, key: str, lead: str) -> str | None:
    """Of the heading, else of the words, of the clause before, of whoever leads."""
    before = reading.found[-1].sector if reading.found else None
    return (
        sector_of(reading.headings)
        or reading.context.sector
        or sector_by_topic(f"{key} {_topic(reading.headings)}")
        or before
        or sector_of_office(canonical(lead) or "")
    )


def _topic(headings: Sequence[Heading]) -> str:
    stated = headings[-1] if headings else None
    return plain(stated.text) if stated is not None and not stated.opening else ""


def _unlinked(text: str) -> str:
    """The clause from whoever acts in it on: without links and a time told first."""
    bare = without_links(plain(text))
    timed = BY_TIME.match(bare)
    bare = bare[timed.end() :].lstrip(" ,") if timed else bare
    return text[len(text) - len(bare) :]


def _who(reading: ClauseReading, charge: Charge) -> tuple[str, tuple[str, ...]]:
    """Whom a clause charges; whom it only directs supports whoever was charged above."""
    if not charge.lead:
        return reading.lead, tuple(dict.fromkeys((*reading.supports, *charge.supports)))
    if charge.subject or not reading.lead:
        return charge.lead, charge.supports
    return reading.lead, tuple(dict.fromkeys((charge.lead, *charge.supports)))
