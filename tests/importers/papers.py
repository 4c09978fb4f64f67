"""Papers with their obligations marked by hand, and the scoring of a reading.

A marked paper holds `<<kind; due 2025-12-15; target 33; lead Công an xã | the words>>`. A kind or
value may be one of several (`dated/standing`); a `?` after a value says that leaving it out is as
right. `general` is an order to everybody to carry out the paper: found or not, both are right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.importers.national import national_days
from bot.language.papers.agencies import canonical
from bot.language.papers.lines import text_lines
from bot.language.papers.obligations import Conclusion, Obligation, read_conclusion
from bot.language.papers.plain import plain, tidy
from bot.language.text.places import DEFENCE, ECONOMY, PARTY
from scheduler.ladder.office import calendar_for
from tests.stories.world import at

FOLDER = Path(__file__).parent / "conclusions"
MARK = re.compile(r"<<(?P<told>[^|>]*) \| (?P<words>.*?)>>", re.DOTALL)
SECTORS = {"party": PARTY, "economy": ECONOMY, "defence": DEFENCE}
CALENDAR = calendar_for(at("2025-10-08T08:00"), national_days())
RECEIVED = date(2025, 10, 8)


@dataclass(frozen=True, slots=True)
class Label:
    """One obligation as a careful reader would enter it."""

    words: str
    kinds: tuple[str, ...]
    told: dict[str, str] = field(default_factory=dict)

    @property
    def general(self) -> bool:
        return self.kinds == ("general",)


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of a label and the obligation that covers it, or None."""

    label: Label
    found: Obligation | None


def marked(name: str) -> tuple[str, list[Label]]:
    """The text of a marked paper, and its labels."""
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    labels = []
    for match in MARK.finditer(written):
        kind, *rest = [part.strip() for part in match["told"].split(";")]
        told = dict(part.split(" ", 1) for part in rest)
        labels.append(Label(_key(match["words"]), tuple(kind.split("/")), told))
    return MARK.sub(lambda match: match["words"], written), labels


def conclusion_of(text: str) -> Conclusion:
    return read_conclusion(text_lines(text), RECEIVED, CALENDAR)


def match(
    labels: Sequence[Label], found: Sequence[Obligation]
) -> tuple[list[Scored], list[Obligation]]:
    """Each label with the obligation that shares most words, one to one; and the unmatched ones."""
    pairs = sorted(
        (
            (_overlap(label.words, _key(one.clause)), -place, -label_place)
            for label_place, label in enumerate(labels)
            for place, one in enumerate(found)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for share, place, label_place in pairs:
        if share >= 0.5 and -label_place not in taken and -place not in taken.values():
            taken[-label_place] = -place
    scored = [
        Scored(label, found[taken[number]] if number in taken else None)
        for number, label in enumerate(labels)
    ]
    left = [one for place, one in enumerate(found) if place not in taken.values()]
    return scored, left


def faults(one: Scored) -> Iterator[str]:
    """The fields in which an obligation differs from its label."""
    label, found = one.label, one.found
    if found is None or label.general:
        return
    if found.kind.value not in label.kinds:
        yield f"kind {found.kind.value}, not {'/'.join(label.kinds)}"
    for name, value in _said(found).items():
        wanted = label.told.get(name, "")
        if not _agrees(name, wanted, value):
            yield f"{name} {value or '-'}, not {wanted or '-'}"


def _said(found: Obligation) -> dict[str, str]:
    phases = " ".join(phase.due.isoformat() for phase in found.phases)
    return {
        "due": "" if found.due is None or phases else found.due.isoformat(),
        "phases": phases,
        "opens": found.opens.isoformat() if found.opens else "",
        "every": found.every or "",
        "target": "" if found.target is None else f"{found.target:g}",
        "start": "" if found.start is None else str(found.start),
        "unit": found.unit,
        "sector": found.sector or "",
        "lead": found.lead,
    }


def _agrees(name: str, wanted: str, value: str) -> bool:
    if name == "unit" and not wanted:
        return True
    if name == "sector":
        return not wanted or value in [SECTORS[part] for part in wanted.split("/")]
    if wanted.endswith("?"):
        return not value or _agrees(name, wanted[:-1], value)
    if name == "lead":
        told = plain(canonical(value) or value)
        return bool(wanted) == bool(told) and told.startswith(plain(canonical(wanted) or wanted))
    if name == "unit":
        return value.startswith(wanted)
    return value == wanted


def _key(text: str) -> str:
    return plain(tidy(" ".join(text.split()))).strip(" .;,")


def _overlap(label: str, clause: str) -> float:
    """Share of common words of both texts, from 0 to 1."""
    one, other = label.split(), clause.split()
    joined, longest = " ".join(one), " ".join(other)
    if joined in longest or longest in joined:
        return min(len(one), len(other)) / max(len(one), len(other))
    common = sum(1 for word in set(one) if word in other)
    return 0.99 * common / len(set(one) | set(other))
