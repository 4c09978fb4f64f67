"""How commands are called: click, with the words that it has of its own in our language."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from bot.texts import calling
from bot.texts import commandline as texts

PATH = click.Path(path_type=Path)

COMMUNE = click.option("--commune", default="", help=texts.COMMUNE)
JSON = click.option("--json", "as_json", is_flag=True, help=texts.JSON)
PERSON = click.option("--person", default="", help=texts.PERSON)
YEAR = click.option("--year", type=click.IntRange(2000, 2090), help=texts.YEAR)

On = TypeVar("On", bound=Callable[..., Any] | click.Command)


def number(name: str, kind: click.ParamType[Any], default: float, help: str) -> Callable[[On], On]:
    """An option for a number, whose default is shown."""
    return click.option(name, type=kind, default=default, show_default=True, help=help)


class Page(click.HelpFormatter):
    """A page of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of how it is called."""
        super().write_usage(prog, args, calling.USAGE)

    def write_heading(self, heading: str) -> None:
        """What stands above options and the like."""
        super().write_heading(calling.HEADINGS[heading])

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options and the like, a line each."""
        told = [
            (_replaced(name, calling.KINDS), _replaced(words, calling.MARKS))
            for name, words in rows
        ]
        super().write_dl(told, col_max, col_spacing)


def _replaced(words: str, ours: Mapping[str, str]) -> str:
    for theirs, own in ours.items():
        words = words.replace(theirs, own)
    return words


class Context(click.Context):
    """What a command is called in."""

    formatter_class = Page


class Refused(click.UsageError):
    """A call that cannot be carried out as it stands."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print why, below how it is called."""
        assert self.ctx is not None
        told = calling.refused(self.ctx.get_usage(), self.ctx.command_path, self.message)
        click.echo(told, file=file, err=True)


class Called(click.Command):
    """What every command has."""

    context_class = Context

    def __init__(self, *arguments: Any, **told: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": calling.OPTIONS, **told})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that prints the page of help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = calling.HELP
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words of a call. Raises Refused."""
        try:
            return super().parse_args(ctx, args)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Refused(_problem(error, ctx), error.ctx or ctx) from error


class Command(Called):
    """A command that does something."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Nothing may be left. Raises Refused."""
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise Refused(calling.too_many(left), ctx)
        return left


class Group(Called, click.Group):
    """A command with commands below it."""

    command_class = Command

    def __init__(self, *arguments: Any, **told: Any) -> None:
        super().__init__(*arguments, **{"subcommand_metavar": calling.COMMANDS, **told})

    def purposes(self, ctx: click.Context) -> Mapping[str, str]:
        """What each command below it is for."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        return {name: command.help or "" for name, command in found.items() if command}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in the order in which they are told."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with all of its purpose."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.purposes(ctx).items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called. Raises Refused."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            like = get_close_matches(name, self.list_commands(ctx))
            raise Refused(calling.no_command(name, like), ctx)
        return super().resolve_command(ctx, args)


def _problem(error: click.UsageError, context: click.Context) -> str:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=like):
            return calling.no_option(name, like or ())
        case click.MissingParameter(param=click.Parameter() as param):
            return calling.missing(_named(param))
        case click.BadParameter(param=click.Parameter() as param):
            return calling.bad_value(_named(param), _wanted(param.type))
        case click.BadOptionUsage(option_name=name):
            flag = name in _flags(context.command)
            return calling.takes_no_value(name) if flag else calling.needs_value(name)
    return error.format_message()


def _flags(command: click.Command) -> set[str]:
    """Options that are only said or not."""
    found = (each for each in command.params if isinstance(each, click.Option) and each.is_flag)
    return {name for each in found for name in (*each.opts, *each.secondary_opts)}


def _named(param: click.Parameter) -> str:
    return param.human_readable_name if param.param_type_name == "argument" else param.opts[0]


def _wanted(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.IntRange(min=float() | int() as least, max=float() | int() as most):
            return calling.between(least, most)
        case click.FloatRange(min=float() | int() as least, max=float() | int() as most):
            return calling.between(least, most)
        case click.Choice(choices=names):
            return calling.one_of(list(map(str, names)))
    return calling.NUMBER if kind in (click.INT, click.FLOAT) else ""
