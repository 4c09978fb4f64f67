"""The command line of the program."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot import __version__
from bot.texts import commandline as texts
from bot.texts import copies, moving, setup

COMMANDS = {
    "setup": ("setup", "setup", setup.SETUP),
    "run": ("running", "run", texts.RUN),
    "worker": ("sharing", "worker", texts.WORKER),
    "web": ("sharing", "web", texts.WEB),
    "tick": ("sharing", "tick", texts.TICK),
    "import": ("importing", "import_", texts.IMPORT),
    "propose": ("proposing", "propose", texts.PROPOSE),
    "preview": ("foretelling", "preview", texts.PREVIEW),
    "report": ("reporting", "report_", texts.REPORT),
    "commune": ("communes", "app", ""),
    "city": ("cities", "app", ""),
    "invite": ("people", "invite", texts.INVITE),
    "why": ("why", "why", texts.WHY),
    "days": ("days", "days", texts.DAYS),
    "check": ("checking", "check", texts.CHECK),
    "backup": ("copying", "backup", copies.BACKUP),
    "restore": ("copying", "restore", copies.RESTORE),
    "move": ("moving", "move_", moving.MOVE),
    "simulate": ("simulating", "simulate", texts.SIMULATE),
    "understand": ("understand", "app", ""),
}
"""Each command: the file of `bot.commandline` it is in, its function there, or the
commands below it, and what it is for."""


class Commands(TyperGroup):
    """Loads what a command needs when it is asked for: reading a plan needs no platform."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        file, function, purpose = COMMANDS[cmd_name]
        found = getattr(import_module(f"bot.commandline.{file}"), function)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(cmd_name, help=purpose)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands, help=texts.PROGRAM, no_args_is_help=True, pretty_exceptions_enable=False
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def callback(
    shown: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help=texts.VERSION)
    ] = False,
) -> None:
    """What comes before any command."""


def main() -> None:
    """The console script."""
    if not __debug__:
        raise SystemExit(texts.OPTIMIZED)
    app()


if __name__ == "__main__":
    main()
