"""Questions in free text: what was asked, narrowed to whom, and the list that answers it."""

from collections.abc import Callable, Mapping

from bot import lists
from bot.command import find_command
from bot.directory import people, units
from bot.doing import visible_milestone
from bot.language.queries import Query, QueryIntent, understand_query
from bot.language.replies import Intent, Reply
from bot.lists import Wanted
from bot.showing import card
from bot.texts import lists as texts
from bot.texts import questions
from bot.turn import Turn
from scheduler.channel import Outgoing

STATUSES = frozenset(Intent) - {Intent.QUESTION, Intent.OTHER}


def ask(turn: Turn, reply: Reply, works: bool) -> Outgoing | None:
    """The answer to a question; None when the text is rather a status of the speaker's work."""
    if reply.intent in STATUSES and (works or reply.task_numbers):
        return None
    if reply.intent is Intent.QUESTION and reply.task_numbers:
        milestone = visible_milestone(turn, reply.task_numbers[0])
        return card(turn, milestone) if milestone else None
    found = understand_query(turn.text, turn.today, people(turn), units(turn), turn.office.calendar)
    if len(found.person_ids) > 1:
        names = {each.id: f"{each.name} ({each.title})" for each in people(turn)}
        return questions.who([names[each] for each in found.person_ids])
    answer = ANSWERS.get(found.intent)
    return answer(turn, found, _wanted(turn, found)) if answer else None


def _wanted(turn: Turn, query: Query) -> Wanted:
    unit = next((int(each.id) for each in units(turn) if each.name == query.unit), None)
    return Wanted(
        person_ids=tuple(int(each) for each in query.person_ids),
        unit_id=unit,
        sector=query.sector,
        since=query.since,
        until=query.until,
    )


def _overdue(turn: Turn, query: Query, wanted: Wanted) -> Outgoing:
    return texts.overdue(lists.overdue(turn, wanted), turn.today)


def _due_soon(turn: Turn, query: Query, wanted: Wanted) -> Outgoing:
    return texts.due_soon(lists.due_soon(turn, wanted), turn.today)


def _unreported(turn: Turn, query: Query, wanted: Wanted) -> Outgoing:
    return texts.unreported(lists.unreported(turn, wanted), turn.today)


def _progress(turn: Turn, query: Query, wanted: Wanted) -> Outgoing:
    if query.task_numbers:
        milestone = visible_milestone(turn, query.task_numbers[0])
        if milestone is not None:
            return card(turn, milestone)
    return texts.progress(*lists.tallies(turn, wanted))


def _selected(turn: Turn, query: Query, wanted: Wanted) -> Outgoing:
    title = query.person or query.unit or ""
    return texts.selected(title, lists.open_work(turn, wanted), turn.today)


def _help(turn: Turn, query: Query, wanted: Wanted) -> Outgoing | None:
    found = find_command("/help")
    return found[0].run(turn, "") if found else None


ANSWERS: Mapping[QueryIntent, Callable[[Turn, Query, Wanted], Outgoing | None]] = {
    QueryIntent.OVERDUE: _overdue,
    QueryIntent.DUE_SOON: _due_soon,
    QueryIntent.UNREPORTED: _unreported,
    QueryIntent.PROGRESS: _progress,
    QueryIntent.PERSON: _selected,
    QueryIntent.UNIT: _selected,
    QueryIntent.HELP: _help,
}
