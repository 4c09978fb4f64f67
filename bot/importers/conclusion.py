"""The tasks that a conclusion orders, and each of them as JSON."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.importers.paper_reading import ReadPaper
from bot.language.papers.obligations import Conclusion, Obligation, read_conclusion
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import Calendar


def conclusion_in(
    paper: ReadPaper, received: date, calendar: Calendar, names: Sequence[str] = ()
) -> Conclusion:
    """What a paper orders; `received` is used as its day if it states none.

    `names`: of the commune's units and posts, which it may charge with work.
    """
    return read_conclusion(paper.parts, received, calendar, names)


def as_json(found: Obligation) -> dict[str, Any]:
    """One obligation in the form that `propose --json` prints."""
    return {
        "section": found.section,
        "headings": list(found.headings),
        "sentence": found.sentence,
        "clause": found.clause,
        "title": found.title,
        "sector": found.sector,
        "kind": found.kind.value,
        "due": _day(found.due, found.hour),
        "opens": _day(found.opens),
        "phases": [
            {"title": each.title, "due": _day(each.due, each.hour)} for each in found.phases
        ],
        "every": found.every,
        "target": found.target,
        "start": found.start,
        "unit": found.unit or None,
        "lead": found.lead or None,
        "supports": list(found.supports),
        "period": [_day(day) for day in found.period] if found.period else None,
        "basis": found.basis or None,
        "usual_leads": list(found.offices),
        "weight": found.weight.value if found.weight else None,
        "confidence": found.confidence,
    }


def _day(day: date | None, hour: time | None = None) -> str | None:
    return Deadline(day, hour).isoformat() if day else None
