"""From the parts of a conclusion to what it orders, each order with the sentence it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from bot.language.papers.clause import Clause, ClauseContext
from bot.language.papers.clauses import read_passage
from bot.language.papers.facts import Fact, fact_for, facts_in
from bot.language.papers.headings import mode_of, sets_targets, stretch_of
from bot.language.papers.kinds import Phase, kind_of, phases_of
from bot.language.papers.lines import body
from bot.language.papers.orders import is_general, is_report
from bot.language.papers.outline import passages
from bot.language.papers.parts import Mode, PaperPart, Passage
from bot.language.papers.plain import begins, plain
from bot.language.papers.sentences import sentences
from bot.language.papers.source import PaperSource, source_of
from bot.language.papers.targets import QuotaTarget
from bot.language.papers.times import When
from bot.language.papers.titles import title_of
from bot.language.papers.topics import offices_by_topic, sector_of_words
from bot.language.papers.weights import of_cell, of_headings, of_words, stamped
from scheduler.calendar.working_time import Calendar
from storage.words import TaskKind, Weight

_FINISH = re.compile(
    r"(?<!\w)(?:xong|hoàn thành|hoàn tất|chậm nhất)(?: (?:trong|trước|vào|là|ngày))*[ ]*$"
)

_PERIOD = begins(r"(?:trong |đến |hết |cuối |đầu |giữa )*(?:tháng|quý|năm|tuần|\d+ tháng)")

DateRange = tuple[date, date]

GENERAL = 0.3
"""How sure it is that an order to everybody to carry out the paper is work to be entered."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a paper orders.

    `sentence` and `clause` are the paper's own words;
    `due`, with its `hour`, is told there, or by a
    heading that sets targets;
    `period` is the stretch the headings above are about, where they tell one. `offices` are
    those whose business it usually is, for where no `lead` is named. `weight` is None where the
    paper tells none. `basis` is a reported sentence
    that `start` and `target` come from. `confidence` is between 0 and 1.
    """

    section: str
    headings: tuple[str, ...]
    sentence: str
    clause: str
    title: str
    sector: str | None
    kind: TaskKind
    due: date | None = None
    opens: date | None = None
    phases: tuple[Phase, ...] = ()
    every: str | None = None
    target: float | None = None
    at_most: bool = False
    start: float | None = None
    unit: str = ""
    lead: str = ""
    supports: tuple[str, ...] = ()
    period: DateRange | None = None
    basis: str = ""
    offices: tuple[str, ...] = ()
    confidence: float = 0.0
    weight: Weight | None = None
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a paper says of itself, and what it orders, in its order."""

    source: PaperSource
    obligations: tuple[Obligation, ...]


def read_conclusion(
    parts: Sequence[PaperPart], received: date, calendar: Calendar, names: Sequence[str] = ()
) -> Conclusion:
    """What a paper orders. `received` stands for its day where it tells none.

    `names` are those of the commune's units and posts beside the usual ones.
    """
    head, rest = body(parts)
    source = source_of(head, rest)
    today = source.dated or received
    every = passages(rest)
    facts = facts_in(_reported(every))
    found: list[Obligation] = []
    below: list[Weight | None] = []
    for passage in every:
        context = _context(passage, source.title, today, calendar, names)
        for clause in read_passage(passage, context):
            found.append(_obligation(passage, clause, context, facts))
            below.append(of_headings(passage.headings))
    return Conclusion(source, tuple(_weighed(found, below, stamped(head))))


def _weighed(
    found: Sequence[Obligation], below: Sequence[Weight | None], stamp: Weight | None
) -> Iterator[Obligation]:
    """The obligations with what their own words, a heading or the paper's stamp says of them."""
    tells = 2 * sum(heading is not None for heading in below) <= len(below)
    for one, heading in zip(found, below, strict=True):
        yield replace(one, weight=one.weight or (heading if tells else None) or stamp)


def _reported(every: Iterable[Passage]) -> Iterator[str]:
    for passage in every:
        ordering = mode_of(passage.headings) is Mode.ORDER
        for sentence in sentences(passage.text):
            if not ordering or is_report(plain(sentence)):
                yield sentence


def _context(
    passage: Passage, title: str, today: date, calendar: Calendar, names: Sequence[str]
) -> ClauseContext:
    stated = [title, *(heading.text for heading in passage.headings if not heading.opening)]
    period = stretch_of(stated, today, calendar)
    years = {today.year} | ({day.year for day in period} if period else set())
    return ClauseContext(
        mode=mode_of(passage.headings),
        today=today,
        calendar=calendar,
        years=frozenset(years),
        names=tuple(names),
        period=period,
        targets=sets_targets(passage.headings),
        sector=sector_of_words(plain(title)),
    )


def _obligation(
    passage: Passage, clause: Clause, context: ClauseContext, facts: Sequence[Fact]
) -> Obligation:
    key = plain(clause.text)
    anew = _is_of_a_later_year(clause, context)
    fact = None if anew else fact_for(clause.text, clause.target, facts)
    target = _completed(clause.target, fact)
    kind = kind_of(key, clause.times, target)
    general = is_general(key)
    draft = Obligation(
        section=passage.section,
        headings=tuple(each.text for each in passage.headings if not each.opening),
        sentence=clause.sentence,
        clause=clause.text,
        title=title_of(clause.acting, clause.charge, clause.above),
        sector=clause.sector,
        kind=kind,
        every=clause.times.every,
        target=target.wanted if target else None,
        at_most=target is not None and target.at_most,
        start=target.have if target else None,
        unit=target.unit if target else "",
        lead=clause.lead,
        supports=tuple(name for name in clause.supports if name != clause.lead),
        period=context.period,
        basis=fact.words if fact else "",
        offices=tuple(offices_by_topic(key) or offices_by_topic(_heading(passage))),
        confidence=GENERAL if general else _confidence(clause, context),
        weight=of_words(clause.sentence if passage.row is None else clause.text) or _cell(passage),
    )
    return _timed(draft, clause, context)


def _cell(passage: Passage) -> Weight | None:
    return of_cell(passage.row.weight) if passage.row is not None else None


def _is_of_a_later_year(clause: Clause, context: ClauseContext) -> bool:
    """Whether what is asked for begins anew: what was reached this year does not count for it."""
    stated = [one.due for one in clause.times.dates] or list(context.period or ())[1:]
    return bool(stated) and min(stated).year > context.today.year


def _heading(passage: Passage) -> str:
    stated = [each.text for each in passage.headings if not each.opening]
    return plain(stated[-1]) if stated else ""


def _completed(target: QuotaTarget | None, fact: Fact | None) -> QuotaTarget | None:
    """The target with what was reached already; both come from a fact where the clause has none."""
    if fact is None:
        return target
    if target is None:
        return fact.stated
    return replace(target, have=fact.stated.have)


def _timed(draft: Obligation, clause: Clause, context: ClauseContext) -> Obligation:
    dates, feast = clause.times.dates, clause.times.feast
    if draft.kind is TaskKind.PHASED:
        phases = phases_of(clause.dated_text, dates)
        return replace(draft, phases=phases, due=phases[-1].due, hour=phases[-1].hour)
    if dates:
        last = _finishing(clause.dated_text, dates)
        said = plain(clause.dated_text)[last.place[0] : last.place[1]]
        ranged = draft.kind is TaskKind.CAMPAIGN and _PERIOD.match(said) is None
        opens = last.start if ranged else None
        return replace(draft, due=last.due, opens=opens, hour=last.hour)
    if feast is not None and draft.kind in (TaskKind.CAMPAIGN, TaskKind.QUOTA, TaskKind.DATED):
        return replace(draft, due=feast.due)
    if draft.kind is TaskKind.QUOTA and context.targets and context.period:
        return replace(draft, due=context.period[1])
    return draft


def _finishing(text: str, dates: Sequence[When]) -> When:
    """The date by which all is done: the one such words stand before, else the last."""
    key = plain(text)
    for one in dates:
        if _FINISH.search(key[: one.place[0]]):
            return one
    return dates[-1]


def _confidence(clause: Clause, context: ClauseContext) -> float:
    """How much speaks for it: the section, an ordering word, somebody charged, a date or number."""
    found = 0.4
    found += {Mode.ORDER: 0.25, None: 0.1, Mode.REPORT: 0.0}[context.mode]
    found += 0.2 if clause.ordered else 0.0
    found += 0.05 if clause.lead else 0.0
    found += 0.05 if clause.times.dates or clause.times.every or clause.target else 0.0
    return round(found, 2)
