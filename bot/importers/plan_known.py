"""What a commune has already, as the blocks of a plan file: new tasks are checked against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importers.faults import BadPlan
from bot.importers.intake import Intake
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

PlanBlock = Mapping[str, Any]

USUAL_SECTORS = (PARTY, ECONOMY, DEFENCE)


@dataclass(frozen=True, slots=True)
class KnownBlocks:
    """A commune's blocks: itself, its sectors, units and posts, without any task."""

    commune: PlanBlock
    sectors: tuple[str, ...]
    units: tuple[PlanBlock, ...]
    posts: tuple[PlanBlock, ...]

    def post(self, words: str) -> str | None:
        """The name of the post that words name, or of the first post of the unit they name."""
        found = self.posts_named(words)
        return found[0] if found else None

    def posts_named(self, words: str) -> list[str]:
        """The posts that words may mean: of that name or short form, or of that unit."""
        for named in dict.fromkeys((words, canonical(words) or words)):
            wanted = _key(named)
            for post in self.posts:
                if wanted in _names(post):
                    return [post["name"]]
            for unit in self.units:
                if wanted in _names(unit):
                    return [post["name"] for post in self.posts if post["unit"] == unit["name"]]
        return []

    def names(self) -> list[str]:
        """Every name and short name of its units and posts."""
        return [name for block in (*self.units, *self.posts) for name in _called(block)]


def known_of(session: Session) -> KnownBlocks:
    """The blocks of the commune whose session this is."""
    commune = session.scalars(select(Commune)).one()
    used = session.scalars(select(Task.sector).distinct().order_by(Task.sector)).all()
    return KnownBlocks(
        commune={
            "key": commune.key,
            "name": commune.name,
            **({"place": commune.place} if commune.place else {}),
            "ro": commune.ro,
            "ladder": dict(commune.ladder),
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
    terms: say.Terms = say.KEYS,
    faults: Iterable[Any] = (),
) -> Plan:
    """The plan of new tasks in a known commune; they may still lack clarities.

    `lines` tells where each part was written, `faults` what was found wrong before. Raises BadPlan
    with every fault.
    """
    named = [task["sector"] for task in tasks if task.get("sector")]
    data = {
        "commune": dict(known.commune),
        "source": dict(source),
        "sectors": [{"name": name} for name in dict.fromkeys((*known.sectors, *named))],
        "units": [dict(unit) for unit in known.units],
        "posts": [dict(post) for post in known.posts],
        "tasks": [dict(task) for task in tasks],
    }
    sheet = YamlText(data, dict(lines or {}), list(faults))
    return plan_in(Intake(sheet, KEYS, terms), filename, calendar, clear=False)


def _called(block: PlanBlock) -> list[str]:
    return [block["name"], *block.get("aliases", ())]


def _names(block: PlanBlock) -> set[str]:
    return {_key(name) for name in (*_called(block), block["key"])}


def _key(words: str) -> str:
    """Names are the same with or without accents, and without the word for the commune."""
    return fold(words).strip(" .,:;").removesuffix(" xa").removesuffix(" phuong")


__all__ = ["BadPlan", "PlanBlock", "KnownBlocks", "known_of", "plan_of"]
