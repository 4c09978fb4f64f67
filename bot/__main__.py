"""The command line of the program."""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from bot import __version__
from bot.commandline.calling import Group
from bot.commandline.refusing import fail
from bot.importers.faults import BadFile
from bot.texts import cities, communes, copies, moving, setup, understanding
from bot.texts import commandline as texts

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
    "commune": ("communes", "app", communes.COMMUNES),
    "city": ("cities", "app", cities.CITIES),
    "invite": ("people", "invite", texts.INVITE),
    "why": ("why", "why", texts.WHY),
    "days": ("days", "days", texts.DAYS),
    "check": ("checking", "check", texts.CHECK),
    "backup": ("copying", "backup", copies.BACKUP),
    "restore": ("copying", "restore", copies.RESTORE),
    "move": ("moving", "move_", moving.MOVE),
    "simulate": ("simulating", "simulate", texts.SIMULATE),
    "understand": ("understand", "app", understanding.UNDERSTAND),
}
"""Each command: the file of `bot.commandline` it is in, its name there, and what it is for."""


class Commands(Group):
    """Loads what a command needs when it is asked for: reading a plan needs no platform."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of help."""
        return list(COMMANDS)

    def purposes(self, ctx: click.Context) -> Mapping[str, str]:
        """What each is for, without loading any."""
        return {name: purpose for name, (_, _, purpose) in COMMANDS.items()}

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the command that is called; of a bad file every fault is told."""
        try:
            return super().invoke(ctx)
        except BadFile as bad:
            fail(*bad.lines)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a wrong name is compared with all, loaded or not."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as wrong:
            raise click.NoSuchCommand(wrong.command_name, None, COMMANDS, ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        file, name, purpose = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"bot.commandline.{file}"), name)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        found.name, found.help = cmd_name, purpose
        return found


@click.group(cls=Commands, help=texts.PROGRAM)
@click.version_option(__version__, message="%(version)s", help=texts.VERSION)
def app() -> None:
    """What comes before any command."""


def main() -> None:
    """The console script."""
    if not __debug__:
        raise SystemExit(texts.OPTIMIZED)
    # Modules stay: to look for garbage while a command's are loaded takes a fifth of the start.
    gc.disable()
    app()


if __name__ == "__main__":
    main()
