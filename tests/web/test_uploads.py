"""Files sent from the page: accepted, refused with a sentence, and private."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select

from bot.channels import web_input
from bot.channels.web_input import FILE_LIFETIME
from bot.conversation.files.evidence import LIMIT
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.board import BoardContext
from bot.web.sessions import SignIn
from bot.web.uploads import MAX_FILES, MAX_FORMS, UPLOAD_STATE
from scheduler.delivery.channel import FileTooBig, PermanentError
from storage.web_file import WebFile
from storage.web_message import WebMessage
from tests.channels.contract import Inbox
from tests.pictures import png
from tests.web.browsing import Browser, browsing, key
from tests.web.world import Codes, Commons, Hand

PDF = b"%PDF-1.7 bien ban"
SECRET = "quanso77"


def kept(commons: Commons) -> int:
    with commons.database.everything() as session:
        return session.scalar(select(func.count(WebFile.id))) or 0


async def test_uploaded_files_are_on_the_page_and_in_the_inbox(
    browser: Browser, inbox: Inbox, commons: Commons
) -> None:
    own = key()
    photo = png()
    files = [("C:\\tệp\\biên bản.pdf", PDF), ("ảnh.exe", photo)]
    for _ in range(2):
        assert (await browser.send(*files, text="5 xong", own=own))[0] == 202
    [inbound] = await inbox.holds(1)
    assert inbound.text == "5 xong"
    assert [(each.kind, each.name, each.size) for each in inbound.attachments] == [
        ("document", "biên bản.pdf", len(PDF)),
        ("photo", "ảnh.exe", len(photo)),
    ]
    contents = [await commons.channel.fetch(each.ref, LIMIT) for each in inbound.attachments]
    assert contents == [PDF, photo]
    assert kept(commons) == 2
    async with browser.events() as events:
        [event] = await events.messages(1)
    shown = event.body["files"]
    assert [(each["name"], each["size"]) for each in shown] == [
        ("biên bản.pdf", "1 KB"),
        ("ảnh.exe", "1 KB"),
    ]
    status, headers, content = await browser.get(f"/sent/{shown[0]['ref']}")
    assert (status, content) == (200, PDF)
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "application/pdf"


async def test_a_file_without_text_is_accepted(browser: Browser, inbox: Inbox) -> None:
    assert (await browser.send(("a.pdf", PDF)))[0] == 202
    [inbound] = await inbox.holds(1)
    assert (inbound.text, len(inbound.attachments)) == ("", 1)
    assert (await browser.send())[0] == 422


async def test_plain_text_is_accepted_with_a_text_extension(browser: Browser, inbox: Inbox) -> None:
    assert (await browser.send(("kết luận.txt", "Giao việc".encode())))[0] == 202
    [inbound] = await inbox.holds(1)
    assert inbound.attachments[0].kind == "document"


REFUSED = [
    ([("to.pdf", PDF + bytes(LIMIT))], 413, "lớn hơn 10 MB"),
    ([("anh.jpg", b"MZ\x90")], 422, "không phải ảnh"),
    ([("rong.pdf", b"")], 422, "không phải ảnh"),
    ([("trang.html", b"<script>alert(1)</script>")], 422, "không phải ảnh"),
    ([("a.pdf", PDF), ("b.doc", b"\xd0\xcf\x11\xe0")], 422, "b.doc"),
    ([(f"{n}.pdf", PDF) for n in range(MAX_FILES + 1)], 413, "tối đa 5 tệp"),
]


@pytest.mark.parametrize(("files", "status", "words"), REFUSED)
async def test_unsupported_files_are_refused_with_a_sentence_and_not_stored(
    browser: Browser, commons: Commons, files: list[tuple[str, bytes]], status: int, words: str
) -> None:
    told_status, told = await browser.send(*files, text="5 xong")
    assert (told_status, words in told["error"]) == (status, True), told
    assert kept(commons) == 0
    async with browser.events() as events:
        assert [event.name for event in await events.until("ready")] == ["ready"]


async def test_an_oversized_upload_is_refused_before_it_is_read(browser: Browser) -> None:
    status, told = await browser.send(("a.pdf", PDF + bytes(MAX_FILES * LIMIT + LIMIT)))
    assert (status, "tối đa" in told["error"]) == (413, True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x\r\n",
        b"--y\r\n\r\n--y--",
        b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        b"--x\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\n\r\na\r\n--z--\r\n--x--",
    ],
)
async def test_a_body_that_is_not_a_form_is_refused(browser: Browser, body: bytes) -> None:
    headers = {
        "X-CSRF-Token": browser.token,
        "Content-Type": "multipart/form-data; boundary=x",
    }
    where = browser.url / "messages"
    async with browser.session.post(
        where, data=body, params=browser.query, headers=headers
    ) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].endswith(".")


@pytest.mark.parametrize(
    ("name", "text"), [(f"{SECRET}_Mật.pdf", "5 xong"), ("a.pdf", f"Tối mật: {SECRET}")]
)
async def test_an_upload_with_a_secrecy_mark_is_not_stored(
    browser: Browser, inbox: Inbox, commons: Commons, name: str, text: str
) -> None:
    assert (await browser.send((name, PDF), text=text))[0] == 202
    [inbound] = await inbox.holds(1)
    assert (inbound.withheld, inbound.text, inbound.attachments) == (True, "", ())
    assert kept(commons) == 0
    with commons.database.everything() as session:
        assert SECRET not in str(session.scalars(select(WebMessage.body)).all())


async def test_files_need_the_token_and_the_session(visitor: Browser, commons: Commons) -> None:
    assert (await visitor.send(("a.pdf", PDF)))[0] == 401
    await visitor.submit("/sign-in", code="MA-1")
    await visitor.open()
    token, visitor.token = visitor.token, "0" * 64
    assert (await visitor.send(("a.pdf", PDF)))[0] == 403
    visitor.token = token
    assert kept(commons) == 0


def refs(commons: Commons) -> list[str]:
    with commons.database.everything() as session:
        return list(session.scalars(select(WebFile.ref).order_by(WebFile.id)))


async def test_uploads_are_private_and_deleted_in_time(
    browser: Browser, training: str, commons: Commons, hand: Hand
) -> None:
    await browser.send(("a.pdf", PDF))
    [ref] = refs(commons)
    async with browsing(training, "cong-an") as other:
        await other.open()
        assert (await other.get(f"/sent/{ref}"))[0] == 404
        assert (await browser.get(f"/sent/{ref}"))[0] == 200
        hand.moment += FILE_LIFETIME + timedelta(minutes=1)
        await other.send(("b.pdf", PDF))
    assert (await browser.get(f"/sent/{ref}"))[0] == 404
    with pytest.raises(PermanentError):
        await commons.channel.fetch(ref, LIMIT)
    [kept] = refs(commons)
    with pytest.raises(FileTooBig):
        await commons.channel.fetch(kept, len(PDF) - 1)


async def test_a_file_of_another_commune_is_not_found(
    browser: Browser, commons: Commons, hand: Hand
) -> None:
    await browser.send(("a.pdf", PDF))
    neighbour = Commons(commons.database, hand, "khac")
    with pytest.raises(PermanentError):
        await neighbour.channel.fetch(refs(commons)[0], LIMIT)


async def test_a_commune_has_a_quota_of_uploads_that_frees_itself(
    browser: Browser, commons: Commons, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_input, "COMMUNE_QUOTA", 2 * len(PDF))
    files = [("a.pdf", PDF), ("b.pdf", PDF)]
    assert (await browser.send(*files))[0] == 202
    status, told = await browser.send(("c.pdf", PDF), text="5 xong")
    assert (status, "hết chỗ chứa" in told["error"]) == (413, True)
    assert kept(commons) == 2
    hand.moment += FILE_LIFETIME + timedelta(minutes=1)
    assert (await browser.send(("c.pdf", PDF), text="5 xong"))[0] == 202
    assert kept(commons) == 1


class SlowForm:
    """A form without files that goes on when it may."""

    def __init__(self, browser: Browser, may: asyncio.Event) -> None:
        self._browser = browser
        self._may = may
        self._start = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n5 xong'
        part = b'\r\n--x\r\nContent-Disposition: form-data; name="key"\r\n\r\n'
        self._rest = part + key().encode() + b"\r\n--x--\r\n"

    async def _body(self) -> AsyncIterator[bytes]:
        yield self._start
        await self._may.wait()
        yield self._rest

    async def send(self) -> int:
        """The status it is answered with."""
        headers = {
            "X-CSRF-Token": self._browser.token,
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(len(self._start) + len(self._rest)),
        }
        where = self._browser.url / "messages"
        async with self._browser.session.post(where, data=self._body(), headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def signed_in(url: str, code: str) -> AsyncIterator[Browser]:
    async with browsing(url) as browser:
        await browser.open()
        await browser.submit("/sign-in", code=code)
        await browser.open()
        yield browser


def office_site(commons: Commons, codes: Codes, folder: Path | None = None) -> web.Application:
    auth_mode = SignIn(only_channel(commons.channel), codes.link)
    return make_app(auth_mode, board_context=BoardContext(evidence=folder))


async def test_a_person_sends_two_forms_at_a_time(commons: Commons, codes: Codes) -> None:
    app, may = office_site(commons, codes), asyncio.Event()
    async with (
        open_site(app, "127.0.0.1", 0) as url,
        signed_in(url, "MA-1") as browser,
        signed_in(url, "MA-2") as other,
    ):
        slow = [asyncio.create_task(SlowForm(browser, may).send()) for _ in range(MAX_FORMS)]
        async with asyncio.timeout(10):
            while app[UPLOAD_STATE].being_read.total() < MAX_FORMS:
                await other.get("/healthz")
        status, told = await browser.send(("a.pdf", PDF))
        assert (status, "cùng lúc" in told["error"]) == (429, True)
        assert (await other.send(("b.pdf", PDF)))[0] == 202
        may.set()
        assert await asyncio.gather(*slow) == [202] * MAX_FORMS
        assert (await browser.send(("a.pdf", PDF)))[0] == 202


async def test_files_on_their_way_have_no_name_on_the_disk(
    commons: Commons, codes: Codes, tmp_path: Path
) -> None:
    folder = tmp_path / "bang-chung"
    app = office_site(commons, codes, folder)
    async with open_site(app, "127.0.0.1", 0) as url, signed_in(url, "MA-1") as browser:
        assert (await browser.send(("a.pdf", PDF)))[0] == 202
        assert (await browser.send(("a.pdf", PDF + bytes(LIMIT))))[0] == 413
        assert list(folder.iterdir()) == []
        assert not app[UPLOAD_STATE].being_read
