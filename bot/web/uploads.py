"""File uploads from the chat page: limited in size, their kind recognized from the content."""

from typing import Any

from aiohttp import BodyPartReader, web

from bot.channels.web_input import Upload
from bot.conversation.files.evidence_of import LIMIT
from bot.importers.bounded import bears_mark
from bot.importers.file_kinds import is_text, kind_of
from bot.texts import filing
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.auth import known_channel, known_speaker
from bot.web.files import file_response
from storage.web_file import web_file

MAX_FILES = 5
MAX_FIELD = 32 * 1024
"""Bytes of the text field; its characters are counted later."""

MAX_FORM = MAX_FILES * LIMIT + 2 * MAX_FIELD
MAX_NAME = 200

UPLOAD_LIMITS: dict[str, Any] = {
    "most_files": MAX_FILES,
    "most_bytes": LIMIT,
    "too_many": texts.too_many_files(MAX_FILES),
    "too_big": filing.too_big("{name}").plain,
}
"""Limits of uploads and their sentences, as values of the page's template."""

routes = web.RouteTableDef()


async def read_form(request: web.Request) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    """The fields and files of a form. Raises RequestRefused if one is too large or not accepted.

    A refused form is still read to its end: a browser does not read the answer before.
    """
    if request.content_length is None or request.content_length > MAX_FORM:
        raise RequestRefused(413, texts.too_many_files(MAX_FILES))
    fields: dict[str, Any] = {}
    files: list[Upload] = []
    problems: list[RequestRefused] = []
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise RequestRefused(400, texts.NOT_UNDERSTOOD)
            try:
                if part.filename is None:
                    fields[part.name or ""] = await _read_text(part)
                else:
                    files.append(await _read_file(part, _clean_name(part.filename)))
            except RequestRefused as refused:
                problems.append(refused)
    except ValueError as error:
        raise RequestRefused(400, texts.NOT_UNDERSTOOD) from error
    if len(files) > MAX_FILES:
        raise RequestRefused(413, texts.too_many_files(MAX_FILES))
    if problems:
        raise problems[0]
    return fields, tuple(files)


@routes.get("/sent/{ref}")
async def sent(request: web.Request) -> web.Response:
    """A file that the speaker uploaded, until it is deleted."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    row = await channel.transact(web_file, request.match_info["ref"])
    if row is None or row.address != speaker.address:
        raise RequestRefused(404, texts.NO_SUCH_SENT_FILE)
    return file_response(row.name, row.kind, row.content)


async def _read_text(part: BodyPartReader) -> str:
    return (await _read_part(part, MAX_FIELD, texts.TOO_LONG)).decode()


async def _read_file(part: BodyPartReader, name: str) -> Upload:
    content = await _read_part(part, LIMIT, filing.too_big(name).plain)
    kind = kind_of(content)
    if kind is None and name.lower().endswith(".txt") and is_text(content):
        kind = "txt"
    if kind is None:
        raise RequestRefused(422, texts.not_a_kept_kind(name))
    return Upload(name, kind, content, marked=await bears_mark(content))


async def _read_part(part: BodyPartReader, limit: int, sentence: str) -> bytes:
    content = bytearray()
    size = 0
    while chunk := await part.read_chunk():
        size += len(chunk)
        if size <= limit:
            content += chunk
    if size > limit:
        raise RequestRefused(413, sentence)
    return bytes(content)


def _clean_name(name: str) -> str:
    """A file's name without folders and unprintable characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:MAX_NAME]
