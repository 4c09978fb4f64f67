"""CONTRIBUTING.md names only files, folders and names that exist."""

import re

import pytest

from tests.docs.pages import ROOT, read, spans

SPANS = spans(read(ROOT / "CONTRIBUTING.md"))
PATHS = sorted({found for span in SPANS for found in re.findall(r"[\w/.<>-]+/[\w/.<>-]*", span)})
IN_FILES = {
    "LADDERS": "scheduler/ladder/rules.py",
    "ASKED": "bot/texts/reminders.py",
    "FOR_OTHERS": "bot/texts/reminders.py",
    "STEPS": "bot/texts/steps.py",
    "LINES": "bot/texts/help.py",
    "CALLED": "bot/texts/report_command.py",
    "CHANNEL": "bot/channels/telegram.py",
    "WHERE": "bot/texts/setup.py",
    "HELD": "tests/reports/test_contract.py",
    "FAR": "tests/channels/contract.py",
    "FORGETS": "tests/channels/contract.py",
    "build = listed(Asked.WAITING)": "bot/reports/list_report.py",
}
"""Where each name in capitals is."""


def test_there_are_five_recipes() -> None:
    part = read(ROOT / "CONTRIBUTING.md").partition("## Five recipes")[2]
    assert len(re.findall(r"^### ", part, re.MULTILINE)) == 5
    assert len(re.findall(r"^Tried: ", part, re.MULTILINE)) == 5


@pytest.mark.parametrize("path", PATHS)
def test_every_path_in_a_recipe_exists(path: str) -> None:
    if path.startswith((".venv/", "var/")):
        return
    place = ROOT / re.sub(r"/<name>.*", "", path)
    assert place.exists(), path


@pytest.mark.parametrize("name", [span for span in SPANS if span.isupper() and "_" not in span])
def test_every_name_in_a_recipe_is_in_its_file(name: str) -> None:
    if name != "COMMAND":
        assert name in read(ROOT / IN_FILES[name])
