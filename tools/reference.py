"""Write every setting, command and option into docs/vi/tra-cuu.md, from the example and the code.

usage: python -m tools.reference
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from bot.__main__ import app
from bot.conversation.command import Command, all_commands
from bot.texts.help import LINES
from scheduler.work.permissions import ALLOWED, ANYBODY
from storage.words import Rank

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "vi" / "tra-cuu.md"
EXAMPLE = ROOT / "config.example.env"


def settings() -> str:
    """The rows of settings: name, default and comment of config.example.env."""
    lines = []
    for block in EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        *words, setting = (line.removeprefix("#").strip() for line in block.splitlines())
        name, _, default = setting.partition("=")
        lines.append(_row(f"`{name}`", f"`{default}`" if default else "", " ".join(words)))
    return "\n".join(lines)


def command_line() -> str:
    """The rows of the command line: each command with its arguments and options."""
    lines = []
    for words, command in commands("", app):
        lines.append(_row(f"`nhacviec{words}`", (command.help or "").split("\n")[0]))
        lines += [
            _row(f"{_parameter_name(each)}", getattr(each, "help", ""))
            for each in _parameters(command)
        ]
    return "\n".join(lines)


def commands(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command and its subcommands, each with the words that call it."""
    yield words, command
    if hasattr(command, "list_commands"):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(f"{words} {name}", command.get_command(context, name))


def _parameters(command: Any) -> list[Any]:
    return [each for each in command.params if "--help" not in each.opts]


def _parameter_name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"… `{parameter.name.upper()}`"
    return "… " + ", ".join(f"`{each}`" for each in (*parameter.opts, *parameter.secondary_opts))


def _ranks(command: Command) -> frozenset[Rank]:
    ranks = {rank for rank in Rank if command.action in ALLOWED[rank]}
    return frozenset(Rank if command.action in ANYBODY else ranks)


def chat(ranks: frozenset[Rank]) -> str:
    """The rows of chat commands that exactly these ranks may give."""
    return "\n".join(
        _row(f"`/{each.name}`", LINES[each.name])
        for each in all_commands()
        if _ranks(each) == ranks
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


PARTS: Mapping[str, Callable[[], str]] = {
    "settings": settings,
    "command line": command_line,
    "chat of all": lambda: chat(frozenset(Rank)),
    "chat of leaders": lambda: chat(frozenset(Rank) - {Rank.OFFICIAL}),
    "chat of the office": lambda: chat(frozenset({Rank.SECRETARY})),
}


def written(page: str) -> str:
    """The page with fresh rows under each mark (<!-- name -->)."""
    for name, part in PARTS.items():
        below = re.compile(rf"(<!-- {name} -->\n\n(?:\|.*\n){{2}})(?:\|.*\n)*")
        found = below.search(page)
        assert found is not None, name
        page = f"{page[: found.start()]}{found[1]}{part()}\n{page[found.end() :]}"
    return page


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
