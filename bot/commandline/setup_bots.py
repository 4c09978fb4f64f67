"""The part of `nhacviec setup` that asks for bot tokens and checks them with the platforms."""

import asyncio
from enum import Enum, auto

import click

from bot.channels.platforms import is_token
from bot.channels.probing import PlatformUnreachable, probe
from bot.settings import Settings
from bot.texts import setup as texts


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
        found = asyncio.run(probe(server, token))
    except PlatformUnreachable:
        click.echo(texts.unreachable(platform))
        return TokenVerdict.UNKNOWN
    click.echo(texts.bot_is(platform, found.name) if found.name else texts.refused(platform))
    return TokenVerdict.TAKEN if found.name else TokenVerdict.REFUSED
