"""The checks of `nhacviec check` on the communes' tokens in SECRETS_DIR."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.channels.platforms import PLATFORMS, is_token
from bot.channels.probing import PlatformUnreachable, probe_bot
from bot.settings import Settings
from bot.texts import checking as texts
from storage.commune import Commune
from storage.database import Database

CONCURRENCY = 16
"""Bots whose platform is asked at the same time."""

CheckResult = tuple[bool, str]
"""False for a problem, and the line to print."""


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token in a commune's folder; `where` is folder/file, `token` is '' if unreadable."""

    where: str
    platform: str
    token: str


def check_folders(chosen: Settings, database: Database) -> Iterator[CheckResult]:
    """Report folders that bear no commune's key: a typo leaves a commune without its bot."""
    with database.everything() as session:
        keys = set(session.scalars(select(Commune.key)))
    for folder in _folders(chosen):
        if folder.name not in keys:
            yield False, texts.folder_without_commune(folder.name)


def check_tokens(chosen: Settings) -> Iterator[CheckResult]:
    """Check that each token is readable, well-formed, unique, and accepted by its platform."""
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
    few = asyncio.Semaphore(CONCURRENCY)

    async def ask(one: StoredToken) -> str:
        async with few:
            try:
                found = await probe_bot(chosen.servers[one.platform], one.token)
            except PlatformUnreachable:
                return texts.unreachable(one.where)
        return "" if found.name else texts.token_answer(one.where, "")

    return [each for each in await asyncio.gather(*map(ask, kept)) if each]
