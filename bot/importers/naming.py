"""A shipped plan made another commune's: the block that names the commune, written anew."""

import json
import re

from bot.language.text.fold import fold

BLOCK = re.compile(r"^commune:\n(?:[ \t]+\S.*\n)+", re.MULTILINE)
LINE = re.compile(r"^(\s+(key|name|place):).*$", re.MULTILINE)
KIND = re.compile(r"^(xa|phuong|thi tran|dac khu)\s+")


def key_of(name: str) -> str:
    """The key of a commune's name, as plan files write keys: without its kind, accents, spaces."""
    return re.sub(r"[^a-z0-9]+", "-", KIND.sub("", fold(name).strip())).strip("-")


def named(text: str, key: str, name: str, place: str) -> str:
    """The text of a plan file with its commune named so; every other line stays as it is."""
    said = {"key": key, "name": name, "place": place}

    def line(found: re.Match[str]) -> str:
        return f"{found[1]} {json.dumps(said[found[2]], ensure_ascii=False)}"

    return BLOCK.sub(lambda block: LINE.sub(line, block.group()), text, count=1)
