"""The part of `nhacviec setup` that asks for the tokens of bots, and their platforms for names."""

import asyncio
from enum import Enum, auto

import click

from bot.channels.platforms import is_token
from bot.channels.probing import PlatformUnreachable, probe
from bot.settings import Settings
from bot.texts import setup as texts


class TokenVerdict(Enum):
    """What became of asking a platform for the name of a token's bot."""

    TAKEN = auto()
    REFUSED = auto()
    UNKNOWN = auto()


def ask_token(chosen: Settings, platform: str) -> str:
    """A new token that its platform takes, or nothing: it is skipped, or stays as it is."""
    click.echo(f"\n{texts.WHERE[platform]}")
    server, kept = chosen.servers[platform], chosen.tokens[platform]
    if kept:
        _look(platform, server, kept)
    while said := _said(platform):
        if not is_token(said):
            click.echo(texts.NO_TOKEN)
            continue
        verdict = _look(platform, server, said)
        if verdict is TokenVerdict.TAKEN:
            return said
        if verdict is TokenVerdict.UNKNOWN and click.confirm(
            texts.keep_anyway(platform), default=False
        ):
            return said
    return ""


def _said(platform: str) -> str:
    said: str = click.prompt(
        texts.token_of(platform), default="", show_default=False, hide_input=True
    )
    return said.strip()


def _look(platform: str, server: str, token: str) -> TokenVerdict:
    try:
        found = asyncio.run(probe(server, token))
    except PlatformUnreachable:
        click.echo(texts.unreachable(platform))
        return TokenVerdict.UNKNOWN
    click.echo(texts.bot_is(platform, found.name) if found.name else texts.refused(platform))
    return TokenVerdict.TAKEN if found.name else TokenVerdict.REFUSED
