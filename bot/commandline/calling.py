"""How commands are called: click, in Vietnamese.

What click says by itself comes from a gettext catalogue; importing this module selects it, so
commands must be defined after that: click reads some of its words when an option is defined.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.texts import calling
from bot.texts import commandline as texts


def _select_catalogue() -> None:
    """Let gettext answer click in Vietnamese, whatever the language of the machine."""
    gettext.bindtextdomain("click", Path(calling.__file__).parent / "locale")
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = "vi"


_select_catalogue()


class WholeNumber(click.IntRange):
    """An integer, within bounds where they are given."""

    name = calling.NUMBER


class DecimalNumber(click.FloatRange):
    """A number with or without decimals, within bounds where they are given."""

    name = calling.NUMBER


class FreeText(click.types.StringParamType):
    """Any text."""

    name = calling.TEXT


PATH = click.Path(path_type=Path)
TEXT = FreeText()

COMMUNE = click.option("--commune", type=TEXT, default="", help=texts.COMMUNE)
JSON = click.option("--json", "as_json", is_flag=True, help=texts.JSON)
PERSON = click.option("--person", type=TEXT, default="", help=texts.PERSON)
YEAR = click.option("--year", type=WholeNumber(2000, 2090), help=texts.YEAR)

On = TypeVar("On", bound=Callable[..., Any] | click.Command)


def number(name: str, kind: click.ParamType[Any], default: float, help: str) -> Callable[[On], On]:
    """An option for a number, whose default is shown."""
    return click.option(name, type=kind, default=default, show_default=True, help=help)


class Command(click.Command):
    """A command that does something."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": calling.OPTIONS, **more})


class Group(click.Group):
    """A command with commands below it."""

    command_class = Command

    def __init__(self, *arguments: Any, **more: Any) -> None:
        ours = {"options_metavar": calling.OPTIONS, "subcommand_metavar": calling.COMMANDS}
        super().__init__(*arguments, **{**ours, **more})

    def purposes(self, ctx: click.Context) -> Mapping[str, str]:
        """What each command below it is for."""
        return {name: command.help or "" for name, command in self.commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in the order of help."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with its whole purpose, which click would cut to one line."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(list(self.purposes(ctx).items()))
