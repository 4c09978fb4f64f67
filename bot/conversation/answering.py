"""Questions: what was asked, and the list, count or picture that answers it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.card import card
from bot.conversation.command import find_command
from bot.conversation.dialog import MORE, remember
from bot.conversation.export import export
from bot.conversation.narrowing import Narrowed, UnclearQuestion, narrow, read
from bot.conversation.perform import visible_milestone
from bot.conversation.turn import Turn
from bot.language.replies.replies import Intent, ReplyReading
from bot.language.requests.asked_list import asked_list
from bot.language.requests.queries import Query, QueryIntent
from bot.language.requests.topics import by_unit
from bot.language.text.paging import paged
from bot.queries import lists
from bot.queries.filters import WorkList
from bot.queries.gauges import gauges
from bot.reports import chart_files
from bot.reports.chart_files import Picture
from bot.texts import charts
from bot.texts import lists as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.counting import count_states, counts_by, most_urgent_first, sector_of, unit_of

WORTH_A_PICTURE = 3
"""So many units are compared sooner in a picture than in lines."""

STATUSES = frozenset(Intent) - {Intent.QUESTION, Intent.OTHER}


# Questions by words that no status has: what is likely a status may still be one of them.
ASKED_SURELY = (QueryIntent.HELP, QueryIntent.PROGRESS)


def ask(turn: Turn, reply: ReplyReading, works: bool) -> Outgoing | None:
    """The answer to a question; None when the text is rather a status of the speaker's work."""
    told = reply.intent in STATUSES and (works or reply.task_numbers)
    # Who tells of several items by their numbers asks nothing, however unsure one of them is.
    unsure = "intent" in reply.unsure and not reply.updates
    if told and not (unsure and read(turn).intent in ASKED_SURELY):
        return None
    if reply.intent is Intent.QUESTION and reply.task_numbers:
        milestone = visible_milestone(turn, reply.task_numbers[0])
        return card(turn, milestone) if milestone else None
    named = asked_list(turn.text)
    query = read(turn, named)
    if named is not None and query.intent is not QueryIntent.EXPORT:
        return _listed(turn, named, query)
    answer = ANSWERS.get(query.intent)
    return answer(turn, query) if answer else None


def listed(turn: Turn, asked: WorkList) -> Outgoing:
    """A list, narrowed by what else the speaker's words say."""
    return _listed(turn, asked, read(turn, asked))


def progress(turn: Turn) -> Outgoing:
    """How the work stands, narrowed by what else the speaker's words say."""
    return _progress(turn, read(turn))


def _listed(turn: Turn, asked: WorkList, query: Query) -> Outgoing:
    try:
        narrowed = narrow(turn, query, topical=False)
    except UnclearQuestion as unclear:
        return unclear.message
    found = lists.listing(turn, asked, narrowed.wanted, turn.page)
    more = paged(turn.text, found.page + 1) if found.page < found.pages else ""
    if more:
        remember(turn, MORE, {"say": more})
    return texts.listing(asked, found, turn.today, narrowed.words, more)


def _progress(turn: Turn, query: Query) -> Outgoing:
    """How the work stands that a question names: the card of one milestone, or tallies."""
    try:
        narrowed = narrow(turn, query, topical=not query.task_numbers)
    except UnclearQuestion as unclear:
        return unclear.message
    numbers = query.task_numbers or narrowed.wanted.numbers or ()
    if len(numbers) == 1 and (milestone := visible_milestone(turn, numbers[0])) is not None:
        return card(turn, milestone)
    return _tallies(turn, narrowed)


def _tallies(turn: Turn, narrowed: Narrowed) -> Outgoing:
    works = lists.counted(turn, narrowed.wanted)
    by = unit_of if narrowed.wanted.sector or by_unit(turn.text) else sector_of
    told = texts.progress(
        count_states(narrowed.words, works, turn.today),
        most_urgent_first(counts_by(works, by, turn.today)),
        lists.quotas(turn, narrowed.wanted),
        narrowed.lost,
    )
    if len({work.unit for work in works}) < WORTH_A_PICTURE:
        return told
    picture = chart_files.with_units(turn, narrowed.wanted, charts.addressed(narrowed.words))
    return replace(told, handouts=(picture,))


def pictured(turn: Turn, picture: Picture) -> Outgoing:
    """A picture that is asked for, narrowed by what else the speaker's words say."""
    try:
        narrowed = narrow(turn, read(turn), topical=False)
    except UnclearQuestion as unclear:
        return unclear.message
    wanted = narrowed.wanted
    if picture is Picture.QUOTAS:
        told = charts.quotas_caption(gauges(lists.quotas(turn, wanted)))
        return replace(told, handouts=(chart_files.with_quotas(turn, wanted),))
    if picture is Picture.WEEKS:
        told = charts.weeks_caption(chart_files.weeks_of(turn, wanted))
        return replace(told, handouts=(chart_files.with_weeks(turn, wanted),))
    about = charts.addressed(narrowed.words)
    told = charts.units_caption(about)
    return replace(told, handouts=(chart_files.with_units(turn, wanted, about),))


def _selected(turn: Turn, query: Query) -> Outgoing:
    return _listed(turn, WorkList.OPEN, query)


def _help(turn: Turn, query: Query) -> Outgoing | None:
    found = find_command("/help")
    return found[0].run(turn, "") if found else None


def _list_of(asked: WorkList) -> Callable[[Turn, Query], Outgoing]:
    return lambda turn, query: _listed(turn, asked, query)


ANSWERS: Mapping[QueryIntent, Callable[[Turn, Query], Outgoing | None]] = {
    QueryIntent.OVERDUE: _list_of(WorkList.OVERDUE),
    QueryIntent.DUE_SOON: _list_of(WorkList.SOON),
    QueryIntent.UNREPORTED: _list_of(WorkList.UNREPORTED),
    QueryIntent.PROGRESS: _progress,
    QueryIntent.PERSON: _selected,
    QueryIntent.UNIT: _selected,
    QueryIntent.EXPORT: lambda turn, _: export(turn),
    QueryIntent.HELP: _help,
}
