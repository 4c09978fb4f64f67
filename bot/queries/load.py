"""Counts the reminders each post gets on each day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.ladder.preview import PreviewLine


@dataclass(frozen=True, slots=True)
class Load:
    """Numbers of reminders; `counts[i][j]` is of `posts[i]` on `days[j]`."""

    posts: tuple[str, ...]
    days: tuple[date, ...]
    counts: tuple[tuple[int, ...], ...]


def load_of(lines: Sequence[PreviewLine], since: date, until: date) -> Load:
    """The load of the days `since` to `until`, both included; busiest post first."""
    days = tuple(since + timedelta(days=n) for n in range((until - since).days + 1))
    counts = Counter((line.to, line.at.date()) for line in lines)
    whole = Counter(line.to for line in lines)
    posts = tuple(sorted(whole, key=lambda post: (-whole[post], post)))
    return Load(posts, days, tuple(tuple(counts[post, day] for day in days) for post in posts))
