"""Change how the task of an item repeats, or let it come no more."""

from bot.conversation.acts import item_of
from bot.conversation.command import Command
from bot.conversation.repeating import repetition_of_task
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.dates.repetition import read_repetition
from bot.language.requests.repeating import read_request
from bot.texts import proposals, refusals
from bot.texts import repetition as texts
from scheduler.delivery.channel import Outgoing
from scheduler.engine.recurring_milestones import schedule_next_milestones
from scheduler.work.change import ChangeRefused
from scheduler.work.permissions import Action
from scheduler.work.repeating import repeat, stop_repeating


def run(turn: Turn, rest: str) -> Outgoing:
    """Take a number and a rule, or a number and that it stops; else say how it repeats now."""
    request = read_request(rest)
    if request is None:
        return texts.HOW_TO_REPEAT
    milestone = visible_milestone(turn, request.number)
    if milestone is None:
        return refusals.no_such_number(request.number)
    item, before = item_of(turn, milestone), repetition_of_task(turn, milestone.task)
    if not request.words and not request.stops:
        return texts.repeats_now(item, before)
    rule = None
    if not request.stops:
        rule = read_repetition(request.words, turn.today, turn.office.calendar)
        if rule is None:
            return texts.not_changed(proposals.not_a_repetition(request.words))
    try:
        if rule is None:
            stop_repeating(turn.context(), milestone)
        else:
            repeat(turn.context(), milestone, rule)
    except ChangeRefused as why:
        return refusals.refused(why, item)
    schedule_next_milestones(turn.session, turn.office, [milestone.task])
    after = repetition_of_task(turn, milestone.task) if rule is not None else ""
    return texts.repeats_from_now(item, before, after)


NUMBERED = r"(?:viec )?(?:so )?\d{1,4}"
COMMAND = Command(
    ("lap lai",),
    Action.PLAN,
    run,
    rest_pattern=rf"{NUMBERED}(?:\W.*)?",
    whole_text_pattern=rf"{NUMBERED}[ ,:]+"
    r"(?:(?:thoi|ngung|dung|khong|bo|doi|sua) )*lap lai(?:\W.*)?",
)
