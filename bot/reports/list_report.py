"""Reports of the chat's lists: the same milestones, in full, with more columns."""

from collections.abc import Mapping, Sequence

from bot.queries.filters import WorkList
from bot.queries.lists import CONDITIONS, STATES_OF_DONE_LISTS
from bot.reports import work_table as work
from bot.reports.catalogue import Brief, Build
from bot.reports.turns_to_come import future_turns
from bot.reports.work_table import WorkColumn, with_items, work_table
from bot.texts import list_report as texts
from bot.texts.document import Report, Section
from bot.texts.reports import issuer
from scheduler.work.as_of import PastMilestone
from scheduler.work.counting import work_state

COLUMNS: Mapping[WorkList, Sequence[WorkColumn]] = {
    WorkList.OVERDUE: work.OVERDUE_COLUMNS,
    WorkList.DECIDE: work.BLOCKED_COLUMNS,
    WorkList.CANCELLED: work.CANCELLED_COLUMNS,
    **dict.fromkeys(STATES_OF_DONE_LISTS, work.DONE_COLUMNS),
}
"""Columns of a list after number and name; `work.OPEN_COLUMNS` for the others."""


def list_builder(asked: WorkList) -> Build:

    def build(brief: Brief) -> Report:
        rows = with_items(brief, _found(brief, asked))
        columns = (*COLUMNS.get(asked, work.OPEN_COLUMNS), *work.WHERE)
        table = work_table(texts.NAMES[asked], texts.label(asked, brief.about), rows, columns)
        summary = texts.summary(asked, len(rows))
        who = issuer(brief.form, brief.letterhead)
        return Report(
            name=asked.value,
            kind=texts.KIND,
            title=texts.title(asked, brief.about),
            label=texts.label(asked, brief.about),
            letterhead=brief.letterhead,
            form=brief.form,
            period=brief.period,
            made_at=brief.reader.now,
            intro=texts.intro(who, asked, brief.about),
            summary=summary,
            sections=(Section(texts.NAMES[asked], summary, (table,) if rows else ()),),
            dues=tuple(work.calendar_entry(each, brief.letterhead.commune) for each in rows),
            series=future_turns(brief, asked),
        )

    return build


def _found(brief: Brief, asked: WorkList) -> list[PastMilestone]:
    found = brief.past_milestones(CONDITIONS[asked](brief.reader, brief.work_filter))
    if asked not in STATES_OF_DONE_LISTS:
        return found
    kept = [
        each
        for each in found
        if work_state(each.as_counted, each.cutoff) in STATES_OF_DONE_LISTS[asked]
    ]
    return [each for each in kept if _came_in(brief, each)]


def _came_in(brief: Brief, each: PastMilestone) -> bool:
    """Whether the result came within the filter's days."""
    since, until, day = brief.work_filter.since, brief.work_filter.until, each.handed_in_on
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)
