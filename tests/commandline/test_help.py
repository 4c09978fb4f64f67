"""What the command line says of itself."""

import re

import pytest

from bot import __version__
from bot.__main__ import COMMANDS
from bot.texts import calling as texts
from tests.commandline.shell import Shell


def test_the_version(shell: Shell) -> None:
    said = shell.run("--version")
    assert (said.code, said.lines, said.errors) == (0, [__version__], [])


def test_help_names_every_command(shell: Shell) -> None:
    said = shell.run("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert any(command in line.split() for line in said.lines), command


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["frobnicate"], texts.no_command("frobnicate", [])),
        (["runn"], texts.no_command("runn", ["run"])),
        (["city", "ad"], texts.no_command("ad", ["add"])),
        (["run", "--sped", "2"], texts.no_option("--sped", ["--speed"])),
        (["run", "--speed"], texts.needs_value("--speed")),
        (["run", "--training=1"], texts.takes_no_value("--training")),
        (["run", "--speed", "0"], texts.bad_value("--speed", texts.between(0.001, 100_000))),
        (["why", "abc"], texts.bad_value("NUMBER", texts.NUMBER)),
        (["report", "--form", "x"], texts.bad_value("--form", texts.one_of(["party", "ubnd"]))),
        (["city", "take", "a"], texts.missing("COMMUNES")),
        (["move"], texts.missing("--to")),
        (["check", "that", "too"], texts.too_many(["that", "too"])),
    ],
)
def test_a_wrong_call_says_what_is_wrong(words: list[str], told: str, beginner: Shell) -> None:
    said = beginner.run(*words)
    assert (said.code, said.lines) == (2, [])
    assert said.errors[0].startswith(texts.USAGE)
    assert said.errors[-1].endswith(told)


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_has_no_word_of_the_librarys(words: list[str], beginner: Shell) -> None:
    said = beginner.run(*words, "--help")
    assert said.code == 0
    assert not re.search(
        r"Usage|Options|Arguments|arguments|Commands|Show|default|required", "\n".join(said.lines)
    )
