"""What is said of a quota is kept without the names of citizens."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.conversation.acts import Slots
from bot.conversation.known_names import people, units
from bot.conversation.turn import Turn
from bot.language.text.citizens import without_names
from storage.milestone import Milestone
from storage.words import MilestoneShape


def nameless(turn: Turn, milestone: Milestone, slots: Slots) -> tuple[Turn, Slots]:
    """The words and what was understood of them, as they may be kept of this milestone."""
    if milestone.shape is not MilestoneShape.QUOTA:
        return turn, slots
    told = _cut(turn, slots, ())
    if told == (turn, slots):
        return told
    return _cut(turn, slots, tuple(_known(turn, milestone)))


def _cut(turn: Turn, slots: Slots, known: Collection[str]) -> tuple[Turn, Slots]:
    """The same without names but those that are known."""
    told = {
        name: without_names(value, known) if isinstance(value, str) else value
        for name, value in slots.items()
    }
    text = without_names(turn.text, known)
    return turn if text == turn.text else replace(turn, text=text), told


def _known(turn: Turn, milestone: Milestone) -> Iterator[str]:
    yield from (turn.office.name, milestone.title, milestone.task.title)
    yield from (*milestone.village_targets, *milestone.village_values)
    for person in people(turn):
        yield from (person.name, person.title, *person.aliases)
    for unit in units(turn):
        yield from (unit.name, *unit.aliases)
