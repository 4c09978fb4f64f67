"""A report by chat: a few lines of figures, with the files in the same answer."""

import re
from dataclasses import replace
from datetime import date

from bot.conversation.question_filters import UnclearQuestion, filters_of, read_question
from bot.conversation.turn import Turn
from bot.language.requests.exports import PERIOD, SCORES, Export, understand_export
from bot.language.requests.queries import Query, QueryIntent
from bot.reports.handouts import request_file
from bot.reports.order import ReportOrder, build_ordered_report, file_name
from bot.texts import exporting as texts
from bot.texts import refusals
from bot.texts.document import Form
from scheduler.calendar.period import Length, Period, reported_period
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

LOOKS_LIKE_DATE = re.compile(r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?![\d%])")
"""Text that looks like a date.

If no date can be read from it, no report is made: one on other days would mislead.
"""
PAPERS = ("docx", "xlsx")
SHEET = ("xlsx",)


def export(turn: Turn) -> Outgoing:
    if not turn.may(Action.EXPORT):
        return refusals.not_for_you(Action.EXPORT)
    wished = understand_export(turn.text)
    try:
        order = _order(turn, wished)
    except UnclearQuestion as unclear:
        return unclear.message
    if order.period.since > turn.today:
        return texts.not_begun(order.period)
    found = build_ordered_report(turn, order)
    if not any(table.rows for table in found.tables):
        return texts.empty_report(found)
    files = tuple(
        request_file(turn, file_name(found, each), each, order.wish(each, turn))
        for each in wished.formats or (PAPERS if wished.report in (PERIOD, SCORES) else SHEET)
    )
    return texts.report_answer(found, files)


def _order(turn: Turn, wished: Export) -> ReportOrder:
    """Which report, on which work. Raises UnclearQuestion unless a person named is exactly one."""
    spoken = replace(turn, text=wished.text)
    query = read_question(spoken, known=QueryIntent.EXPORT)
    narrowed = filters_of(spoken, query, topical=False)
    form = Form.UBND if wished.ubnd else Form.PARTY
    if wished.report not in (PERIOD, SCORES):
        today = Period(turn.today, turn.today)
        return ReportOrder(wished.report, today, narrowed.wanted, narrowed.words, form)
    if query.since is None and LOOKS_LIKE_DATE.search(spoken.text):
        raise UnclearQuestion(texts.ask_which_period())
    whose = replace(query, since=None, until=None)
    about = filters_of(spoken, whose, topical=False)
    return ReportOrder(
        wished.report, _period(turn.today, wished, query), about.wanted, about.words, form
    )


def _period(today: date, wished: Export, query: Query) -> Period:
    """The period of a report: the days named; otherwise the last full period of the length named,
    or this year until today.
    """
    if query.since is not None and query.until is not None:
        return Period(query.since, query.until)
    if wished.length is Length.FREE:
        return Period(date(today.year, 1, 1), today)
    length = wished.length or (Length.YEAR if wished.report == SCORES else Length.MONTH)
    return reported_period(today, length)
