"""What the command line says of itself."""

from bot import __version__
from bot.__main__ import COMMANDS
from tests.commandline.shell import Shell


def test_the_version(shell: Shell) -> None:
    said = shell.run("--version")
    assert (said.code, said.lines, said.errors) == (0, [__version__], [])


def test_help_names_every_command(shell: Shell) -> None:
    said = shell.run("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert any(command in line.split() for line in said.lines), command


def test_an_unknown_command(shell: Shell) -> None:
    assert shell.run("frobnicate").code == 2
