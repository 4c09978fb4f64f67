"""What `check` says of the tokens of many communes, which lie in SECRETS_DIR."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.channels.platforms import PLATFORMS, is_token
from bot.channels.probing import PlatformUnreachable, probe
from bot.settings import Settings
from bot.texts import checking as texts
from storage.commune import Commune
from storage.database import Database

AT_ONCE = 16
"""Bots asked for their names at the same time."""

CheckResult = tuple[bool, str]
"""Whether all is well, and the line."""


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token as it lies in a commune's folder; empty where it cannot be read."""

    where: str
    platform: str
    token: str


def folders_told(chosen: Settings, database: Database) -> Iterator[CheckResult]:
    """Folders that are no commune's: a key that was mistyped leaves its commune without a bot."""
    with database.everything() as session:
        keys = set(session.scalars(select(Commune.key)))
    for folder in _folders(chosen):
        if folder.name not in keys:
            yield False, texts.nobodys_folder(folder.name)


def tokens_told(chosen: Settings) -> Iterator[CheckResult]:
    """Whether each token can be read, is one, stands once, and is taken by its platform."""
    kept = [each for folder in _folders(chosen) for each in _kept(folder)]
    if chosen.secrets_folder is None:
        return
    sound = [each for each in kept if is_token(each.token)]
    for each in kept:
        if each not in sound:
            yield False, texts.no_token(each.where)
    by_token = defaultdict(list)
    for each in sound:
        by_token[each.token].append(each.where)
    for places in by_token.values():
        if len(places) > 1:
            yield False, texts.same_token(places)
    problems = asyncio.run(_problems(chosen, sound))
    for problem in problems:
        yield False, problem
    yield not problems, texts.tokens(len(kept), len(sound) - len(problems))


def _folders(chosen: Settings) -> Sequence[Path]:
    folder = chosen.secrets_folder
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder else []


def _kept(folder: Path) -> Iterator[StoredToken]:
    for name, platform in PLATFORMS.items():
        path = folder / platform.token_file
        if path.exists():
            yield StoredToken(f"{folder.name}/{path.name}", name, _read(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


async def _problems(chosen: Settings, kept: Sequence[StoredToken]) -> list[str]:
    few = asyncio.Semaphore(AT_ONCE)

    async def ask(one: StoredToken) -> str:
        async with few:
            try:
                found = await probe(chosen.servers[one.platform], one.token)
            except PlatformUnreachable:
                return texts.unreachable(one.where)
        return "" if found.name else texts.token(one.where, "")

    return [each for each in await asyncio.gather(*map(ask, kept)) if each]
