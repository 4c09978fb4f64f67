"""One word for one thing: what the names of the program may not do."""

import ast
import re
from collections import defaultdict

from tests.test_house import ROOT, modules

ALLOWED_TOLD = 50


def test_no_public_class_is_defined_twice() -> None:
    places = defaultdict(list)
    for name, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_word_told_is_rare() -> None:
    """It says neither who sent what nor how; send, show, report and say do."""
    count = sum(
        len(re.findall(r"\btold\b", (ROOT / name).read_text(encoding="utf-8")))
        for name, _ in modules()
    )
    assert count < ALLOWED_TOLD
