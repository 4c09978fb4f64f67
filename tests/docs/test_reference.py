"""The documents name exactly the existing settings, commands and options."""

import re
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, app
from bot.conversation.acts import ACTS
from bot.conversation.command import all_commands
from bot.language.text.fold import fold
from bot.settings import DEFAULTS, SECRETS
from tests.docs.pages import name_of, pages, read, spans
from tools.reference import PAGE, PARTS, commands, written

NOT_OURS = {"FOR_OTHERS", "NHACVIEC_COMPLETE"}
"""Names in capitals that are no setting: of code, and of the library that completes commands."""

OPTIONS = {
    words.strip(): {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    for words, command in commands("", app)
}
"""The options and arguments of each command."""

SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def test_the_reference_is_up_to_date() -> None:
    assert read(PAGE) == written(read(PAGE)), "run: python -m tools.reference"


def test_the_reference_lists_every_setting_and_command() -> None:
    page = read(PAGE)
    named = set(re.findall(r"^\| `/(\w+)`", page, re.MULTILINE))
    assert named == {each.name for each in all_commands()}
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == set(DEFAULTS)
    commands = set(re.findall(r"^\| `nhacviec ([a-z]+)", page, re.MULTILINE))
    assert commands == set(COMMANDS)
    assert all(f"<!-- {part} -->" in page for part in PARTS)


def test_the_guides_describe_every_action() -> None:
    guides = " ".join(fold(read(path)) for path in PAGE.parent.glob("huong-dan-*.md"))
    untold = [act.name for act in ACTS if not any(words in guides for words in act.words)]
    assert untold == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_page_names_an_unknown_setting(page: Path) -> None:
    known = {*DEFAULTS, *(f"{name}_FILE" for name in SECRETS), *NOT_OURS}
    named = {found for span in spans(read(page)) for found in SETTING.findall(span)}
    assert named - known == set()


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_page_names_an_unknown_command_or_option(page: Path) -> None:
    for span in spans(read(page)):
        words = re.sub(r"^(?:\.venv/bin/)?python3? -m bot\b", "nhacviec", span).split()
        if words[:1] == ["nhacviec"]:
            called = " ".join(word for word in words[1:2] if re.fullmatch("[a-z]+", word))
            assert called in OPTIONS, span
            options = {word.strip("[],") for word in words if word.strip("[").startswith("--")}
            assert options - {*OPTIONS[called], *OPTIONS[""], "--help"} == set(), span
