"""The cells of one row of a plan sheet, as values of a plan file's keys."""

import re
from collections.abc import Mapping
from typing import Any

from bot.language.dates.repetition import repeats
from bot.language.requests import proposing
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns
from storage.words import TaskKind

_PHASE = re.compile(r"(?P<title>[^:]+?)\s*(?::|–|-(?=\s))\s*(?P<due>\S.*)")


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


def number_in(text: str) -> int | str:
    """The whole number in a cell; other text is returned for validation to refuse."""
    bare = re.sub(r"(?<=\d)[.\s](?=\d{3}(?!\d))", "", text).strip(" %")
    return int(bare) if re.fullmatch(r"\d{1,9}", bare) else text


def phases_in(text: str) -> list[dict[str, Any]] | str:
    """The phases in a cell (`title: date; ...`); other text is left for validation to refuse."""
    found: list[dict[str, Any]] = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        phase = _PHASE.fullmatch(part)
        if phase is None:
            return text
        key = f"buoc-{len(found) + 1}"
        found.append({"key": key, "title": phase["title"], "due": phase["due"]})
    return found
