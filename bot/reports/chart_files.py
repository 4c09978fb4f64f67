"""Charts sent with answers: the wish stores the question's filter, the data is read when made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.queries import lists
from bot.queries.coming import ComingWeeks, coming_weeks
from bot.queries.filters import WorkFilter
from bot.queries.gauges import gauges
from bot.queries.reader import Reader, actor_of_person
from bot.reports.handouts import FileWish, MakerContext, request_file
from bot.sandbox.call import Call
from bot.texts import charts as texts
from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Handout
from scheduler.work.counting import StateCounts, counts_by, most_urgent_first, unit_of

MAKER = "picture"
"""The name of this maker in file wishes."""


class Picture(StrEnum):
    UNITS = "units"
    QUOTAS = "quotas"
    WEEKS = "weeks"


def units_chart(reader: Reader, wanted: WorkFilter, about: str) -> Handout:
    """The chart of work by unit, as a file; `about` is the filter `wanted` in words."""
    table = texts.unit_table(counts_by_unit(reader, wanted))
    return request_file(
        reader, texts.UNITS_FILE, "png", _wish(reader, Picture.UNITS, wanted, about), table
    )


def quotas_chart(reader: Reader, wanted: WorkFilter) -> Handout:
    return request_file(reader, texts.QUOTAS_FILE, "png", _wish(reader, Picture.QUOTAS, wanted))


def weeks_chart(reader: Reader, wanted: WorkFilter) -> Handout:
    return request_file(reader, texts.WEEKS_FILE, "png", _wish(reader, Picture.WEEKS, wanted))


def counts_by_unit(reader: Reader, wanted: WorkFilter) -> list[StateCounts]:
    """Counts of work by state for each unit, the most urgent unit first."""
    return most_urgent_first(counts_by(lists.counted_work(reader, wanted), unit_of, reader.now))


def coming_weeks_of(reader: Reader, wanted: WorkFilter) -> ComingWeeks:
    """What is due in the coming weeks; the filter's own days are ignored."""
    works = lists.counted_work(reader, replace(wanted, since=None, until=None))
    return coming_weeks(works, reader.office.calendar, reader.now)


def make(moment: MakerContext, wish: FileWish) -> Call:
    """Read the data that the asker may see; the call draws the chart."""
    today = local_day(moment.now)
    actor = actor_of_person(moment.session, wish["person"], wish["channel"], today)
    reader = Reader(moment.session, moment.office, actor, moment.now)
    return CALLS[Picture(wish["picture"])](reader, _wanted(wish), wish["about"])


def _units(reader: Reader, wanted: WorkFilter, about: str) -> Call:
    tallies = counts_by_unit(reader, wanted)
    return Call(
        "bot.reports.drawings:units", (texts.title_by_unit(about), tuple(tallies), reader.today)
    )


def _quotas(reader: Reader, wanted: WorkFilter, about: str) -> Call:
    found = tuple(gauges(lists.quotas(reader, wanted)))
    return Call("bot.reports.drawings:quotas", (found, reader.today))


def _weeks(reader: Reader, wanted: WorkFilter, about: str) -> Call:
    return Call("bot.reports.drawings:weeks", (coming_weeks_of(reader, wanted),))


CALLS: Mapping[Picture, Callable[[Reader, WorkFilter, str], Call]] = {
    Picture.UNITS: _units,
    Picture.QUOTAS: _quotas,
    Picture.WEEKS: _weeks,
}


def _wish(reader: Reader, picture: Picture, wanted: WorkFilter, about: str = "") -> dict[str, Any]:
    return {
        "maker": MAKER,
        "picture": picture.value,
        "person": reader.actor.person_id,
        "channel": reader.actor.channel,
        "about": about,
        "persons": list(wanted.person_ids),
        "unit": wanted.unit_id,
        "sector": wanted.sector,
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
        "numbers": None if wanted.numbers is None else list(wanted.numbers),
    }


def _wanted(wish: FileWish) -> WorkFilter:
    numbers = wish["numbers"]
    return WorkFilter(
        tuple(wish["persons"]),
        wish["unit"],
        wish["sector"],
        date.fromisoformat(wish["since"]) if wish["since"] else None,
        date.fromisoformat(wish["until"]) if wish["until"] else None,
        None if numbers is None else tuple(numbers),
    )
