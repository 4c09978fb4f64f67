"""What must hold between the blocks of a plan file, beyond the shape of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.importers.intake import Intake, NamedFile, rows_of, values_of
from bot.importers.plan_shape import PhasedRow, QuotaRow, TaskRow
from bot.importers.plan_values import WHOLE_QUOTA
from bot.importers.yaml_lines import Path
from bot.texts import plan_faults as say
from scheduler.ladder.overrides import BadLadder, override
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import Rank


def names_in(data: Mapping[str, Any], section: str) -> frozenset[str]:
    """The names a section defines, whatever else is wrong with its blocks."""
    found = (row.get("name") for row in rows_of(data, section))
    return frozenset(name.strip() for name in found if isinstance(name, str))


def check_unlike(intake: Intake, data: Mapping[str, Any]) -> None:
    """Keys and names are each used once, as are short names among units and among posts."""
    for section in ("units", "posts", "tasks"):
        intake.unlike((section,), values_of(rows_of(data, section), "key"), "key")
    intake.unlike(("sectors",), values_of(rows_of(data, "sectors"), "name"), "name")
    for section in ("units", "posts"):
        intake.unlike((section,), _calls(rows_of(data, section)), "name")
    for at, task in enumerate(rows_of(data, "tasks")):
        phases = values_of(rows_of(task, "phases"), "key")
        intake.unlike(("tasks", at, "phases"), phases, "key")
        stages: list[NamedFile] = [((), WHOLE_QUOTA), *values_of(rows_of(task, "stages"), "key")]
        intake.unlike(("tasks", at, "stages"), stages, "key")


def check_order(intake: Intake, path: Path, row: TaskRow) -> None:
    """Phases and stages follow each other; none is due before the one above it."""
    steps: Sequence[Any] = ()
    if isinstance(row, PhasedRow):
        steps = row.phases
    elif isinstance(row, QuotaRow):
        steps = (*row.stages, row)
    part = "phases" if isinstance(row, PhasedRow) else "stages"
    for at in range(1, len(steps)):
        if steps[at].due < steps[at - 1].due:
            where: Path = (*path, "due") if steps[at] is row else (*path, part, at, "due")
            intake.blame(where, say.out_of_order(steps[at].due, steps[at - 1].due))


def check_villages(intake: Intake, path: Path, row: TaskRow) -> None:
    """The villages of a stage without a target of its own share out the whole one."""
    if not isinstance(row, QuotaRow):
        return
    for at, stage in enumerate(row.stages):
        shared = sum(stage.villages.values())
        if stage.villages and stage.target is None and shared != row.target:
            intake.blame((*path, "stages", at, "villages"), say.parts_differ(shared, row.target))


def check_ranks(intake: Intake, data: Mapping[str, Any]) -> None:
    """Somebody is the secretary."""
    posts = rows_of(data, "posts")
    if posts and all(post.get("rank") != Rank.SECRETARY for post in posts):
        intake.blame(("posts",), say.no_secretary())


def check_ladders(intake: Intake, data: Mapping[str, Any]) -> None:
    """Every `ladder:` is one the rules take; each key that is refused is a fault."""
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
                intake.blame(where, say.bad_ladder(error.key, error.why))


def _calls(rows: Sequence[Mapping[str, Any]]) -> Iterator[NamedFile]:
    """Every name and short name; one block may repeat its own."""
    for at, row in enumerate(rows):
        aliases = row.get("aliases")
        called = [row.get("name"), *(aliases if isinstance(aliases, list) else [])]
        for name in dict.fromkeys(name.strip() for name in called if isinstance(name, str)):
            yield (at,), name
