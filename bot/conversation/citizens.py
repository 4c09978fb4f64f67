"""Remove citizens' names from reports on quotas before they are stored."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.conversation.acts import Slots
from bot.conversation.known_names import known_people, known_units
from bot.conversation.turn import Turn
from bot.language.text.citizens import without_names
from storage.milestone import Milestone
from storage.words import MilestoneShape


def without_citizen_names(turn: Turn, milestone: Milestone, slots: Slots) -> tuple[Turn, Slots]:
    """The turn and slots as they may be stored: of a report on a quota, without the names of
    citizens.
    """
    if milestone.shape is not MilestoneShape.QUOTA:
        return turn, slots
    cut = _cut(turn, slots, ())
    if cut == (turn, slots):
        return cut
    return _cut(turn, slots, tuple(_known(turn, milestone)))


def _cut(turn: Turn, slots: Slots, known: Collection[str]) -> tuple[Turn, Slots]:
    """The turn and slots without people's names; names in `known` stay."""
    kept = {
        name: without_names(value, known) if isinstance(value, str) else value
        for name, value in slots.items()
    }
    text = without_names(turn.text, known)
    return turn if text == turn.text else replace(turn, text=text), kept


def _known(turn: Turn, milestone: Milestone) -> Iterator[str]:
    yield from (turn.office.name, milestone.title, milestone.task.title)
    yield from (*milestone.village_targets, *milestone.village_values)
    for person in known_people(turn):
        yield from (person.name, person.title, *person.aliases)
    for unit in known_units(turn):
        yield from (unit.name, *unit.aliases)
