"""How many reminders each post gets a day, and what could be spread."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.ladder.preview import PreviewLine
from scheduler.ladder.rules import OVERDUE
from storage.words import Role

MOST_LINES = 5
"""So many lines a day are read; a day with more is full."""
HANDOVER = "handover"
"""The step whose lines of one day come as one list, which is accepted by one button."""
LEADING = frozenset({Role.LEAD, Role.SUPPORT})

DayOfPost = tuple[str, date]


@dataclass(frozen=True, slots=True)
class PostLoad:
    """The most lines of a post on one day, the first such day, and how many days are full."""

    post: str
    most: int
    worst_on: date
    full_days: int


@dataclass(frozen=True, slots=True)
class FullDay:
    """A day with more than MOST_LINES lines for a post.

    `movable` are the numbers of the work on it that is not late and whose due date the office may
    still move.
    """

    post: str
    day: date
    lines: int
    movable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DailyLoad:
    """The load of previewed reminders. Work handed over to a post on one day is one line.

    `posts` are lines on what a post leads or supports, `superiors` those on the work of others;
    both have the most loaded first. `full_days` are of `posts`, the fullest first. `worst_on` is
    the day with the most lines for all together, `worst_lines`; None without a line.
    """

    posts: tuple[PostLoad, ...]
    superiors: tuple[PostLoad, ...]
    full_days: tuple[FullDay, ...]
    worst_on: date | None
    worst_lines: int


def daily_load(lines: Sequence[PreviewLine]) -> DailyLoad:
    """The load of the lines of a preview."""
    leading, others = (
        _counted(line for line in lines if (line.role in LEADING) is own) for own in (True, False)
    )
    movable: defaultdict[DayOfPost, set[int]] = defaultdict(set)
    for line in lines:
        late = line.step.startswith(OVERDUE)
        if line.to_confirm and line.role in LEADING and not late:
            movable[line.to, line.at.date()].add(line.number)
    full = [
        FullDay(post, day, count, tuple(sorted(movable[post, day])))
        for (post, day), count in leading.items()
        if count > MOST_LINES
    ]
    full.sort(key=lambda each: (-each.lines, each.day, each.post))
    whole: Counter[date] = Counter()
    for (_, day), count in (*leading.items(), *others.items()):
        whole[day] += count
    worst = min(whole, key=lambda day: (-whole[day], day), default=None)
    return DailyLoad(
        _by_post(leading),
        _by_post(others),
        tuple(full),
        worst,
        whole[worst] if worst else 0,
    )


def _counted(lines: Iterable[PreviewLine]) -> Counter[DayOfPost]:
    seen = {
        (line.to, line.at.date(), HANDOVER if line.step == HANDOVER else (line.number, line.step))
        for line in lines
    }
    return Counter((post, day) for post, day, _ in seen)


def _by_post(counts: Mapping[DayOfPost, int]) -> tuple[PostLoad, ...]:
    days: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for (post, day), count in counts.items():
        days[post][day] = count
    found = [_load(post, of_day) for post, of_day in days.items()]
    return tuple(sorted(found, key=lambda each: (-each.most, -each.full_days, each.post)))


def _load(post: str, of_day: Mapping[date, int]) -> PostLoad:
    worst = min(of_day, key=lambda day: (-of_day[day], day))
    full = sum(count > MOST_LINES for count in of_day.values())
    return PostLoad(post, of_day[worst], worst, full)
