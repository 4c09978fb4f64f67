"""The days every commune shares, from the file that ships with the program.

It is read at every start. TOML is read by Python itself; what reads the files of communes would
take a tenth of all the memory that the program needs when nothing happens.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.importers.faults import BadDays, Fault
from bot.importers.shipped import DAYS, PLANS
from bot.texts import plan_faults as say
from scheduler.calendar.public_holidays import DayChange
from scheduler.ladder.office import National

DAY: Mapping[str, type] = {"date": date, "working": bool, "name": str, "basis": str}
"""What is told of a day, and as what; all but its basis has to be."""
BASIS, YEARS, ROWS = "basis", "tet_decided", "days"
KEYS = frozenset({*DAY, YEARS, ROWS})

LONGEST = 500

BLOCK = re.compile(rf"\s*\[\[\s*{ROWS}\s*\]\]")
PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


def national_days() -> National:
    """The days off and on that every commune shares, and which Tet is decided. Raises BadDays."""
    path = PLANS / DAYS
    return read_national(path.read_text(encoding="utf-8"), str(path))


def read_national(text: str, filename: str) -> National:
    """The same of a text. Raises BadDays with every fault."""
    lines = text.splitlines()
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = PLACE.search(str(error))
        line = int(place[1]) if place else max(len(lines), 1)
        raise BadDays(filename, [Fault(line, say.not_toml(str(error)))]) from None
    if faults := [*_of_file(told, lines), *_of_days(told.get(ROWS), lines)]:
        raise BadDays(filename, faults)
    changes = tuple(DayChange(row["date"], row["working"], row["name"]) for row in told[ROWS])
    return National(changes, frozenset(told.get(YEARS, ())))


def _of_file(told: Mapping[str, Any], lines: list[str]) -> Iterator[Fault]:
    for key in told.keys() - {YEARS, ROWS}:
        yield Fault(_line(lines, key), say.unknown_key(key, None))
    years, rows = told.get(YEARS, []), told.get(ROWS)
    if not isinstance(years, list) or any(type(year) is not int for year in years):
        yield Fault(_line(lines, YEARS), say.wrong([YEARS]))
    if rows is None:
        yield Fault(1, say.missing([ROWS]))
    elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Fault(_line(lines, ROWS), say.wrong([ROWS]))


def _line(lines: list[str], key: str) -> int:
    wanted = re.compile(rf"\s*[\[\"']*{re.escape(key)}\b")
    return next((at for at, line in enumerate(lines, start=1) if wanted.match(line)), 1)


def _of_days(rows: Any, lines: list[str]) -> Iterator[Fault]:
    """Each with the line on which its day begins, where it has a block of its own."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return
    starts = [number for number, line in enumerate(lines, start=1) if BLOCK.match(line)]
    first: dict[date, int] = {}
    for at, row in enumerate(rows):
        line = starts[at] if len(starts) == len(rows) else _line(lines, ROWS)
        yield from (Fault(line, text) for text in _of_day(row))
        if isinstance(day := row.get("date"), date):
            if day in first:
                yield Fault(line, say.taken("date", str(day), first[day]))
            first.setdefault(day, line)


def _of_day(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (say.unknown_key(key, None) for key in row.keys() - DAY.keys())
    for key, kind in DAY.items():
        value = row.get(key)
        if value is None:
            if key != BASIS:
                yield say.missing([key])
        elif value == "":
            yield say.empty([key])
        elif type(value) is not kind or (isinstance(value, str) and len(value) > LONGEST):
            yield say.wrong([key])
