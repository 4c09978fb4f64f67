"""Note that a person is away and who gets their reminders; list absences."""

import re
import unicodedata

from bot.conversation.command import Command
from bot.conversation.lookup import Ambiguous, person_named
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.language.dates.dates import DateReading, find_dates
from bot.language.text.fold import fold
from bot.texts import people as texts
from bot.texts import questions
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.people import announce_absence
from scheduler.work.permissions import Action
from storage.person import Absence, Person, absences_from, addresses

SENTENCE = re.compile(
    r"(?P<who>(?:(?!\bvang mat\s).)*)\bvang mat\s+(?P<when>.+?)(?:[,;]|\s(?=d/c |dong chi |do ))"
    r"\s*(?:do )?(?P<other>[^,;]+?)(?: lam| nhan)? thay\W*"
)


def run(turn: Turn, rest: str) -> Outgoing:
    """Note an absence; with an empty `rest`, list the absences that the speaker may see."""
    if not rest:
        rows = absences_from(turn.session, turn.today)
        seen = rows if turn.may(Action.SEE_ALL) else [row for row in rows if _touches(turn, row)]
        return texts.absences(seen, turn.today)
    text = unicodedata.normalize("NFC", rest)
    text = text if "vang mat" in fold(text) else f"vang mat {text}"
    match = SENTENCE.fullmatch(fold(text))
    days = find_dates(text, turn.today, turn.office.calendar)
    if match is None or not days:
        return texts.HOW_TO_BE_AWAY
    who, other = (text[slice(*match.span(name))] for name in ("who", "other"))
    try:
        person = person_named(turn, who) if who.strip() else turn.person
        substitute = person_named(turn, other)
    except Ambiguous as several:
        return questions.ask_which_person(several.names)
    if person is None or substitute is None:
        return texts.nobody_called(who if person is None else other)
    return _note(turn, person, substitute, days[0])


def _note(turn: Turn, person: Person, substitute: Person, days: DateReading) -> Outgoing:
    since = days.start or days.due
    try:
        absence = announce_absence(turn.context(), person, substitute, since, days.due)
    except ChangeRefused as why:
        return texts.change_refused(why)
    linked = bool(addresses(turn.session, [substitute.id]))
    message = texts.notice_substitute(absence, person.name, turn.today)
    notify_others(turn, [each.id for each in (person, substitute)], message)
    hours_said = days.time is not None
    return texts.absence_recorded(absence, person.name, linked, turn.today, hours_said)


def _touches(turn: Turn, row: Absence) -> bool:
    return turn.person.id in (row.person_id, row.substitute_id)


COMMAND = Command(
    ("vang mat",),
    Action.ANSWER,
    run,
    rest_pattern=r"(?:tu|ngay|hom nay) .+",
    whole_text_pattern=r"\D.{0,60} vang mat (?:tu|ngay|hom nay|\d).* thay\W*",
    menu=True,
)
