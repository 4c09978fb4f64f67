"""Answer questions with a list, counts, a chart, a report or the help."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.card import card
from bot.conversation.command import Command, find_command
from bot.conversation.dialog import NEXT_PAGE, set_question
from bot.conversation.export import export
from bot.conversation.item_number import ITEM_NUMBER, number_in
from bot.conversation.question_filters import (
    FILTERS,
    QuestionFilters,
    UnclearQuestion,
    filters_of,
    read_question,
)
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.asking import asks
from bot.language.replies.replies import Intent, ReplyReading
from bot.language.requests import query_words
from bot.language.requests.asked_list import asked_list
from bot.language.requests.queries import Query, QueryIntent
from bot.language.requests.topics import by_unit
from bot.language.text import text as reading
from bot.language.text.fold import fold
from bot.language.text.paging import paged
from bot.queries import lists
from bot.queries.filters import WorkList
from bot.queries.gauges import gauges
from bot.reports import chart_files
from bot.reports.chart_files import Picture
from bot.texts import charts, refusals
from bot.texts import lists as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.counting import count_states, counts_by, most_urgent_first, sector_of, unit_of
from scheduler.work.permissions import Action

UNITS_FOR_CHART = 3
"""From this many units on, counts come with a chart."""

STATUSES = frozenset(Intent) - {Intent.QUESTION, Intent.OTHER}


NUMBER_ENDING_QUESTION = re.compile(
    r"(?<!ngay )(?<!thang )(?<!quy )(?<!nam )(?<!tuan )(?<!thon )(?<!to )(?<!thu )(?<!khoa )"
    r"(?<![\d/.,-])(?<=[a-z] )(\d{1,4})(?: (?:a|vay|the|nhi|anh|chi))*\s*\?*$"
)
"""An item number at the end of a question; match against fold(text)."""

PROGRESS_QUESTION = re.compile(
    rf"\s*{ITEM_NUMBER}(?: (?:da|lam|duoc|dang))*"
    r" (?:(?:den|toi) dau|sao|the nao|ra sao|xong chua|bao nhieu|may phan|tien do)(?!\w)"
)
"""An item's number that a question of its progress begins with; match against fold(text)."""

ORDER_BEGINNING = re.compile(
    r"(?:(?:de nghi|yeu cau|dong chi|d/c|em|anh|chi|hay|nho) )*"
    r"(?:moi|giao(?! ban)|phan cong|bo nhiem|dieu chuyen|chuyen(?! doi)|them viec|xoa)(?!\w)"
)
"""The beginning of an order (to assign, move, appoint ...), which is never answered with a list;
match against fold(text).
"""

# Kinds of question whose words never occur in a status, so they win over a status that is unsure.
SURE_QUESTIONS = (QueryIntent.HELP, QueryIntent.PROGRESS)


def answer_question(turn: Turn, reply: ReplyReading, has_items: bool) -> Outgoing | None:
    """The answer to a question; None if the text is rather a status. `has_items`: the speaker has
    items that a status without a number may be about.
    """
    is_status = reply.intent in STATUSES and (has_items or reply.task_numbers)
    # A message that reports on several numbered items is no question, even if one is unsure.
    unsure = "intent" in reply.unsure and not reply.updates
    if is_status and reply.task_numbers and not _is_asked(turn.text):
        return None
    if is_status and not (unsure and read_question(turn).intent in SURE_QUESTIONS):
        return None
    if reply.intent is Intent.QUESTION and reply.task_numbers:
        milestone = visible_milestone(turn, reply.task_numbers[0])
        return card(turn, milestone) if milestone else None
    named = asked_list(turn.text)
    if ORDER_BEGINNING.match(fold(turn.text)) and "?" not in turn.text:
        return None
    query = read_question(turn, named)
    if named is WorkList.OPEN and query.intent is QueryIntent.OVERDUE:
        # Days of work that is not done yet may lie ahead.
        query = read_question(turn, named, QueryIntent.DUE_SOON)
    if named is not None and query.intent is not QueryIntent.EXPORT:
        return _listed(turn, named, query)
    answer = ANSWERS.get(query.intent)
    return answer(turn, query) if answer else None


def _is_asked(text: str) -> bool:
    """Whether anything in a text shows that it asks."""
    key = reading.read(text).key
    if "?" in text or number_in(text, PROGRESS_QUESTION) is not None:
        return True
    return asks(key) or query_words.ASKED_DONE.search(key) is not None


def card_for_question(turn: Turn) -> Outgoing | None:
    """The card of the item whose number ends a question; else None."""
    found = NUMBER_ENDING_QUESTION.search(fold(turn.text))
    if found is None or not asks(reading.read(turn.text).key):
        return None
    return card_of(turn, int(found[1]))


def card_of(turn: Turn, number: int) -> Outgoing:
    """The card of the item of that number, or a message that there is none."""
    milestone = visible_milestone(turn, number)
    return card(turn, milestone) if milestone else refusals.no_such_number(number)


def answer_with_list(turn: Turn, asked: WorkList) -> Outgoing:
    """A list, filtered by the speaker's words."""
    return _listed(turn, asked, read_question(turn, asked))


def list_command(
    asked: WorkList,
    *words: str,
    action: Action = Action.SEE_OWN,
    menu: bool = True,
    whole_text_pattern: str = "",
) -> Command:
    """Make the command that shows one work list, filtered by the text after the command's words."""

    def run(turn: Turn, rest: str) -> Outgoing:
        return answer_with_list(turn, asked)

    return Command(
        words, action, run, rest_pattern=FILTERS, menu=menu, whole_text_pattern=whole_text_pattern
    )


def answer_progress(turn: Turn) -> Outgoing:
    """The message on progress, filtered by the speaker's words."""
    return _progress(turn, read_question(turn))


def _listed(turn: Turn, asked: WorkList, query: Query) -> Outgoing:
    try:
        narrowed = filters_of(turn, query, topical=False)
    except UnclearQuestion as unclear:
        return unclear.message
    found = lists.listing(turn, asked, narrowed.wanted, turn.page)
    more = paged(turn.text, found.page + 1) if found.page < found.pages else ""
    if more:
        set_question(turn, NEXT_PAGE, {"say": more})
    limited = narrowed.limited and asked is not WorkList.MINE
    return texts.listing(asked, found, turn.today, narrowed.words, more, limited)


def _progress(turn: Turn, query: Query) -> Outgoing:
    """Progress of the work that a question names: the card of one milestone, or counts."""
    try:
        narrowed = filters_of(turn, query, topical=not query.task_numbers)
    except UnclearQuestion as unclear:
        return unclear.message
    led = number_in(turn.text, PROGRESS_QUESTION)
    numbers = query.task_numbers or ((led,) if led else narrowed.wanted.numbers or ())
    if len(numbers) == 1 and (milestone := visible_milestone(turn, numbers[0])) is not None:
        return card(turn, milestone)
    return _counts(turn, narrowed)


def _counts(turn: Turn, narrowed: QuestionFilters) -> Outgoing:
    works = lists.counted_work(turn, narrowed.wanted)
    by = unit_of if narrowed.wanted.sector or by_unit(turn.text) else sector_of
    message = texts.progress(
        count_states(narrowed.words, works, turn.now),
        most_urgent_first(counts_by(works, by, turn.now)),
        lists.quotas(turn, narrowed.wanted),
        narrowed.unmatched_topic,
        narrowed.limited,
    )
    if len({work.unit for work in works}) < UNITS_FOR_CHART:
        return message
    picture = chart_files.units_chart(
        turn, narrowed.wanted, charts.filter_for_reader(narrowed.words)
    )
    return replace(message, handouts=(picture,))


def answer_with_chart(turn: Turn, picture: Picture) -> Outgoing:
    """The chart asked for, filtered by the speaker's words."""
    try:
        narrowed = filters_of(turn, read_question(turn), topical=False)
    except UnclearQuestion as unclear:
        return unclear.message
    wanted = narrowed.wanted
    if picture is Picture.QUOTAS:
        message = charts.quotas_caption(gauges(lists.quotas(turn, wanted)))
        chart = chart_files.quotas_chart(turn, wanted)
    elif picture is Picture.WEEKS:
        message = charts.weeks_caption(chart_files.coming_weeks_of(turn, wanted))
        chart = chart_files.weeks_chart(turn, wanted)
    else:
        about = charts.filter_for_reader(narrowed.words)
        message = charts.units_caption(about)
        chart = chart_files.units_chart(turn, wanted, about)
    blocks = (*message.blocks, *texts.limited_note(narrowed.limited))
    return replace(message, blocks=blocks, handouts=(chart,))


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
