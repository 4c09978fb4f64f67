"""Finds the stored task or phase that a row of a new version of a plan means, even if its title was
changed. Pure. A written key decides. If keys are made from titles, a row is matched with the stored
task of the most similar title among those that the plan no longer names; the sender is shown this
before the plan is imported.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bot.importers.plan_stored import StoredMilestone, StoredTask
from bot.importers.plan_values import Plan
from bot.language.text.fold import fold
from bot.texts import items
from bot.texts.import_result import ComparedPlan
from storage.milestone import ADDED_KEY

MIN_LIKENESS = 0.7
"""Two titles at least this similar are taken for the same task."""
FEWEST_WORDS_TO_EXTEND = 3
"""A title of at least so many words is taken for the same as one that only adds words to it."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1; titles with different numbers are not."""
    first, second = fold(one), fold(other)
    numbers = set(NUMBER.findall(first)), set(NUMBER.findall(second))
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.0
    short, long = sorted((WORD.findall(first), WORD.findall(second)), key=len)
    rest = iter(long)
    if len(short) >= FEWEST_WORDS_TO_EXTEND and all(word in rest for word in short):
        return 1.0
    letters = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return min(letters, SequenceMatcher(None, short, long, autojunk=False).ratio() + 0.25)


def match_by_title(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """By key of `new`: the key of `old` with the most alike title; each is taken once."""
    alike = sorted(
        (-likeness(title, named), place, key, known)
        for place, (key, title) in enumerate(new.items())
        for known, named in old.items()
    )
    found: dict[str, str] = {}
    for less, _, key, known in alike:
        if -less >= MIN_LIKENESS and key not in found and known not in found.values():
            found[key] = known
    return found


def renamed_tasks(
    plan: Plan, stored: Sequence[StoredTask], written_keys: frozenset[str]
) -> dict[str, StoredTask]:
    """By key in the file: the stored task of the same document that this row means under a new
    title. `written_keys` are the keys that the file itself states; a row with such a key is never
    matched by its title.
    """
    source = plan.key_prefix
    of_source = {task.key: task for task in stored if task.key.startswith(source)}
    stated = {task.key: task.title for task in plan.tasks}
    old = {key: task.title for key, task in of_source.items() if key not in stated}
    new = {
        key: title
        for key, title in stated.items()
        if key not in of_source and key.removeprefix(source) not in written_keys
    }
    found = match_by_title(old, new)
    return {key.removeprefix(source): of_source[known] for key, known in found.items()}


def with_phase_keys(block: Mapping[str, Any], stored: StoredTask) -> dict[str, Any]:
    """The block of a phased task whose phases keep the keys that they are stored under."""
    phases = block.get("phases")
    if not isinstance(phases, list):
        return dict(block)
    old = {row.key: row.title for row in stored.milestones}
    found = match_by_title(old, {str(at): each["title"] for at, each in enumerate(phases)})
    free = (key for n in range(1, 1000) if (key := f"buoc-{n}") not in old)
    keyed = [{**each, "key": found.get(str(at)) or next(free)} for at, each in enumerate(phases)]
    return {**block, "phases": keyed}


@dataclass(frozen=True, slots=True)
class MatchedBlocks:
    """The blocks of a plan, with the keys of the stored tasks and phases that they mean, and the
    tasks whose titles changed.
    """

    blocks: list[dict[str, Any]]
    renamed: list[tuple[StoredTask, str]]


def keep_identity(
    blocks: Sequence[dict[str, Any]],
    written_keys: frozenset[str],
    plan: Plan,
    stored: Sequence[StoredTask],
) -> MatchedBlocks:
    """The blocks of a plan with the keys of the stored tasks and phases that they are."""
    source = plan.key_prefix
    by_key = {task.key.removeprefix(source): task for task in stored}
    renamed = renamed_tasks(plan, stored, written_keys)
    kept = MatchedBlocks([], [])
    for block in blocks:
        known = renamed.get(block["key"]) or by_key.get(block["key"])
        if block["key"] in renamed and known is not None:
            kept.renamed.append((known, block["title"]))
            block = {**block, "key": known.key.removeprefix(source)}
        kept.blocks.append(with_phase_keys(block, known) if known is not None else block)
    return kept


def compared_with(
    plan: Plan,
    renamed: Sequence[tuple[StoredTask, str]],
    stored: Sequence[StoredTask],
    edition_of: str = "",
) -> ComparedPlan:
    """The differences between a plan and the stored tasks of its document, for the sender."""
    titles = [
        (items.HIDDEN, items.HIDDEN) if known.confidential else (known.title, title)
        for known, title in renamed
    ]
    removed = [(row.number, row.name) for row in removed_milestones(plan, stored)]
    return ComparedPlan(tuple(titles), tuple(removed), edition_of)


def removed_milestones(plan: Plan, stored: Sequence[StoredTask]) -> list[StoredMilestone]:
    """The open milestones of the plan's document that the plan no longer names.

    Phases that were added in chat are in no plan.
    """
    source = plan.key_prefix
    stated = {task.key: {each.key for each in task.milestones} for task in plan.tasks}
    return [
        row
        for task in stored
        if task.key.startswith(source)
        for row in task.milestones
        if row.open and row.key not in stated.get(task.key, ())
        if not row.key.startswith(ADDED_KEY)
    ]
