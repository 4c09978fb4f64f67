"""Turns obligations read from a conclusion into task blocks of a plan file, maybe incomplete."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.importers.plan_known import KnownBlocks
from bot.language.papers.obligations import Conclusion, Obligation
from bot.language.text.fold import fold
from bot.texts import proposals as texts
from scheduler.calendar.deadline import Deadline
from storage.figures import MOST, PLACES, as_json, places
from storage.words import Better, TaskKind

MAX_TITLE = 200
MAX_TEXT = 500
MAX_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed task: where the paper orders it (`section`, `sentence`), its plan file block, and
    notes that help to complete the block (`aside`).
    """

    section: str
    sentence: str
    block: dict[str, Any]
    aside: dict[str, Any]


def shortened(words: str, most: int) -> str:
    """The words; if longer than `most` characters, cut after a word, with an ellipsis."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def with_title(
    block: Mapping[str, Any], aside: Mapping[str, Any], words: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The block and its aside with this title; one that is too long also as the clarity `viec`."""
    said = dict(aside.get("said", {}))
    if len(words) > MAX_TITLE:
        said["viec"] = shortened(words, MAX_TEXT)
    named = {**block, "title": shortened(words, MAX_TITLE)}
    return named, {**aside, "said": said} if said else dict(aside)


def drafts_of(conclusion: Conclusion, known: KnownBlocks) -> list[Draft]:
    """A draft for each obligation; uncertain ones come last."""
    found = sorted(conclusion.obligations, key=lambda one: one.confidence < 0.4)
    return [_draft(one, known, at) for at, one in enumerate(found, 1)]


def _draft(one: Obligation, known: KnownBlocks, place: int) -> Draft:
    lead = known.post(one.lead) if one.lead else None
    supports = [post for name in one.supports if (post := known.post(name))]
    block: dict[str, Any] = {
        "key": f"de-xuat-{place}",
        "title": shortened(one.title, MAX_TITLE),
        "kind": one.kind.value,
        "quote": one.sentence if len(one.sentence) <= MAX_TEXT else one.clause[:MAX_TEXT],
        **({"clause": one.section[:MAX_CLAUSE]} if one.section else {}),
        **_timed(one),
    }
    sector = sector_in(known, one.sector)
    if sector is not None:
        block["sector"] = sector
    if lead is not None:
        block["lead"] = lead
    if kept := [post for post in dict.fromkeys(supports) if post != lead]:
        block["support"] = kept
    if one.weight is not None:
        block["weight"] = one.weight.value
    if one.basis:
        block["basis"] = one.basis[:MAX_TEXT]
    aside = {
        "clause": one.clause,
        "named": one.lead,
        "supports": [name for name in one.supports if not known.post(name)],
        "offices": [post for name in one.offices for post in known.posts_named(name)[:1]],
        "period": [day.isoformat() for day in one.period] if one.period else None,
        "every": one.every,
        "confidence": one.confidence,
    }
    return Draft(one.section[:MAX_CLAUSE], one.sentence, with_clarities(block, aside), aside)


def _timed(one: Obligation) -> dict[str, Any]:
    """The dates and numbers of the block, as far as the obligation has them."""
    if one.kind is TaskKind.PHASED:
        phases = [
            {
                "key": f"buoc-{at}",
                "title": shortened(each.title or one.title, MAX_TITLE),
                "due": _day(each.due, each.hour),
            }
            for at, each in enumerate(one.phases, 1)
        ]
        return {"phases": phases}
    if one.kind is TaskKind.CAMPAIGN:
        window = {"opens": one.opens, "closes": one.due}
        return {name: _day(day) for name, day in window.items() if day}
    due = {"due": _day(one.due, one.hour)} if one.due else {}
    if one.kind is TaskKind.QUOTA:
        return {**_number(one), **due}
    return due if one.kind is TaskKind.DATED else {}


def _number(one: Obligation) -> dict[str, Any]:
    """Target and measure; nothing for what the plan file cannot state."""
    target = None if one.target is None else Decimal(str(one.target))
    if target is None or not 0 < target <= MOST or places(target) > PLACES:
        return {}
    start = {"start": as_json(Decimal(str(one.start)))} if one.start is not None else {}
    most = {"better": Better.LOWER.value} if one.at_most else {}
    return {"target": as_json(target), "measure": (one.unit or "%")[:MAX_CLAUSE], **most, **start}


def _day(day: date, hour: time | None = None) -> str:
    return Deadline(day, hour).isoformat()


def sector_in(known: KnownBlocks, sector: str | None) -> str | None:
    """The commune's sector that shares most words with `sector`; None if none does."""
    if sector is None:
        return None
    words = _words(sector)
    best = max(known.sectors, key=lambda name: len(_words(name) & words), default=None)
    return best if best is not None and _words(best) & words else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text))) - {"va", "cong", "tac"}


def with_clarities(block: Mapping[str, Any], aside: Mapping[str, Any]) -> dict[str, Any]:
    """The block with its clarities: those a person stated, else those derived from the block."""
    better = block.get("better")
    derived = {
        "nguoi": texts.ro_person(block.get("lead", ""), block.get("support", ())),
        "viec": block.get("quote") or block.get("title", ""),
        "quy_trinh": texts.ro_process(aside.get("every")),
        "hieu_qua": texts.ro_result(block.get("target"), block.get("measure", ""), better),
    }
    clarities = {**aside.get("kept", {}), **derived, **aside.get("said", {})}
    return {**block, "ro": {name: text[:MAX_TEXT] for name, text in clarities.items() if text}}
