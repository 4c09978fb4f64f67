"""The cells of one row of a plan sheet, as values of a plan file's keys."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.importers.plan_known import KnownBlocks
from bot.language.dates.repetition import repeats
from bot.language.requests import proposing
from bot.language.text.fold import fold
from bot.texts import figure_choices
from bot.texts import plan_columns as columns
from storage.words import TaskKind

_SIDE = re.compile(
    r"(?P<least>>=|≥|>|tu |toi thieu |it nhat |khong duoi |tren )|"
    r"(?P<most><=|≤|<|khong qua |toi da |duoi |khong vuot qua )"
)
"""The side of a target; match against fold(text)."""
_PHASE = re.compile(r"(?P<title>[^:]+?)\s*(?::|–|-(?=\s))\s*(?P<due>\S.*)")


_LED = re.compile(r"(?P<due>.*\S)\s*\((?P<lead>[^()]+)\)")


def cell_in(cells: Sequence[str], column: int) -> str:
    """The text of a cell; empty where the row is shorter."""
    return cells[column].strip() if column < len(cells) else ""


def with_rule(texts: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row; a repetition written in the due date column is moved to the column of
    repetitions. A row that repeats is standing work, unless it names another kind than one with a
    due date.
    """
    found = dict(texts)
    kind = proposing.KINDS.get(fold(texts.get("kind", "")).strip(" ."), TaskKind.DATED)
    if kind not in (TaskKind.DATED, TaskKind.STANDING):
        return found
    if "repeats" not in found and repeats(found.get("due", "")):
        found["repeats"] = found.pop("due")
    if "repeats" in found:
        found["kind"] = columns.KINDS[TaskKind.STANDING]
    return found


def number_in_cell(text: str, share: bool = False) -> int | str:
    """The number in a cell, with a decimal comma; other text is left for validation to refuse.

    Of a `share` a point is that of decimals, else it may group thousands.
    """
    bare = text.strip(" %")
    if not share:
        bare = re.sub(r"(?<=\d)[.\s](?=\d{3}(?!\d))", "", bare)
    if re.fullmatch(r"\d{1,9}", bare):
        return int(bare)
    return bare.replace(".", ",") if re.fullmatch(r"\d{1,9}[.,]\d{1,3}", bare) else text


def numbers_in(texts: Mapping[str, str]) -> dict[str, Any]:
    """What the cells of a row say of a quota's numbers: target, start, unit, kind.

    The target may say on which side it is good (">= 97%"), and bring its unit.
    """
    found: dict[str, Any] = {}
    target, measure = texts.get("target", ""), texts.get("measure", "")
    if not measure and target.rstrip().endswith("%"):
        measure = found["measure"] = "%"
    share = measure.startswith("%")
    side = _SIDE.match(fold(target))
    if side is not None:
        target = target[side.end() :].strip()
        found["better"] = "lower" if side["most"] else "higher"
    if texts.get("figure"):
        found |= figure_choices.ACCEPTED.get(_bare(texts["figure"]), {"figure": texts["figure"]})
    if target:
        found["target"] = number_in_cell(target, share)
    if texts.get("start"):
        found["start"] = number_in_cell(texts["start"], share)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\s,]+", " ", fold(text)).strip(" .")


def phases_in_cell(text: str, known: KnownBlocks) -> list[dict[str, Any]] | str:
    """The phases in a cell, as `title: date (lead); ...`; a lead may be left out.

    Other text is left for validation to refuse.
    """
    found: list[dict[str, Any]] = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        phase = _PHASE.fullmatch(part)
        if phase is None:
            return text
        due, lead = phase["due"], ""
        led = _LED.fullmatch(due)
        if led is not None and known.post(led["lead"]):
            due, lead = led["due"], known.post(led["lead"]) or ""
        key = f"buoc-{len(found) + 1}"
        own = {"lead": lead} if lead else {}
        found.append({"key": key, "title": phase["title"], "due": due, **own})
    return found
