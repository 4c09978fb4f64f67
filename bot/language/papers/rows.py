"""The work of a table's row: its other cells say who, by when and how many."""

import re
from dataclasses import replace

from bot.language.papers.agencies import Charge, charge_of, find_agencies
from bot.language.papers.clause import Clause, ClauseContext
from bot.language.papers.parts import RowFacts
from bot.language.papers.targets import find_target
from bot.language.papers.times import find_times


def of_row(first: Clause, work: str, row: RowFacts, context: ClauseContext) -> Clause:
    """The clause of a row whose cell of work was read as `first`."""
    cells = (work, row.lead, row.support, row.time, row.product, row.amount)
    times = find_times(row.time, context.today, context.calendar, context.years)
    charge = charge_of(row.lead, context.names)
    supports = [one.surface for one in find_agencies(row.support, context.names)]
    stated = times.dates or times.every
    return replace(
        first,
        text=work,
        acting=work,
        charge=Charge(),
        sentence=" - ".join(cell for cell in cells if cell),
        times=times if stated else first.times,
        dated_text=row.time if stated else first.dated_text,
        target=first.target or (find_target(row.amount) if row.amount else None),
        lead=charge.lead or row.lead or first.lead,
        supports=tuple(dict.fromkeys((*charge.supports, *(supports or _split(row.support))))),
        ordered=True,
    )


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]| và ", text) if part.strip()]
