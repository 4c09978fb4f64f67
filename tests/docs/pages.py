"""Reads the documentation pages for the tests that compare them with the program."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST = ("README.md", "README.vi.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def pages() -> list[Path]:
    """Every page, the ones at the top first."""
    return [ROOT / name for name in FIRST] + sorted((ROOT / "docs").rglob("*.md"))


def read(path: Path) -> str:
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    """A page as people call it."""
    return path.relative_to(ROOT).as_posix()


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, without the indent of their list."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^\1```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{block[1]}", "", block[2], flags=re.MULTILINE) for block in found]


def spans(text: str) -> list[str]:
    """Everything in backticks outside the fenced blocks."""
    prose = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def rows(text: str, heading: str) -> Iterator[list[str]]:
    """The cells of each row of the tables below a heading, without their heads."""
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, heading
    section = re.split(r"\n#{1,3} ", rest)[0]
    for table in re.findall(r"(?:^\|.*\n?)+", section, re.MULTILINE):
        for line in table.strip().splitlines()[2:]:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
