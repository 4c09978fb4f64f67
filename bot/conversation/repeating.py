"""Say in words how a proposed block or a stored task repeats, with its next due day."""

from datetime import date

from bot.conversation.turn import Turn
from bot.importers.completing import PlanBlock, opens_in
from bot.language.dates.repetition import read_repetition
from bot.texts.repetition import rule_with_next_day
from scheduler.calendar.repetition import Repetition, from_json, occurrences
from scheduler.ladder.repetition_schedule import with_default_day
from storage.task import Task


def repetition_of_block(turn: Turn, block: PlanBlock) -> str:
    """How a block repeats by its own rule; empty without a rule."""
    words = block.get("repeats", "")
    rule = read_repetition(words, turn.today, turn.office.calendar) if words else None
    opens = opens_in(block)
    return _in_words(turn, rule, opens.on if opens else None, None)


def repetition_of_task(turn: Turn, task: Task) -> str:
    """How a task repeats by its own rule; empty without a rule."""
    rule = from_json(task.repetition) if task.repetition else None
    return _in_words(turn, rule, task.opens_on, task.closes_on)


def _in_words(
    turn: Turn, rule: Repetition | None, opens_on: date | None, closes_on: date | None
) -> str:
    if rule is None:
        return ""
    whole = with_default_day(rule, turn.office.rules)
    turns = occurrences(whole, opens_on or turn.today, turn.office.calendar)
    coming = next((one for one in turns if one.due_on >= turn.today), None)
    over = coming is None or (closes_on is not None and coming.day > closes_on)
    return rule_with_next_day(rule, None if coming is None or over else coming.due_on)
