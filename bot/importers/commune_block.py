"""Adapts a plan to another commune: replaces the name, key and place that its file states."""

import json
import re
from dataclasses import replace

from bot.importers.plan_values import Plan
from bot.language.text.fold import fold

BLOCK = re.compile(r"^commune:\n(?:[ \t]+\S.*\n)+", re.MULTILINE)
LINE = re.compile(r"^(\s+(key|name|place):).*$", re.MULTILINE)
KIND = re.compile(r"^(xa|phuong|thi tran|dac khu)\s+")


LONGEST_KEY = 40


def commune_key(name: str) -> str:
    """A commune's name as a plan file's key: no accents, no leading kind (`xa` ...), hyphens."""
    made = re.sub(r"[^a-z0-9]+", "-", KIND.sub("", fold(name).strip())).strip("-")
    return made[:LONGEST_KEY].strip("-")


def with_commune(text: str, key: str, name: str, place: str) -> str:
    """The text of a plan file with key, name and place of its `commune` block replaced."""
    values = {"key": key, "name": name, "place": place}

    def line(found: re.Match[str]) -> str:
        return f"{found[1]} {json.dumps(values[found[2]], ensure_ascii=False)}"

    return BLOCK.sub(lambda block: LINE.sub(line, block.group()), text, count=1)


def plan_of_commune(plan: Plan, key: str, name: str, place: str) -> Plan:
    """The plan for the commune of that key. If the file states another key, the commune keeps its
    own name and place.
    """
    if plan.commune.key == key:
        return plan
    return replace(plan, commune=replace(plan.commune, key=key, name=name, place=place))
