"""One milestone as a page shows it: what it is, who does it, what orders it, what happened."""

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
    """Of a confidential milestone only its number, dates, state, lead and sector are here."""

    item: Item
    unit: str
    sector: str
    history: History
    supports: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""
    quote: str = ""
    ro: Mapping[str, str] = field(default_factory=dict)


def dossier(reader: Reader, milestone: Milestone) -> Dossier:
    """Everything there is to show of a milestone."""
    task = milestone.task
    (item,) = items(reader.session, reader.office, [milestone], reader.today)
    told = history(reader, milestone)
    if item.confidential:
        return Dossier(item, task.lead.unit.name, task.sector, told)
    return Dossier(
        item,
        task.lead.unit.name,
        task.sector,
        told,
        supports=tuple(post.name for post in task.supports),
        basis=milestone.basis or task.basis,
        source=_source(task.source, task.clause),
        quote=task.quote,
        ro=task.ro,
    )


def _source(source: Source | None, clause: str) -> str:
    told = [clause, source.name if source else "", source.number if source else ""]
    return ", ".join(each for each in told if each)
