"""Checks between the blocks of a plan file, beyond the validation of each block."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.importers.file_checker import FileChecker, PlacedValue, rows_of, values_of
from bot.importers.plan_shape import PhasedRow, QuotaRow, TaskRow
from bot.importers.plan_values import WHOLE_QUOTA
from bot.importers.quota_figures import figure_of
from bot.importers.yaml_lines import Path
from bot.texts import figure_faults
from bot.texts import plan_faults as say
from scheduler.ladder.overrides import BadLadder, override
from scheduler.ladder.rules import DEFAULT_RULES
from storage.figures import places
from storage.words import Figure, Rank


def names_in(data: Mapping[str, Any], section: str) -> frozenset[str]:
    """The names a section defines, other faults of its blocks ignored."""
    found = (row.get("name") for row in rows_of(data, section))
    return frozenset(name.strip() for name in found if isinstance(name, str))


def check_unique_names(checker: FileChecker, data: Mapping[str, Any]) -> None:
    """Record a fault for each repeated key, and each repeated name or alias of a section."""
    for section in ("units", "posts", "named_days", "tasks"):
        checker.check_unique((section,), values_of(rows_of(data, section), "key"), "key")
    days = values_of(rows_of(data, "named_days"), "name")
    checker.check_unique(("named_days",), days, "name")
    checker.check_unique(("sectors",), values_of(rows_of(data, "sectors"), "name"), "name")
    for section in ("units", "posts"):
        checker.check_unique((section,), _all_names(rows_of(data, section)), "name")
    for at, task in enumerate(rows_of(data, "tasks")):
        phases = values_of(rows_of(task, "phases"), "key")
        checker.check_unique(("tasks", at, "phases"), phases, "key")
        stages: list[PlacedValue] = [((), WHOLE_QUOTA), *values_of(rows_of(task, "stages"), "key")]
        checker.check_unique(("tasks", at, "stages"), stages, "key")


def numbers_in(data: Mapping[str, Any]) -> Iterator[tuple[Path, int]]:
    """Each number of an item that the file states, with its path."""
    for at, task in enumerate(rows_of(data, "tasks")):
        path: Path = ("tasks", at)
        stated = [((*path, name), task.get(name)) for name in ("number", "closing_number")]
        for section in ("phases", "stages"):
            parts = enumerate(rows_of(task, section))
            stated += [((*path, section, n, "number"), part.get("number")) for n, part in parts]
        for where, number in stated:
            if isinstance(number, int) and not isinstance(number, bool):
                yield where, number


def check_numbers(checker: FileChecker, data: Mapping[str, Any]) -> None:
    """Record a fault for each number of an item that the file states twice."""
    first: dict[int, Path] = {}
    for path, number in numbers_in(data):
        earlier = first.setdefault(number, path)
        if earlier != path:
            checker.add_fault(path, say.number_twice(number, checker.line_of(earlier)))


def check_order(checker: FileChecker, path: Path, row: TaskRow) -> None:
    """Record a fault for each phase or stage that is due before the one above it."""
    parts: Sequence[Any] = ()
    if isinstance(row, PhasedRow):
        parts = row.phases
    elif isinstance(row, QuotaRow):
        parts = (*row.stages, row)
    section = "phases" if isinstance(row, PhasedRow) else "stages"
    for at in range(1, len(parts)):
        if parts[at].due < parts[at - 1].due:
            where: Path = (*path, "due") if parts[at] is row else (*path, section, at, "due")
            checker.add_fault(where, say.out_of_order(parts[at].due, parts[at - 1].due))


def check_villages(checker: FileChecker, path: Path, row: TaskRow) -> None:
    """Record a fault if villages of a stage without a target do not sum up to the quota's.

    Only a sum can be parted among villages.
    """
    if not isinstance(row, QuotaRow):
        return
    if figure_of(row.figure, row.better, row.measure) is not Figure.SUM:
        split: list[Path] = [("villages",)] if row.villages else []
        split += [("stages", at, "villages") for at, each in enumerate(row.stages) if each.villages]
        for part in split:
            checker.add_fault((*path, *part), figure_faults.VILLAGES_OF_SUM)
        return
    for at, stage in enumerate(row.stages):
        shared = sum(stage.villages.values())
        if stage.villages and stage.target is None and shared != row.target:
            checker.add_fault(
                (*path, "stages", at, "villages"), say.villages_do_not_add_up(shared, row.target)
            )


def check_decimals(checker: FileChecker, path: Path, row: TaskRow) -> None:
    """Record a fault for each number of a quota with more places than its `decimals`."""
    if not isinstance(row, QuotaRow) or row.decimals is None:
        return
    numbers: list[tuple[Path, Decimal | None]] = [
        (("start",), row.start),
        (("target",), row.target),
    ]
    numbers += [(("stages", at, "target"), each.target) for at, each in enumerate(row.stages)]
    for part, number in numbers:
        if number is not None and places(number) > row.decimals:
            checker.add_fault((*path, *part), figure_faults.too_exact(number, row.decimals))


def check_ranks(checker: FileChecker, data: Mapping[str, Any]) -> None:
    posts = rows_of(data, "posts")
    if posts and all(post.get("rank") != Rank.SECRETARY for post in posts):
        checker.add_fault(("posts",), say.NO_SECRETARY)


def check_ladders(checker: FileChecker, data: Mapping[str, Any]) -> None:
    """Record a fault for each key of a `ladder:` that the reminder rules do not accept."""
    blocks: list[tuple[Path, object]] = [(("commune",), data.get("commune"))]
    for section in ("sectors", "tasks"):
        blocks += [((section, at), row) for at, row in enumerate(rows_of(data, section))]
    for path, block in blocks:
        changes = block.get("ladder") if isinstance(block, dict) else None
        for key, value in changes.items() if isinstance(changes, dict) else ():
            try:
                override(DEFAULT_RULES, {key: value})
            except BadLadder as error:
                where = (*path, "ladder", *error.key.split("."))
                checker.add_fault(where, say.bad_ladder(error.key, error.why))


def _all_names(rows: Sequence[Mapping[str, Any]]) -> Iterator[PlacedValue]:
    """Every name and alias; repeats within one block are dropped."""
    for at, row in enumerate(rows):
        aliases = row.get("aliases")
        called = [row.get("name"), *(aliases if isinstance(aliases, list) else [])]
        for name in dict.fromkeys(name.strip() for name in called if isinstance(name, str)):
            yield (at,), name
