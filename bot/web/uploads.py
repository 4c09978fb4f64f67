"""Files that come with a line from the page: read within bounds, known by their content."""

from typing import Any

from aiohttp import BodyPartReader, web

from bot.channels.web_input import Upload
from bot.conversation.files.evidence_of import LIMIT
from bot.importers.file_kinds import is_text, kind_of
from bot.texts import filing
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.entrance import known_channel, known_speaker
from bot.web.files import answer
from storage.web_file import web_file

MOST_FILES = 5
MOST_FIELD = 32 * 1024
"""Bytes of a line's words, which are counted in letters later."""

LARGEST_FORM = MOST_FILES * LIMIT + 2 * MOST_FIELD
LONGEST_NAME = 200

BOUNDS: dict[str, Any] = {
    "most_files": MOST_FILES,
    "most_bytes": LIMIT,
    "too_many": texts.too_many_files(MOST_FILES),
    "too_big": filing.too_big("{name}").plain,
}
"""What the page has to know of files, for its template."""

routes = web.RouteTableDef()


async def read_form(request: web.Request) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    """The fields and the files of one line. Refuses what is too much, and no file we keep.

    It is read to its end all the same: a browser that still sends hears no refusal.
    """
    if request.content_length is None or request.content_length > LARGEST_FORM:
        raise RequestRefused(413, texts.too_many_files(MOST_FILES))
    fields: dict[str, Any] = {}
    files: list[Upload] = []
    problems: list[RequestRefused] = []
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise RequestRefused(400, texts.NOT_UNDERSTOOD)
            try:
                if part.filename is None:
                    fields[part.name or ""] = await _words(part)
                else:
                    files.append(await _upload(part, _plain(part.filename)))
            except RequestRefused as refused:
                problems.append(refused)
    except ValueError as error:
        raise RequestRefused(400, texts.NOT_UNDERSTOOD) from error
    if len(files) > MOST_FILES:
        raise RequestRefused(413, texts.too_many_files(MOST_FILES))
    if problems:
        raise problems[0]
    return fields, tuple(files)


@routes.get("/sent/{ref}")
async def sent(request: web.Request) -> web.Response:
    """A file that the person of the page sent, as long as it is here."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    row = await channel.transact(web_file, request.match_info["ref"])
    if row is None or row.address != speaker.address:
        raise RequestRefused(404, texts.NO_SUCH_SENT_FILE)
    return answer(row.name, row.kind, row.content)


async def _words(part: BodyPartReader) -> str:
    return (await _bounded(part, MOST_FIELD, texts.TOO_LONG)).decode()


async def _upload(part: BodyPartReader, name: str) -> Upload:
    content = await _bounded(part, LIMIT, filing.too_big(name).plain)
    kind = kind_of(content)
    if kind is None and name.lower().endswith(".txt") and is_text(content):
        kind = "txt"
    if kind is None:
        raise RequestRefused(422, texts.not_a_kept_kind(name))
    return Upload(name, kind, content)


async def _bounded(part: BodyPartReader, limit: int, sentence: str) -> bytes:
    content = bytearray()
    size = 0
    while chunk := await part.read_chunk():
        size += len(chunk)
        if size <= limit:
            content += chunk
    if size > limit:
        raise RequestRefused(413, sentence)
    return bytes(content)


def _plain(name: str) -> str:
    """A file's name without folders and without letters that show nothing."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME]
