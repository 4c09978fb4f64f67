"""Base classes, option types and shared options of all commands, with click in Vietnamese.

click's own messages come from a gettext catalogue. Importing this module selects it; commands are
defined after that, as click looks some messages up when an option is defined.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.language.text.letters import composed
from bot.texts import click_messages
from bot.texts import commandline as texts


def _select_catalogue() -> None:
    """Make gettext use our Vietnamese catalogue, regardless of the machine's language."""
    gettext.bindtextdomain("click", Path(click_messages.__file__).parent / "locale")
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = "vi"


_select_catalogue()


class WholeNumber(click.IntRange):
    name = click_messages.NUMBER


class DecimalNumber(click.FloatRange):
    """A decimal number, optionally within bounds."""

    name = click_messages.NUMBER


class FreeText(click.types.StringParamType):
    """A text whose letters and accents are composed (Unicode NFC), as texts are stored."""

    name = click_messages.TEXT

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return composed(str(super().convert(value, param, ctx)))


PATH = click.Path(path_type=Path)
TEXT = FreeText()

COMMUNE = click.option("--commune", type=TEXT, default="", help=texts.COMMUNE)
JSON = click.option("--json", "as_json", is_flag=True, help=texts.JSON)
PERSON = click.option("--person", type=TEXT, default="", help=texts.PERSON)
YEAR = click.option("--year", type=WholeNumber(2000, 2090), help=texts.YEAR)

On = TypeVar("On", bound=Callable[..., Any] | click.Command)


def number_option(
    name: str, kind: click.ParamType[Any], default: float, help: str
) -> Callable[[On], On]:
    """An option for a number that shows its default in help."""
    return click.option(name, type=kind, default=default, show_default=True, help=help)


class CliCommand(click.Command):
    """A command, with Vietnamese placeholders in its usage line."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": click_messages.OPTIONS, **more})


class CliGroup(click.Group):
    """A group of commands, with Vietnamese placeholders in its usage line."""

    command_class = CliCommand

    def __init__(self, *arguments: Any, **more: Any) -> None:
        ours = {
            "options_metavar": click_messages.OPTIONS,
            "subcommand_metavar": click_messages.COMMANDS,
        }
        super().__init__(*arguments, **{**ours, **more})

    def help_lines(self, ctx: click.Context) -> Mapping[str, str]:
        return {name: command.help or "" for name, command in self.commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each subcommand with its full help; click would cut it to one line."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(list(self.help_lines(ctx).items()))
