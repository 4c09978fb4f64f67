"""`nhacviec setup`: asks for tokens, web address and plan, checks them and writes `.env`.

It can be called again: present values are shown, and only what is answered changes.
"""

import os
from pathlib import Path

import click

from bot.channels.platforms import PLATFORMS
from bot.commandline.click_base import CliCommand
from bot.commandline.env_file import write_settings
from bot.commandline.failure import fail
from bot.commandline.setup_bots import ask_token
from bot.commandline.setup_plan import load_plan
from bot.commandline.setup_secretary import invite_secretary
from bot.commandline.shared import settings
from bot.settings import Settings
from bot.texts import setup as texts
from scheduler.calendar.clock import RealClock

FILE = Path(".env")

PAGE, HOST = "WEB_URL", "WEB_HOST"
ALL_INTERFACES = "0.0.0.0"  # nosec B104 # the office's page has to be reachable; the setting is printed
LOCAL = ("http://127.0.0.1", "http://localhost")


@click.command(cls=CliCommand)
def setup() -> None:
    """Ask for settings, load a plan, invite the secretary."""
    now, outside = RealClock().now(), frozenset(os.environ)
    click.echo(texts.WELCOME)
    _write(_ask_settings(settings(), outside))
    chosen = settings()
    if chosen.training:
        click.echo(f"\n{texts.TRAINING}")
        return
    commune = load_plan(now)
    if commune:
        invite_secretary(commune)
    click.echo(f"\n{texts.DONE if commune else texts.LATER}")


def _ask_settings(chosen: Settings, outside: frozenset[str]) -> dict[str, str]:
    """The settings answered now; those set in the environment are not asked for."""
    found: dict[str, str] = {}
    for platform in PLATFORMS.values():
        name = platform.token_setting
        if {name, f"{name}_FILE"} & outside:
            click.echo(texts.set_in_environment(name))
        elif token := ask_token(chosen, platform.name):
            found[name] = token
    if PAGE in outside:
        click.echo(texts.set_in_environment(PAGE))
    elif page := _page(chosen.web_url):
        found[PAGE] = page
        if not page.startswith(LOCAL) and HOST not in outside:
            found[HOST] = ALL_INTERFACES
    return found


def _page(kept: str) -> str:
    """A new address of the office's web page; '' to keep the present one."""
    click.echo(f"\n{texts.PAGE}")
    while True:
        answer: str = click.prompt(texts.PAGE_ASKED, default=kept, show_default=bool(kept)).strip()
        if not answer or answer == kept:
            return ""
        if answer.startswith(("http://", "https://")):
            return answer
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
