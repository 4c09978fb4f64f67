"""Reads one milestone for its page: the item, its posts, its source document, its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.queries.history import History, history
from bot.queries.reader import Reader
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item
from storage.milestone import Milestone
from storage.task import Source


@dataclass(frozen=True, slots=True)
class Dossier:
    """A milestone's page. A confidential one has only number, dates, status, lead and sector."""

    item: Item
    unit: str
    sector: str
    history: History
    supports: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""
    quote: str = ""
    ro: Mapping[str, str] = field(default_factory=dict)
    ro_proposed: bool = False


def dossier(reader: Reader, milestone: Milestone) -> Dossier:
    task = milestone.task
    (item,) = items(reader.session, reader.office, [milestone], reader.now)
    happened = history(reader, milestone)
    if item.confidential:
        return Dossier(item, milestone.lead.unit.name, task.sector, happened)
    return Dossier(
        item,
        milestone.lead.unit.name,
        task.sector,
        happened,
        supports=tuple(post.name for post in task.supports if post.id != milestone.lead_post_id),
        basis=milestone.basis or task.basis,
        source=_source(task.source, task.clause),
        quote=task.quote,
        ro=task.ro,
        ro_proposed=task.source is not None and task.source.ro_proposed,
    )


def _source(source: Source | None, clause: str) -> str:
    parts = [clause, source.name if source else "", source.number if source else ""]
    return ", ".join(each for each in parts if each)
