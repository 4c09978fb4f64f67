"""`nhacviec setup`: asks for tokens, web address and plan, checks them and writes `.env`.

It can be called again: present values are shown, and only what is answered changes.
"""

import asyncio
import os
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path

import click

from bot.channels.platforms import PLATFORMS, is_token
from bot.channels.probing import PlatformUnreachable, probe_bot
from bot.commandline.click_base import CliCommand
from bot.commandline.env_file import write_settings
from bot.commandline.failure import exit_with
from bot.commandline.invite import print_invitation
from bot.commandline.setup_plan import load_plan
from bot.commandline.shared import commune_id, open_database, settings
from bot.settings import Settings, is_address
from bot.texts import setup as texts
from bot.texts.system_errors import error_in_words
from scheduler.calendar.clock import RealClock
from storage.person import addresses, present_holdings
from storage.unit import posts
from storage.words import Rank

FILE = Path(".env")

PAGE, HOST = "WEB_URL", "WEB_HOST"
ALL_INTERFACES = "0.0.0.0"  # nosec B104 # the office's page has to be reachable; the setting is printed
LOCAL = ("http://127.0.0.1", "http://localhost")


@click.command(cls=CliCommand)
def setup() -> None:
    """Ask for settings, load a plan, invite the secretary."""
    kept: list[str] = []
    try:
        _lead_through(kept)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\n{texts.setup_stopped(kept)}", err=True)
        raise click.exceptions.Exit(1) from None


def _lead_through(done_so_far: list[str]) -> None:
    """Ask one question after the other; what is done is added to `done_so_far`, in words."""
    now, outside = RealClock().now(), frozenset(os.environ)
    click.echo(texts.WELCOME)
    written: list[str] = []
    for found in _ask_settings(settings(), outside):
        _write(found)
        written += found
        done_so_far[:] = [texts.kept_settings(FILE, written)]
    chosen = settings()
    if chosen.training:
        click.echo(f"\n{texts.TRAINING}")
        return
    commune = load_plan(now, done_so_far)
    if commune:
        invite_secretary(commune)
    click.echo(f"\n{texts.DONE if commune else texts.NO_PLAN_IMPORTED}")


def _ask_settings(chosen: Settings, outside: frozenset[str]) -> Iterator[dict[str, str]]:
    """The settings of each answer; those set in the environment are not asked for."""
    for platform in PLATFORMS.values():
        name = platform.token_setting
        if name in outside or os.environ.get(f"{name}_FILE", "").strip():
            click.echo(texts.set_in_environment(name))
        elif token := ask_token(chosen, platform.name):
            yield {name: token}
    if PAGE in outside:
        click.echo(texts.set_in_environment(PAGE))
    elif page := _page(chosen.web_url):
        opened = not page.startswith(LOCAL) and HOST not in outside
        yield {PAGE: page, **({HOST: ALL_INTERFACES} if opened else {})}


def _page(kept: str) -> str:
    """A new address of the office's web page; '' to keep the present one."""
    click.echo(f"\n{texts.PAGE}")
    while True:
        answer: str = click.prompt(texts.PAGE_PROMPT, default=kept, show_default=bool(kept)).strip()
        if not answer or answer == kept:
            return ""
        if is_address(answer):
            return answer
        click.echo(texts.BAD_PAGE)


def _write(found: dict[str, str]) -> None:
    try:
        write_settings(FILE, found)
    except OSError as error:
        exit_with(texts.cannot_write(FILE, error_in_words(error)), code=1)
    os.environ.update(found)
    click.echo(texts.settings_written(FILE, list(found)))


class TokenVerdict(Enum):
    """A platform's answer to a token; UNKNOWN: the platform was unreachable."""

    TAKEN = auto()
    REFUSED = auto()
    UNKNOWN = auto()


def ask_token(chosen: Settings, platform: str) -> str:
    """A new token, checked with its platform; '' if skipped or kept."""
    click.echo(f"\n{texts.WHERE[platform]}")
    server, kept = chosen.servers[platform], chosen.tokens[platform]
    if kept:
        _probe(platform, server, kept)
    while answer := _ask(platform):
        if not is_token(answer):
            click.echo(texts.NO_TOKEN)
            continue
        verdict = _probe(platform, server, answer)
        if verdict is TokenVerdict.TAKEN:
            return answer
        if verdict is TokenVerdict.UNKNOWN and click.confirm(
            texts.keep_anyway(platform), default=False
        ):
            return answer
    return ""


def _ask(platform: str) -> str:
    answer: str = click.prompt(
        texts.token_of(platform), default="", show_default=False, hide_input=True
    )
    return answer.strip()


def _probe(platform: str, server: str, token: str) -> TokenVerdict:
    try:
        found = asyncio.run(probe_bot(server, token))
    except PlatformUnreachable:
        click.echo(texts.unreachable(platform))
        return TokenVerdict.UNKNOWN
    click.echo(texts.bot_is(platform, found.name) if found.name else texts.refused(platform))
    return TokenVerdict.TAKEN if found.name else TokenVerdict.REFUSED


def invite_secretary(commune: str) -> None:
    """Print a code for the secretary's post; asks first if its holder has a chat already."""
    click.echo("")
    with open_database() as database:
        wanted = commune_id(database, commune)
        with database.commune(wanted) as session:
            post = next((each for each in posts(session) if each.rank is Rank.SECRETARY), None)
            if post is None:
                click.echo(texts.NO_SECRETARY)
                return
            held = {row.person_id: row.person.name for row in present_holdings(session, [post.id])}
            names = {held[row.person_id] for row in addresses(session, held)}
    if names:
        click.echo(texts.holders_linked(post.name, sorted(names)))
        if not click.confirm(texts.ASK_NEW_CODE, default=False):
            return
    print_invitation(post.name, commune)
