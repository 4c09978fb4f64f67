"""The console script `nhacviec`: finds and runs one command."""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from bot import __version__
from bot.commandline.click_base import CliGroup
from bot.commandline.failure import exit_with
from bot.importers.faults import BadFile
from bot.texts import cities, communes, copies, moving, setup, understanding
from bot.texts import commandline as texts

COMMANDS = {
    "setup": ("setup", "setup", setup.SETUP),
    "run": ("run", "run", texts.RUN),
    "worker": ("workers", "worker", texts.WORKER),
    "web": ("workers", "web", texts.WEB),
    "tick": ("workers", "tick", texts.TICK),
    "import": ("import_plan", "import_", texts.IMPORT),
    "template": ("template", "template", texts.TEMPLATE),
    "propose": ("propose", "propose", texts.PROPOSE),
    "preview": ("preview", "preview", texts.PREVIEW),
    "report": ("report", "report_", texts.REPORT),
    "commune": ("commune", "app", communes.COMMUNES),
    "city": ("city", "app", cities.CITIES),
    "invite": ("invite", "invite", texts.INVITE),
    "why": ("why", "why", texts.WHY),
    "days": ("days", "days", texts.DAYS),
    "check": ("check", "check", texts.CHECK),
    "backup": ("backup", "backup", copies.BACKUP),
    "restore": ("restore", "restore", copies.RESTORE),
    "move": ("move", "move_", moving.MOVE),
    "simulate": ("simulate", "simulate", texts.SIMULATE),
    "understand": ("understand", "app", understanding.UNDERSTAND),
}
"""By command: its module in `bot.commandline`, its name there, and its line of help."""


class Commands(CliGroup):
    """The group of all commands; a command's module is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of help."""
        return list(COMMANDS)

    def help_lines(self, ctx: click.Context) -> Mapping[str, str]:
        return {name: purpose for name, (_, _, purpose) in COMMANDS.items()}

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a bad file is reported with every fault."""
        try:
            return super().invoke(ctx)
        except BadFile as bad:
            exit_with(*bad.lines)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve the command called; a wrong name gets suggestions from all names."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as wrong:
            raise click.NoSuchCommand(wrong.command_name, None, COMMANDS, ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
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
    """The root group; it does nothing by itself."""


def main() -> None:
    """Run the command line. Exits under python -O, which would drop the asserts."""
    if not __debug__:
        raise SystemExit(texts.OPTIMIZED)
    # Modules stay: to look for garbage while a command's are loaded takes a fifth of the start.
    gc.disable()
    app()


if __name__ == "__main__":
    main()
