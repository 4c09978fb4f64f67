"""Set whether 24 November, the day of culture, is a day off."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import calendar as texts
from scheduler.delivery.channel import Outgoing
from scheduler.engine.change_days import change_days
from scheduler.work.permissions import Action

CHOICES = {"nghi": True, "lam": False, "lam viec": False}


def run(turn: Turn, rest: str) -> Outgoing:
    """Make 24 November a day off or a working day, from this year on."""
    choice = CHOICES.get(fold(rest))
    if choice is None:
        return texts.WHICH_CULTURE_DAY
    change_days(
        turn.session,
        turn.office.national,
        turn.now,
        culture_day=choice,
        person_id=turn.person.id,
    )
    return texts.culture_day(choice)


COMMAND = Command(
    ("van hoa", "24/11"),
    Action.CALENDAR,
    run,
    rest_pattern=r"nghi|lam|lam viec",
)
