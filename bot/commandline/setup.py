"""`nhacviec setup`: asks for what the program needs, checks it, and writes it down.

It can be called again: what is set is shown, and only what is answered changes.
"""

import os
from pathlib import Path

import click

from bot.channels.platforms import PLATFORMS
from bot.commandline.calling import Command
from bot.commandline.envfile import write_settings
from bot.commandline.refusing import fail
from bot.commandline.setup_bots import ask_token
from bot.commandline.setup_plan import load_plan
from bot.commandline.setup_seat import invite_secretary
from bot.commandline.shared import settings
from bot.settings import Settings
from bot.texts import setup as texts
from scheduler.calendar.clock import RealClock

FILE = Path(".env")

PAGE, HOST = "WEB_URL", "WEB_HOST"
EVERY_MACHINE = "0.0.0.0"  # nosec B104 # what the office's page needs; it is said when written
HERE = ("http://127.0.0.1", "http://localhost")


@click.command(cls=Command)
def setup() -> None:
    """Go through everything once."""
    now, outside = RealClock().now(), frozenset(os.environ)
    click.echo(texts.WELCOME)
    _write(_answered(settings(), outside))
    chosen = settings()
    if chosen.training:
        click.echo(f"\n{texts.TRAINING}")
        return
    commune = load_plan(now)
    if commune:
        invite_secretary(commune)
    click.echo(f"\n{texts.DONE if commune else texts.LATER}")


def _answered(chosen: Settings, outside: frozenset[str]) -> dict[str, str]:
    """The settings that were answered anew; what the environment sets is left to it."""
    found: dict[str, str] = {}
    for platform in PLATFORMS.values():
        name = platform.token_setting
        if {name, f"{name}_FILE"} & outside:
            click.echo(texts.outside(name))
        elif token := ask_token(chosen, platform.name):
            found[name] = token
    if PAGE in outside:
        click.echo(texts.outside(PAGE))
    elif page := _page(chosen.web_url):
        found[PAGE] = page
        if not page.startswith(HERE) and HOST not in outside:
            found[HOST] = EVERY_MACHINE
    return found


def _page(kept: str) -> str:
    """A new address of the office's page, or nothing."""
    click.echo(f"\n{texts.PAGE}")
    while True:
        said: str = click.prompt(texts.PAGE_ASKED, default=kept, show_default=bool(kept)).strip()
        if not said or said == kept:
            return ""
        if said.startswith(("http://", "https://")):
            return said
        click.echo(texts.BAD_PAGE)


def _write(found: dict[str, str]) -> None:
    if not found:
        return
    try:
        write_settings(FILE, found)
    except OSError as error:
        fail(texts.cannot_write(FILE, error.strerror or type(error).__name__), code=1)
    os.environ.update(found)
    click.echo(texts.written(FILE, list(found)))
