"""Wishes to be reminded: taken, completed by a question, listed, taken back and asked for again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.acts import item_of
from bot.conversation.dialog import close_question, gives_up, set_question
from bot.conversation.lookup import people_named, post_named, unit_named
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.dates.base import ImpossibleDate
from bot.language.dates.moments import WhenSaid, read_when
from bot.language.requests.own_reminding import ReminderWish, read_content, read_wish
from bot.language.text.fold import fold
from bot.texts import own_reminders as texts
from bot.texts import questions, refusals
from scheduler.calendar.moments import moments
from scheduler.calendar.repetition import as_json, from_json
from scheduler.calendar.working_time import AFTERNOON, MORNING, VIETNAM, vietnam_to_utc
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.repetition_schedule import with_default_day
from scheduler.work.change import MomentPast
from scheduler.work.own_reminders import (
    LONGEST_WORDS,
    MOST_REMINDERS,
    MomentTooFar,
    OwnWish,
    TooManyReminders,
    WordsTooLong,
    ask_to_be_reminded,
    drop_own_reminders,
    restore_own_reminders,
    still_to_come,
)
from scheduler.work.permissions import Action
from storage.delivery import numbers_of_last_digest
from storage.dialog import Dialog
from storage.milestone import Milestone
from storage.own_reminder import OwnReminder

OWN_WISH = "own_reminder"
"""The question for what a wish to be reminded leaves open."""
_HONORIFIC = re.compile(
    r"(?:anh|chi(?! bo\b| tieu\b| dao\b| phi\b| tra\b)|ong|ba(?! con\b)|co(?! so\b| quan\b)"
    r"|chu(?! tich\b)|bac|dong chi|d/c|dc|tat ca|moi nguoi|cac dong chi) \w"
)
"""How words about somebody else begin; match against fold(text)."""
_LONGEST_NAME = 8
"""Words."""


def take_wish(turn: Turn, text: str) -> Outgoing:
    """Take a wish to be reminded, or ask for what it leaves open."""
    try:
        wish = read_wish(text, turn.today, turn.office.calendar)
    except ImpossibleDate as impossible:
        return texts.impossible_day(impossible.phrase)
    if wish is None:
        return texts.HOW_TO_ASK
    if not wish.said and _is_for_other(turn, wish.words):
        chases = turn.may(Action.CHASE)
        return texts.only_oneself(wish.numbers, chases, _without_verb(text))
    numbers = wish.numbers or (() if wish.words else _spoken_of(turn, wish.these))
    return _go_on(turn, replace(wish, numbers=numbers))


def answer_wish(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as what a wish left open; None when it is something else."""
    if gives_up(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    wish = _kept(question.data)
    if not (wish.numbers or wish.words):
        numbers, words = read_content(turn.text)
        found = replace(wish, numbers=numbers, words=words)
    else:
        try:
            when = read_when(turn.text, turn.today, turn.office.calendar)
        except ImpossibleDate as impossible:
            return texts.impossible_day(impossible.phrase)
        if when is None:
            return texts.ask_when_again()
        found = replace(wish, when=when)
    close_question(turn)
    return _go_on(turn, found)


def shown(turn: Turn, rows: Sequence[OwnReminder]) -> list[texts.ShownReminder]:
    """Reminders as their owner sees them."""
    return [_shown(turn, row) for row in rows]


def drop(turn: Turn, rows: Sequence[OwnReminder]) -> Outgoing:
    told = texts.dropped(shown(turn, rows))
    drop_own_reminders(turn.context(), rows)
    return told


def ask_again(turn: Turn, rows: Sequence[OwnReminder]) -> Outgoing:
    """Let reminders that were taken back come again."""
    try:
        restore_own_reminders(turn.context(), rows)
    except MomentPast:
        return texts.NOTHING_TO_COME
    return texts.asked(shown(turn, rows))


def remind_again(turn: Turn, rows: Sequence[OwnReminder], at: datetime) -> Outgoing:
    """Remind the speaker of the same once more, at that moment (aware)."""
    wishes = [OwnWish(at, row.words, row.milestone_id) for row in rows]
    numbers = ReminderWish((), "", None, said=True)
    return _keep(turn, numbers, wishes, left=False)


def undo_newest(turn: Turn, rows: Sequence[OwnReminder]) -> Outgoing:
    """Undo what the speaker last asked for or took back."""
    return ask_again(turn, rows) if rows[0].dropped_at is not None else drop(turn, rows)


def _go_on(turn: Turn, wish: ReminderWish) -> Outgoing:
    rows = []
    for number in wish.numbers:
        row = visible_milestone(turn, number)
        if row is None:
            return refusals.no_such_number(number)
        if row.status.closed:
            return texts.already_closed(item_of(turn, row))
        rows.append(row)
    if not wish.numbers and not wish.words:
        return _ask(turn, wish, texts.ASK_WHAT) if wish.when else texts.HOW_TO_ASK
    wishes = _wishes(turn, wish, rows)
    if wishes is None:
        what = texts.what_of(wish.numbers, wish.words)
        return _ask(
            turn, wish, texts.ask_when(what, vietnam_to_utc(turn.today, AFTERNOON) > turn.now)
        )
    return _keep(turn, wish, wishes, left=bool(wish.words) and _hides_words(rows))


def _keep(turn: Turn, wish: ReminderWish, wishes: Sequence[OwnWish], left: bool) -> Outgoing:
    try:
        rows = ask_to_be_reminded(turn.context(), wishes)
    except MomentPast:
        first = min(each.first_at for each in wishes)
        return _ask(turn, replace(wish, when=None, days_before=None), texts.is_past(first))
    except MomentTooFar:
        return texts.too_far(max(each.first_at for each in wishes))
    except WordsTooLong:
        return texts.too_long(LONGEST_WORDS)
    except TooManyReminders:
        return texts.too_many(MOST_REMINDERS)
    return texts.asked(shown(turn, rows), left)


def _wishes(turn: Turn, wish: ReminderWish, rows: Sequence[Milestone]) -> Sequence[OwnWish] | None:
    """One wish for each item, or one of words; None where the time is still to be asked for."""
    words = "" if _hides_words(rows) else wish.words
    if wish.days_before is not None and rows:
        days = timedelta(days=wish.days_before)
        return [OwnWish(vietnam_to_utc(row.due_on - days, MORNING), words, row.id) for row in rows]
    if wish.when is None:
        return None
    first = wish.when.moment(turn.now)
    if first is None:
        return None
    rule = wish.when.rule
    if rule is not None:
        rule = with_default_day(rule, turn.office.rules)
        coming = moments(first, rule, turn.office.calendar)
        first = next((one for one in coming if one > turn.now), first)
    ids: list[int | None] = [row.id for row in rows]
    return [OwnWish(first, words, each, rule) for each in ids or [None]]


def _hides_words(rows: Sequence[Milestone]) -> bool:
    return any(row.task.confidential for row in rows)


def _ask(turn: Turn, wish: ReminderWish, question: Outgoing) -> Outgoing:
    set_question(turn, OWN_WISH, _data(turn, wish))
    return question


def _data(turn: Turn, wish: ReminderWish) -> Mapping[str, Any]:
    """A wish as the data of an open question; a while from now is kept as its moment."""
    kept: dict[str, Any] = {"numbers": list(wish.numbers), "words": wish.words[: 2 * LONGEST_WORDS]}
    if wish.when is not None and (moment := wish.when.moment(turn.now)) is not None:
        kept["at"] = moment.isoformat()
        kept["rule"] = as_json(wish.when.rule) if wish.when.rule else None
    return kept


def _kept(data: Mapping[str, Any]) -> ReminderWish:
    when = None
    if "at" in data:
        at = datetime.fromisoformat(data["at"])
        local = at.astimezone(VIETNAM)
        rule = from_json(data["rule"]) if data["rule"] else None
        when = WhenSaid((), local.date(), local.time(), rule=rule)
    return ReminderWish(tuple(data["numbers"]), data["words"], when, said=True)


def _spoken_of(turn: Turn, these: bool) -> tuple[int, ...]:
    """The items of the message replied to, else (`these`) of the last digest."""
    return turn.about or (
        numbers_of_last_digest(turn.session, turn.address, turn.now) if these else ()
    )


def _is_for_other(turn: Turn, words: str) -> bool:
    """Whether the words begin with somebody else's name, post or unit."""
    if _HONORIFIC.match(fold(words)):
        return True
    said = words.split()
    for count in range(min(_LONGEST_NAME, len(said)), 0, -1):
        name = " ".join(said[:count])
        if post_named(turn, name) or unit_named(turn, name):
            return True
        if count > 1 and any(each.name == name for each in people_named(turn, name)):
            return True
    return False


def _without_verb(text: str) -> str:
    """The wish as its speaker may ask it of themselves."""
    return re.sub(r"\s+", " ", text).strip()


def _shown(turn: Turn, row: OwnReminder) -> texts.ShownReminder:
    milestone = turn.session.get(Milestone, row.milestone_id) if row.milestone_id else None
    return texts.ShownReminder(
        row.number,
        row.next_at or row.first_at,
        row.words,
        item_of(turn, milestone) if milestone else None,
        from_json(row.repetition) if row.repetition else None,
    )


def own_rows(turn: Turn) -> list[OwnReminder]:
    """The speaker's reminders to come."""
    return still_to_come(turn.session, turn.person.id, turn.now)
