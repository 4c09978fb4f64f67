"""The scores report: per post and per person, work done, on time, late, open and overdue."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar

from bot.reports.catalogue import Brief
from bot.texts import scores as texts
from bot.texts.document import Cell, CellKind, Column, Report, Section, Table, mean, share
from bot.texts.reports import issuer
from scheduler.calendar.working_time import vietnam_to_utc
from scheduler.work.as_of import PastMilestone
from storage.person import Holding, Person, holdings_ever
from storage.words import Status

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of milestones: done in a period, or open at its end.

    `days_late`: for each result handed in late, by how many working days. `without_result`: nothing
    is handed in yet; `waiting`: a result is handed in and not confirmed.
    """

    done: int
    on_time: int
    without_result: int
    waiting: int
    overdue: int
    days_late: tuple[int, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (
            self.done,
            self.on_time,
            self.done - self.on_time,
            self.without_result,
            self.waiting,
            self.overdue,
            share(self.on_time, self.done),
            mean(self.days_late),
        )


def build(brief: Brief) -> Report:
    counted = [
        each for each in brief.past_milestones() if each.open or each.done_within(brief.period)
    ]
    held = Holders(holdings_ever(brief.reader.session))
    whole = _score(counted)
    tables = (_posts(brief, counted, held), _persons(brief, counted, held))
    posts = len({each.row.lead_post_id for each in counted})
    return Report(
        name="scores",
        kind=texts.KIND,
        title=texts.title(brief.period, brief.about),
        label=texts.label(brief.period, brief.about),
        letterhead=brief.letterhead,
        form=brief.form,
        period=brief.period,
        made_at=brief.reader.now,
        intro=texts.intro(issuer(brief.form, brief.letterhead), brief.period),
        summary=texts.summary(posts, whole.done, whole.on_time, whole.waiting, whole.overdue),
        sections=(Section(texts.HEADING, texts.NOTES, tables),),
    )


def _score(works: Sequence[PastMilestone]) -> Score:
    done = [each for each in works if each.status is Status.DONE]
    left = [each for each in works if each.open]
    return Score(
        done=len(done),
        on_time=sum(each.on_time for each in done),
        without_result=sum(not each.waiting for each in left),
        waiting=sum(each.waiting for each in left),
        overdue=sum(each.overdue for each in left),
        days_late=tuple(each.days_late for each in works if each.late),
    )


@dataclass(frozen=True, slots=True)
class Holders:
    """All holdings of posts, past ones included."""

    rows: Sequence[Holding]

    def at(self, post_id: int, moment: datetime) -> list[Person]:
        """The holders of a post at a time (aware UTC)."""
        return [
            row.person
            for row in self.rows
            if row.post_id == post_id
            and row.since <= moment
            and (row.until is None or moment < row.until)
        ]


def _posts(brief: Brief, works: Sequence[PastMilestone], held: Holders) -> Table:
    columns = (
        Column(texts.POST, weight=8),
        Column(texts.UNIT, weight=6, shown_on_paper=False),
        Column(texts.HOLDERS, weight=7),
        *_columns(),
    )
    moment = _end(brief)
    rows = []
    for group in _grouped(works, lambda each: [each.row.lead_post_id]).values():
        post = group[0].row.lead
        names = ", ".join(each.name for each in held.at(post.id, moment)) or texts.NOBODY
        rows.append((post.name, post.unit.name, names, *_score(group).cells))
    return Table(*texts.BY_POST, columns, tuple(rows))


def _persons(brief: Brief, works: Sequence[PastMilestone], held: Holders) -> Table:
    """Scores by the person who held the post when the result came, or at the period's end."""
    end = _end(brief)

    def who(each: PastMilestone) -> list[tuple[str, int]]:
        done = each.handed_in_at if each.status is Status.DONE else None
        found = held.at(each.row.lead_post_id, done or end)
        return [(one.name, one.id) for one in found] or [(texts.NOBODY, 0)]

    groups = sorted(_grouped(works, who).items())
    rows = tuple((name, *_score(group).cells) for (name, _), group in groups)
    return Table(*texts.BY_PERSON, (Column(texts.PERSON, weight=10), *_columns()), rows)


def _columns() -> Iterable[Column]:
    yield from (Column(title, CellKind.NUMBER) for title in texts.COLUMNS)
    yield Column(texts.ON_TIME_SHARE, CellKind.SHARE)
    yield Column(texts.DAYS_LATE, CellKind.MEAN)


def _end(brief: Brief) -> datetime:
    return min(vietnam_to_utc(brief.period.day_after, time()), brief.reader.now)


def _grouped(
    works: Sequence[PastMilestone], keys: Callable[[PastMilestone], Sequence[Key]]
) -> Mapping[Key, list[PastMilestone]]:
    found: dict[Key, list[PastMilestone]] = {}
    for each in works:
        for key in keys(each):
            found.setdefault(key, []).append(each)
    return found
