"""Every sentence of the corpus is labelled in the words of acts.md, and none stands twice."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CORPUS = Path(__file__).parents[2] / "bot" / "language" / "corpus"
VOICES = sorted((CORPUS / "voices").glob("*.jsonl"))

SPEAKERS = frozenset({"lead", "office", "head", "other"})
FOUND_BY = frozenset(
    {"number", "matter", "person", "shown", "open", "quoted", "all", "carried", "none"}
)


class Words(NamedTuple):
    """The acts, stances and roles that acts.md defines."""

    acts: frozenset[str]
    stances: frozenset[str]
    roles: frozenset[str]


def defined() -> Words:
    text = (CORPUS / "acts.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    acts = {row[0] for row in rows if len(row) == 7} - {"act"}
    stances = {row[0] for row in rows if len(row) == 3} - {"stance"}
    roles = re.findall(r"`(\w+)`", text.split("## Roles")[1])
    return Words(frozenset(acts), frozenset(stances), frozenset(roles))


def lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sentences of a voice, each with its place in the file."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        yield f"{path.name}:{number}", json.loads(line)


def whole(row: dict[str, Any]) -> str:
    """What was said; two messages that belong together are one text of two lines."""
    said: str | list[str] = row["say"]
    return said if isinstance(said, str) else "\n".join(said)


def test_acts_stances_and_roles_are_defined() -> None:
    words = defined()
    assert len(words.acts) == 80
    assert {"fact", "denied", "withdrawn"} <= words.stances
    assert len(words.stances) == 8
    assert {"item", "total", "noise"} <= words.roles


@pytest.mark.parametrize("path", VOICES, ids=lambda path: path.stem)
def test_a_voice_is_labelled_in_defined_words(path: Path) -> None:
    words = defined()
    for place, row in lines(path):
        assert row["as"] in SPEAKERS, place
        assert datetime.fromisoformat(row["day"]), place
        at = 0
        for clause in row["clauses"]:
            begun = whole(row).find(clause["t"], at)
            assert begun >= 0, (place, clause["t"])
            at = begun + len(clause["t"])
            assert clause["act"] in words.acts, place
            assert clause["st"] in words.stances, place
            assert clause["by"] in FOUND_BY, place
            for number in clause["nums"]:
                said, _, role = number.rpartition(":")
                assert said in clause["t"], (place, number)
                assert role in words.roles, (place, number)


def test_no_sentence_stands_twice() -> None:
    met: dict[str, str] = {}
    for path in VOICES:
        for place, row in lines(path):
            bare = re.sub(r"\W", "", whole(row).lower())
            if len(bare) > 12:
                assert bare not in met, (place, met[bare])
                met[bare] = place


def test_every_act_is_said_by_several_voices() -> None:
    said: dict[str, set[str]] = {act: set() for act in defined().acts}
    for path in VOICES:
        for _, row in lines(path):
            for clause in row["clauses"]:
                said[clause["act"]].add(path.stem)
    assert {act: sorted(voices) for act, voices in said.items() if len(voices) < 8} == {}
