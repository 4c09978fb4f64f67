"""docs/architecture.md names every module once, and nothing that is not there."""

import re
from collections import Counter
from pathlib import PurePath

from tests.docs.pages import ROOT, read

ROWS = [
    line.split("|")[1]
    for line in read(ROOT / "docs" / "architecture.md").splitlines()
    if line.startswith("| `")
]
PACKAGES = ("bot", "scheduler", "storage")
TOLD_ONE_BY_ONE = ("bot/", "scheduler/")
"""Packages whose row does not name their files: each has a row of its own."""


def named() -> list[str]:
    """Every file and folder of the table; a name alone lies in the folder of the one before."""
    found = []
    for row in ROWS:
        folder = ""
        for name in re.findall(r"`([^`]+)`", row):
            folder = PurePath(name + "x").parent.as_posix() if "/" in name else folder
            found.append(name if "/" in name else f"{folder}/{name}")
    return found


def modules() -> list[str]:
    """Every file of the three packages."""
    return [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def test_what_is_named_is_there() -> None:
    assert [name for name in named() if not (ROOT / name).exists()] == []


def test_nothing_is_named_twice() -> None:
    assert [name for name, count in Counter(named()).items() if count > 1] == []


def test_every_module_is_named() -> None:
    known = set(named())
    folders = tuple(name for name in known - set(TOLD_ONE_BY_ONE) if name.endswith("/"))
    astray = [
        name
        for name in modules()
        if name not in known and not name.startswith(folders) and not name.endswith("__init__.py")
    ]
    assert astray == [], "give it a place in the table of docs/architecture.md"
