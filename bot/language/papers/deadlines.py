"""Deadlines that are told apart from the work they are set for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.papers.clause import Clause, ClauseContext
from bot.language.papers.orders import GOVERNING, HANDING_IN, REMAINS
from bot.language.papers.plain import plain
from bot.language.papers.times import Times, find_times


def governed(fresh: Sequence[Clause]) -> list[Clause]:
    """Give the dates of a closing "bảo đảm tiến độ ..." to the clauses before it that have none."""
    if not fresh:
        return []
    last = fresh[-1]
    at = _governing_place(last.text)
    if at is None or not last.times.dates:
        return list(fresh)
    stated = last.text[at:]
    return [
        clause
        if clause.times.dates or clause.times.every
        else replace(clause, times=_moved(last.times, at), dated_text=stated)
        for clause in fresh[:-1]
    ] + [last]


def _governing_place(text: str) -> int | None:
    key = plain(text)
    for match in re.finditer(r"(?:^|; ?)(?=\S)", key):
        if GOVERNING.match(key[match.end() :]):
            return match.end()
    return None


def _moved(times: Times, by: int) -> Times:
    """The same dates as places in a text that begins later."""
    return replace(
        times,
        dates=tuple(
            replace(one, place=(one.place[0] - by, one.place[1] - by)) for one in times.dates
        ),
    )


def is_deadline(key: str, context: ClauseContext) -> bool:
    """Whether a plain sentence says nothing but by when what was said before is due."""
    times = find_times(key, context.today, context.calendar, context.years)
    if not times.dates and times.every is None:
        return False
    if HANDING_IN.match(key):
        return True
    left = key
    for one in reversed(times.dates):
        left = left[: one.place[0]] + " " + left[one.place[1] :]
    return len(re.findall(r"[^\W\d_]{2,}", REMAINS.sub(" ", left))) <= 1


def extended(last: Clause, text: str, sentence: str, context: ClauseContext) -> Clause:
    """A clause with the deadline that the sentence after it tells."""
    joined = f"{last.text} {text}"
    times = find_times(joined, context.today, context.calendar, context.years)
    return replace(
        last,
        text=joined,
        sentence=f"{last.sentence} {sentence}",
        times=last.times if last.times.dates else times,
        dated_text=joined,
    )
