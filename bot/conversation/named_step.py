"""Ask which phase is meant where a message names a step of a task by its place, not its number."""

import re

from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import phasing as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import Milestone, find_milestones

STEP = r"(?:buoc|giai doan|gd|khau) (?:so |thu )?(?P<place>\d{1,2})(?!\w)"
"""Match against fold(text)."""


def ask_for_step(turn: Turn, milestone: Milestone) -> Outgoing | None:
    """Shows the phases of the item's task where the text names another by its place, else None."""
    said, number = fold(turn.text), milestone.number
    found = re.search(rf"(?<!\w){STEP},? (?:cua )?(?:viec )?{number}(?!\d)", said) or re.search(
        rf"(?<!\d){number}:?,? {STEP}", said
    )
    if found is None:
        return None
    rows = find_milestones(
        turn.session, Milestone.task_id == milestone.task_id, Milestone.shape.in_(PLANNED_SHAPES)
    )
    phases = sorted(rows, key=lambda row: (row.due_on, row.number))
    place = int(found["place"])
    if len(phases) < 2 or phases[place - 1 : place] == [milestone]:
        return None
    return texts.which_phase(items(turn.session, turn.office, phases, turn.now))
