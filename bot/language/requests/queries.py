"""What a question asks: `understand_query` reads it by the guide of labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.language.dates.periods import FoundPeriod, find_period
from bot.language.requests import query_words as words
from bot.language.text.directory import KnownPerson, KnownUnit
from bot.language.text.names import NamedPerson, find_person
from bot.language.text.phrases import Span
from bot.language.text.places import find_sector, find_unit
from bot.language.text.text import Text, read
from scheduler.calendar.working_time import Calendar

__all__ = ["KnownPerson", "Query", "QueryIntent", "KnownUnit", "understand_query"]


class QueryIntent(StrEnum):
    """What a question wants to see."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNREPORTED = "unreported"
    PROGRESS = "progress"
    PERSON = "person"
    UNIT = "unit"
    EXPORT = "export"
    HELP = "help"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Query:
    """A question and its filters.

    `person` is the name as said, without its title; `person_ids` all whom it fits (several: ask
    which; none: nobody of that name). `since` and `until` are counted in; None leaves the window to
    the bot. `spans` are places in the question as typed.
    """

    intent: QueryIntent
    person: str | None = None
    person_ids: tuple[str, ...] = ()
    unit: str | None = None
    sector: str | None = None
    since: date | None = None
    until: date | None = None
    topic: str | None = None
    task_numbers: tuple[int, ...] = ()
    confidence: float = 1.0
    unsure: tuple[str, ...] = ()
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


# Letters of a question that are read.
LONGEST_QUESTION = 250

_PREDICATES = (
    (words.OVERDUE, QueryIntent.OVERDUE),
    (words.UNREPORTED, QueryIntent.UNREPORTED),
    (words.DUE_SOON, QueryIntent.DUE_SOON),
    (words.PROGRESS, QueryIntent.PROGRESS),
)


_LOOKS_BACK = (
    QueryIntent.OVERDUE,
    QueryIntent.UNREPORTED,
    QueryIntent.PROGRESS,
    QueryIntent.EXPORT,
)


def understand_query(
    text: str,
    today: date,
    people: Sequence[KnownPerson],
    units: Sequence[KnownUnit],
    calendar: Calendar | None = None,
    looks_back: bool = False,
    known: QueryIntent | None = None,
) -> Query:
    """What is asked, read on the day `today` (Vietnam). Never raises for any text.

    A month without its year is one not over, unless what is asked for, or the caller, looks back.
    `known` is what is asked for where the caller knows it.
    """
    question = read(text[:LONGEST_QUESTION])
    named = find_person(question, people, units)
    if named and _is_place(question.key, named.span, units):
        named = None
    taken = [named.span] if named else []
    sector = find_sector(question.key, taken)
    taken += [sector[1]] if sector else []
    unit = find_unit(question.key, units, taken)
    taken += [unit[1]] if unit else []
    numbers = tuple(int(match["n"]) for match in words.TASK.finditer(question.key))
    intent, place = _intent(question, named, unit is not None, sector is not None, bool(numbers))
    intent = known or intent
    backwards = looks_back or intent in _LOOKS_BACK
    period = find_period(question, today, backwards, calendar or Calendar(), taken)
    if intent is QueryIntent.OTHER and period and words.LIST.search(question.key):
        intent = QueryIntent.DUE_SOON
    if intent is QueryIntent.OTHER:
        return Query(intent, confidence=0.5, unsure=("intent",))
    spans = _spans(question, named, unit and unit[1], sector and sector[1], period, place)
    return Query(
        intent,
        person=named.surface if named else None,
        person_ids=named.ids if named else (),
        unit=unit[0].name if unit else None,
        sector=sector[0] if sector else None,
        since=period[0] if period else None,
        until=period[1] if period else None,
        topic=_topic(question, numbers, [*taken, *([period[2]] if period else []), place]),
        task_numbers=numbers,
        confidence=0.6 if named and len(named.ids) != 1 else 0.9,
        unsure=("person",) if named and len(named.ids) != 1 else (),
        spans=spans,
    )


def _is_place(key: str, post: Span, units: Sequence[KnownUnit]) -> bool:
    """Whether the words of a post or name are but those of a unit or sector, or a part of them."""
    unit, sector = find_unit(key, units, []), find_sector(key, [])
    spans = [found[1] for found in (unit, sector) if found]
    return any(start <= post[0] and post[1] <= end for start, end in spans)


def _intent(
    question: Text, named: NamedPerson | None, unit: bool, sector: bool, numbered: bool
) -> tuple[QueryIntent, Span]:
    """A status predicate beats the filter; an export beats all."""
    key = question.key
    if match := words.EXPORT.search(key):
        return QueryIntent.EXPORT, match.span()
    if (match := words.HELP.search(key)) or not key.strip(" ?"):
        return QueryIntent.HELP, match.span() if match else (0, len(key))
    if match := words.ASKED_DONE.search(key):
        return QueryIntent.PROGRESS, match.span()
    chat = words.CHAT.search(key)
    for shape, intent in _PREDICATES:
        if (match := shape.search(key)) and not (chat and intent is QueryIntent.PROGRESS):
            return intent, match.span()
    if named:
        return QueryIntent.PERSON, named.span
    if unit:
        return QueryIntent.UNIT, (0, 0)
    if chat:
        return QueryIntent.OTHER, (0, 0)
    if numbered or sector:
        return QueryIntent.PROGRESS, (0, 0)
    return QueryIntent.OTHER, (0, 0)


def _spans(
    question: Text,
    named: NamedPerson | None,
    unit: Span | None,
    sector: Span | None,
    period: FoundPeriod | None,
    place: Span,
) -> dict[str, tuple[int, int]]:
    found = {
        "intent": place if place[1] else None,
        "person": named.span if named else None,
        "unit": unit,
        "sector": sector,
        "period": period[2] if period else None,
    }
    return {name: question.span(*span) for name, span in found.items() if span}


def _topic(question: Text, numbers: tuple[int, ...], taken: list[Span]) -> str | None:
    """What is left of the question when its filters are taken out; None when nothing is."""
    if numbers:
        return "việc " + ", ".join(str(number) for number in numbers)
    kept = [
        question.words(*match.span())
        for match in words.WORD.finditer(question.key)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not words.STOP.fullmatch(match.group())
    ]
    return " ".join(kept) or None
