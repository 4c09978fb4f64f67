"""File uploads from the chat page: limited in size, their kind recognized from the content."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from aiohttp import BodyPartReader, web

from bot.channels.web_input import Upload
from bot.conversation.files.evidence import LIMIT
from bot.importers.bounded import bears_mark
from bot.importers.file_kinds import is_text, kind_of
from bot.texts import filing
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.auth import PageUser, known_channel, known_speaker
from bot.web.files import file_response
from storage.web_file import web_file

MAX_FILES = 5
MAX_FIELD = 32 * 1024
"""Bytes of the text field; its characters are counted later."""

MAX_FORM = MAX_FILES * LIMIT + 2 * MAX_FIELD
MAX_NAME = 200

MAX_FORMS = 2
"""The most forms of one person that are read at a time."""
MAX_CHECKED_AT_A_TIME = 4
"""The most files in memory at a time, to be checked."""
CHUNK = 256 * 1024

UPLOAD_LIMITS: dict[str, Any] = {
    "most_files": MAX_FILES,
    "most_bytes": LIMIT,
    "too_many": texts.too_many_files(MAX_FILES),
    "too_big": filing.too_big("{name}").plain,
}
"""Limits of uploads and their sentences, as values of the page's template."""

routes = web.RouteTableDef()


class UploadState:
    """The forms that a site is reading, by commune and person. `folder`: where files lie until they
    are stored, without a name; None: the system's folder for temporary files.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.being_read: Counter[tuple[int, int]] = Counter()
        self.checking_slots = asyncio.Semaphore(MAX_CHECKED_AT_A_TIME)


UPLOAD_STATE: web.AppKey[UploadState] = web.AppKey("UPLOAD_STATE", UploadState)


@asynccontextmanager
async def read_form(
    request: web.Request, speaker: PageUser
) -> AsyncIterator[tuple[dict[str, Any], tuple[Upload, ...]]]:
    """Yields the fields and files of a form.

    The files are unnamed temporary files that exist until the block ends. Raises RequestRefused if
    one is too large or not accepted, and (429) if the person sends more than MAX_FORMS forms at a
    time. A refused form is first read to its end, since a browser reads the answer only after
    sending everything; a form that is too large as a whole is refused unread.
    """
    if request.content_length is None or request.content_length > MAX_FORM:
        raise RequestRefused(413, texts.too_many_files(MAX_FILES))
    state = request.app[UPLOAD_STATE]
    being_read = state.being_read
    who = (speaker.commune_id, speaker.person_id)
    if being_read[who] >= MAX_FORMS:
        raise RequestRefused(429, texts.UPLOADING)
    being_read[who] += 1
    try:
        with ExitStack() as opened:
            yield await _read_parts(request, state, opened)
    finally:
        being_read[who] -= 1
        if not being_read[who]:
            del being_read[who]


async def _read_parts(
    request: web.Request, state: UploadState, opened: ExitStack
) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    fields: dict[str, Any] = {}
    files: list[Upload] = []
    problems: list[RequestRefused] = []
    too_many = False
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise RequestRefused(400, texts.NOT_UNDERSTOOD)
            try:
                if part.filename is None:
                    fields[part.name or ""] = await _read_text(part)
                elif len(files) + len(problems) >= MAX_FILES:
                    await part.release()
                    too_many = True
                else:
                    files.append(await _read_file(part, _clean_name(part.filename), state, opened))
            except RequestRefused as refused:
                problems.append(refused)
    except ValueError as error:
        raise RequestRefused(400, texts.NOT_UNDERSTOOD) from error
    if too_many:
        raise RequestRefused(413, texts.too_many_files(MAX_FILES))
    if problems:
        raise problems[0]
    return fields, tuple(files)


@routes.get("/sent/{ref}")
async def sent_file(request: web.Request) -> web.Response:
    """A file that the speaker uploaded, until it is deleted."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    row = await channel.transact(web_file, request.match_info["ref"])
    if row is None or row.address != speaker.address:
        raise RequestRefused(404, texts.NO_SUCH_SENT_FILE)
    return file_response(row.name, row.kind, row.content)


async def _read_text(part: BodyPartReader) -> str:
    content = BytesIO()
    await _read_part(part, content, MAX_FIELD, texts.TOO_LONG)
    return content.getvalue().decode()


async def _read_file(
    part: BodyPartReader, name: str, state: UploadState, opened: ExitStack
) -> Upload:
    """Write a file to the disk; when it is complete, recognise its kind and look for a mark of
    secrecy.
    """
    file = opened.enter_context(await asyncio.to_thread(_nameless_file, state.folder))
    size = await _read_part(part, file, LIMIT, filing.too_big(name).plain)
    async with state.checking_slots:
        content = await asyncio.to_thread(_whole, file)
        kind = kind_of(content)
        if kind is None and name.lower().endswith(".txt") and is_text(content):
            kind = "txt"
        if kind is None:
            raise RequestRefused(422, texts.not_a_kept_kind(name))
        return Upload(name, kind, size, file, marked_secret=await bears_mark(content))


async def _read_part(part: BodyPartReader, into: BinaryIO, limit: int, sentence: str) -> int:
    """Write a part to a file; its size in bytes. Raises RequestRefused for more than `limit`."""
    size = 0
    while chunk := await part.read_chunk(CHUNK):
        size += len(chunk)
        if size <= limit:
            await asyncio.to_thread(into.write, chunk)
    if size > limit:
        raise RequestRefused(413, sentence)
    return size


def _nameless_file(folder: Path | None) -> BinaryIO:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return cast(BinaryIO, TemporaryFile(dir=folder))


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _clean_name(name: str) -> str:
    """A file's name without folders and unprintable characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:MAX_NAME]
