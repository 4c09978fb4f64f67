"""The command that ends a person's absences."""

from bot.conversation.command import Command
from bot.conversation.lookup import Ambiguous, person_named
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.texts import people as texts
from bot.texts import questions
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.people import end_absence
from scheduler.work.permissions import Action
from storage.person import absences_from


def run(turn: Turn, rest: str) -> Outgoing:
    """End every absence of the speaker, or of the person named, as of today."""
    try:
        person = person_named(turn, rest) if rest else turn.person
    except Ambiguous as several:
        return questions.ask_which_person(several.names)
    if person is None:
        return texts.nobody_called(rest)
    rows = [row for row in absences_from(turn.session, turn.today) if row.person_id == person.id]
    if not rows:
        return texts.not_away(person.name)
    others = [row.substitute_id for row in rows]
    try:
        for row in rows:
            end_absence(turn.context(), row)
    except ChangeRefused as why:
        return texts.change_refused(why)
    notify_others(turn, [person.id, *others], texts.absence_ended(person.name))
    return texts.absence_ended(person.name)


COMMAND = Command(("het vang mat",), Action.ANSWER, run, rest_pattern=r".+")
