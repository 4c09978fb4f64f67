"""A commune's stored units, posts and sectors as blocks of a plan file, to check new tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importers.completing import PlanBlock
from bot.importers.file_checker import FileChecker
from bot.importers.plan import plan_in
from bot.importers.plan_shape import KEYS
from bot.importers.plan_values import Plan
from bot.importers.yaml_lines import Path, YamlText
from bot.language.papers.agencies import canonical
from bot.language.text.fold import fold
from bot.language.text.places import DEFENCE, ECONOMY, PARTY
from bot.texts import plan_faults as say
from scheduler.calendar.working_time import Calendar
from storage.commune import Commune
from storage.task import Task
from storage.unit import posts, units

USUAL_SECTORS = (PARTY, ECONOMY, DEFENCE)


@dataclass(frozen=True, slots=True)
class KnownBlocks:
    """The plan file blocks of a commune without tasks: itself, sectors, units and posts."""

    commune: PlanBlock
    sectors: tuple[str, ...]
    units: tuple[PlanBlock, ...]
    posts: tuple[PlanBlock, ...]

    def post(self, words: str) -> str | None:
        """The post of that name, or the first post of the unit of that name; None if unknown."""
        found = self.posts_named(words)
        return found[0] if found else None

    def called_exactly(self, words: str) -> bool:
        """Whether a unit or post has this name or alias, as a whole."""
        wanted = _key(words)
        return any(wanted in _keys_of(block) for block in (*self.units, *self.posts))

    def posts_named(self, words: str) -> list[str]:
        """The names of the posts that `words` (a name or alias of a post or unit) can mean."""
        for name in dict.fromkeys((words, canonical(words) or words)):
            wanted = _key(name)
            for post in self.posts:
                if wanted in _keys_of(post):
                    return [post["name"]]
            for unit in self.units:
                if wanted in _keys_of(unit):
                    return [post["name"] for post in self.posts if post["unit"] == unit["name"]]
        return []

    def names(self) -> list[str]:
        """Every name and alias of the units and posts."""
        return [name for block in (*self.units, *self.posts) for name in _names_of(block)]


def known_of(session: Session) -> KnownBlocks:
    commune = session.scalars(select(Commune)).one()
    used = session.scalars(select(Task.sector).distinct().order_by(Task.sector)).all()
    return KnownBlocks(
        commune={
            "key": commune.key,
            "name": commune.name,
            **({"place": commune.place} if commune.place else {}),
            "ro": commune.ro,
            "ladder": dict(commune.ladder),
            "lead_confirms": commune.lead_confirms,
        },
        sectors=tuple(used) or USUAL_SECTORS,
        units=tuple(
            {"key": row.key, "name": row.name, "aliases": list(row.aliases)}
            for row in units(session)
        ),
        posts=tuple(
            {
                "key": row.key,
                "name": row.name,
                "unit": row.unit.name,
                "rank": row.rank.value,
                "aliases": list(row.aliases),
            }
            for row in posts(session)
        ),
    )


def plan_of(
    known: KnownBlocks,
    source: PlanBlock,
    tasks: Sequence[PlanBlock],
    filename: str,
    calendar: Calendar,
    lines: Mapping[Path, int] | None = None,
    terms: say.Terms = say.YAML_TERMS,
    faults: Iterable[Any] = (),
) -> Plan:
    """The plan of new tasks for a known commune; a task may still lack clarities.

    `lines`: the line of each part, by path; `faults`: those found earlier. Raises BadPlan with
    every fault.
    """
    used = [task["sector"] for task in tasks if task.get("sector")]
    data = {
        "commune": dict(known.commune),
        "source": dict(source),
        "sectors": [{"name": name} for name in dict.fromkeys((*known.sectors, *used))],
        "units": [dict(unit) for unit in known.units],
        "posts": [dict(post) for post in known.posts],
        "tasks": [dict(task) for task in tasks],
    }
    parsed = YamlText(data, dict(lines or {}), list(faults))
    return plan_in(FileChecker(parsed, KEYS, terms), filename, calendar, complete=False)


def _names_of(block: PlanBlock) -> list[str]:
    return [block["name"], *block.get("aliases", ())]


def _keys_of(block: PlanBlock) -> set[str]:
    return {_key(name) for name in (*_names_of(block), block["key"])}


def _key(words: str) -> str:
    """Form for comparing names: without accents and without a trailing `xa` or `phuong`."""
    return fold(words).strip(" .,:;").removesuffix(" xa").removesuffix(" phuong")
