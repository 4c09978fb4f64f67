"""`nhacviec invite`: prints a one-time code that links a chat to a post."""

import asyncio
import json

import click

from bot.app.channel_registry import ChannelRegistry, load_channels
from bot.channels.bots import CommuneTelegramBot
from bot.channels.platforms import TELEGRAM
from bot.commandline.click_base import COMMUNE, JSON, PERSON, TEXT, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.shared import commune_id, open_database, print_database, settings
from bot.conversation.linking.codes import make_invitation as make_invite
from bot.settings import Settings
from bot.texts import commandline as texts
from bot.texts.linking import FreshCode
from scheduler.calendar.clock import RealClock
from scheduler.calendar.working_time import VIETNAM
from scheduler.delivery.channel import ChannelError
from storage.database import Database
from storage.unit import post_by_name, posts


@click.command(cls=CliCommand)
@click.argument("post", type=TEXT, help=texts.POST)
@PERSON
@JSON
@COMMUNE
def invite(post: str, person: str, as_json: bool, commune: str) -> None:
    """Print a one-time code for the holder of a post."""
    print_invitation(post, commune, person, as_json)


def print_invitation(post: str, commune: str, person: str = "", as_json: bool = False) -> None:
    """Make a one-time code for a post and print it. `commune` is a key, '' for the only one."""
    now = RealClock().now()
    with open_database() as database:
        wanted = commune_id(database, commune)
        with database.commune(wanted) as session:
            found = post_by_name(session, post)
            if found is None:
                exit_with(texts.no_such_post(post, [each.name for each in posts(session)]))
            made = make_invite(session, found, now, person)
        print_code(database, wanted, made, as_json)
        print_database(database, err=as_json)


def print_code(database: Database, commune: int, made: FreshCode, as_json: bool) -> None:
    """Print a code with its links: the Telegram bot's and the web page's, if there are any."""
    chosen = settings()
    link = _link(chosen, database, commune, made.code)
    page = f"{chosen.web_url}/sign-in?code={made.code}" if chosen.web_url else ""
    if as_json:
        invitation = {
            "post": made.post,
            "code": made.code,
            "link": link,
            "page": page,
            "expires_at": made.expires_at.astimezone(VIETNAM).isoformat(),
        }
        click.echo(json.dumps(invitation, ensure_ascii=False))
        return
    for line in texts.invitation_lines(made.post, made.code, link, page, made.expires_at):
        click.echo(line)


def _link(chosen: Settings, database: Database, commune: int, code: str) -> str:
    channels = load_channels(chosen, database, RealClock())
    bot = channels.get((commune, TELEGRAM))
    if not isinstance(bot, CommuneTelegramBot):
        return ""
    try:
        return asyncio.run(_ask_link(channels, bot, code))
    except ChannelError:
        click.echo(texts.UNREACHABLE_PLATFORM, err=True)
        return ""


async def _ask_link(channels: ChannelRegistry, bot: CommuneTelegramBot, code: str) -> str:
    try:
        return await bot.link(code)
    finally:
        await channels.close()
