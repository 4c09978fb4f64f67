"""docs/architecture.md lists every package once, with exactly the packages it imports."""

import ast
from pathlib import Path

from tests.docs.pages import ROOT, read, rows

PACKAGES = ("bot", "scheduler", "storage")
ALONE = {"bot.__main__", "bot.settings", "scheduler.metrics"}
"""Modules outside the packages; entry points import them."""

MAP = {
    row[0].strip("`").replace("/", "."): {
        name.strip() for name in row[2].split(",") if name.strip()
    }
    for row in rows(read(ROOT / "docs" / "architecture.md"), "## Rooms")
    if row[0].startswith("`")
}


def modules() -> dict[str, Path]:
    """Every module of the three packages by its dotted name, migrations left out."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            if "migrations" not in name:
                found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def room_of(module: str) -> str:
    """The first two parts of a name; all of storage is one room."""
    parts = module.split(".")
    return parts[0] if parts[0] == "storage" else ".".join(parts[:2])


def imported_by(room: str) -> set[str]:
    """The other rooms and files that the modules of a room import, by their last name."""
    found = set()
    for name, path in MODULES.items():
        if room_of(name) != room:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if node.module.partition(".")[0] not in PACKAGES:
                continue
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(room_of(whole if whole in MODULES else node.module))
    return {name.rpartition(".")[2] for name in found - {room, "bot", "scheduler"}}


def test_every_package_has_a_row() -> None:
    rooms = {room_of(name) for name in MODULES} - {"bot", "scheduler"} - ALONE
    assert set(MAP) == rooms


def test_each_row_lists_exactly_the_imports_of_its_package() -> None:
    wrong = {
        room: (sorted(imported_by(room) - listed), sorted(listed - imported_by(room)))
        for room, listed in MAP.items()
        if imported_by(room) != listed
    }
    assert wrong == {}, "docs/architecture.md: (missing, not imported) in the column of imports"


def test_every_package_has_a_glossary() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for name, path in MODULES.items()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
