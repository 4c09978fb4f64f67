"""Four weeks of an office, as messages to the program, interrupted in the middle.

The release ran it once on a fresh database; the resulting rows are kept. A word of each answer is
checked, so that the rows come from messages that the program understood.
"""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.app.program import bind_clock
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from scheduler.calendar.clock import ManualClock
from scheduler.ladder.office import calendar_for
from storage.commune import REAL, communes
from storage.database import Database
from tests.importers.files import docx_of
from tests.release.platforms import Office
from tests.servers.zalo import ZaloServer
from tests.stored_plan import store_plan
from tests.stories.world import World, at
from tests.web.browsing import browsing

START, END = "2025-11-19T07:55", "2025-12-17T08:01"
PLAN = Path("plans/nguyen-luong-bang-2025.yaml")
OTHER_PLAN = Path("tests/stories/plan.yaml")

CHIEF = "Chánh Văn phòng Đảng ủy"
HEAD = "Bí thư Đảng ủy"
DEPUTY = "Phó Bí thư Thường trực Đảng ủy"
BUILDER = "Trưởng Ban Xây dựng Đảng"
ECONOMIST = "Trưởng phòng Kinh tế"
TEACHER = "Trưởng phòng Văn hóa - Xã hội"
POLICE = "Trưởng Công an xã"
SOLDIER = "Chỉ huy trưởng Ban CHQS xã"
CHAIR = "Chủ tịch UBND xã"
FRONT = "Chủ tịch UB MTTQ xã"
COUNCIL = "Phó Chủ tịch HĐND xã"
VICE_CHAIR = "Phó Chủ tịch UBND xã"
DOCTOR = "Trưởng Trạm Y tế"
INSPECTOR = "Chủ nhiệm UBKT Đảng ủy"

PDF = b"%PDF-1.7 bien ban"
CODE = re.compile(r"\b[A-Z2-9]{10}\b")
CONCLUSION = """KẾT LUẬN
Hội nghị Ban Chấp hành lần thứ ba

Nguyễn Lương Bằng, ngày 01 tháng 12 năm 2025

I. KẾT QUẢ
- Tổ chức 4 cuộc kiểm tra.
II. NHIỆM VỤ
1. Xây dựng Đảng
- Giao Ban Xây dựng Đảng trình kế hoạch kiểm điểm trước ngày 20/12/2025.
- Giao Ủy ban Kiểm tra báo cáo kết quả giám sát trước ngày 25/12/2025.
2. Kinh tế
- Tăng cường quản lý đất đai.
"""

Talk = Sequence[tuple[str, str, str]]
"""A sender, a message, and a part of the expected answer."""

FIRST_DAY: Talk = (
    (BUILDER, "2 đã nhận", "nhận việc 2"),
    (BUILDER, "3 đã nhận", "nhận việc 3"),
    (BUILDER, "1 đạt 25", "25/33"),
    (CHAIR, "8 đang làm 40%", "40%"),
    (CHAIR, "7 xong", "đã xong"),
    (POLICE, "36 vướng mắc: chưa có kinh phí", "vướng mắc"),
    (INSPECTOR, "10 xin lùi đến 15/1 vì chờ số liệu các chi bộ", "15/1"),
    (POLICE, "38 nhắc lại sáng mai", "nhắc"),
)
DECISIONS: Talk = (
    (CHIEF, "10 đồng ý gia hạn", "gia hạn"),
    (CHIEF, "7 trả lại vì thiếu phụ lục", "trả lại"),
    (HEAD, "36 chỉ đạo dùng nguồn dự phòng, trình trước thứ Sáu", "chỉ đạo"),
    (CHIEF, "5 dời hạn 5/12", "5/12"),
    (CHAIR, "7 xong", "đã xong"),
    (CHIEF, "7 xác nhận", "xác nhận việc 7"),
    (BUILDER, "4 xong", "đã xong"),
    (BUILDER, "hoàn tác", "hoàn tác"),
    (BUILDER, "4 đang làm 80%", "80%"),
    (CHIEF, "ghi hộ đ/c Trưởng Ban Xây dựng Đảng: 5 đang làm 30%", "Ghi hộ"),
    (CHIEF, "nhắc ngay 38: gửi số liệu trước 16h", "Tin đi ngay"),
    (CHIEF, "nghỉ 3/12 Lễ hội đền", "Lễ hội đền"),
    (CHIEF, "làm bù 13/12", "13/12 làm việc"),
    (CHIEF, f"giao lại 15 cho {BUILDER}", BUILDER),
    (CHIEF, "23 hủy vì đã gộp vào việc 24", "hủy"),
    (CHIEF, "nhóm nêu tên", "nêu"),
    (CHIEF, f"vắng mặt từ 18/12 đến 19/12, đ/c {BUILDER} thay", "vắng mặt"),
)


class Stuck(Exception):
    """The program answered with something else"""


async def say(world: World, post: str, words: str, answer: str) -> str:
    """Send the message and wait for the answer. Raises Stuck."""
    got = await world.say(post, words)
    if answer.lower() not in got.lower():
        raise Stuck(f"{post}: {words!r} -> {got}")
    return got


async def tell(office: Office, talk: Talk) -> None:
    """Send all of these messages on Telegram."""
    for post, words, answer in talk:
        await say(office.telegram, post, words, answer)


def lay_office(database: Database, clock: ManualClock) -> None:
    """Two communes; nothing is done for the second, which is suspended."""
    bind_clock(database, REAL)
    store_plan(database, national_days(), PLAN, clock.now())
    store_plan(database, national_days(), OTHER_PLAN, clock.now())
    with database.everything() as session:
        other = communes(session)[-1]
        other.suspended_at, other.city = clock.now(), "thanh-pho"


async def fill(office: Office) -> None:
    """All of it; the program is to be ended at once."""
    telegram, zalo, page = office.telegram, office.zalo, office.page
    await telegram.link(CHIEF, HEAD, BUILDER, POLICE, CHAIR, INSPECTOR, COUNCIL)
    await zalo.link(CHIEF, ECONOMIST, SOLDIER, DOCTOR)
    await page.link(CHIEF, DEPUTY, TEACHER, FRONT)
    await say(telegram, CHIEF, "kênh telegram, zalo, web", "1. Telegram")
    await telegram.advance("2025-11-19T08:05")
    await tell(office, FIRST_DAY)
    await say(zalo, ECONOMIST, "29 đã nhận", "nhận việc 29")
    await say(zalo, ECONOMIST, "28 xin lùi đến 20/1 vì chờ thẩm định", "20/1")
    await say(zalo, SOLDIER, "31 đạt 60", "60")
    await say(page, TEACHER, "30 đang làm 50%", "50%")
    await say(page, FRONT, "11 xong", "đã xong")
    await files(office)
    await telegram.advance("2025-11-20T09:00")
    await tell(office, DECISIONS)
    await say(page, DEPUTY, "28 không đồng ý gia hạn vì phải xong trong năm", "gia hạn")
    await papers(office)
    await group(office)
    await telegram.advance("2025-11-28T17:00")
    await people(office)
    await telegram.advance("2025-12-16T16:00")
    await questions(office)
    await breaking_off(office)


async def files(office: Office) -> None:
    """Evidence in all its states, files that go out, calendars, codes of one's own."""
    telegram, page = office.telegram, office.page
    send = partial(telegram.server.send_document, name="bien-ban.pdf", content=PDF)
    await telegram.send(CHAIR, partial(send, caption="9 đang làm 20%"))
    await say(telegram, CHAIR, "9", "minh chứng việc 9")
    sent = partial(office.site.send_document, name="a.pdf", content=PDF, caption="30 đang làm 60%")
    await page.send(TEACHER, sent)
    await telegram.program.services.fetcher.fetch_all()
    await say(telegram, BUILDER, "lịch", "ics")
    await say(page, TEACHER, "lịch", "ics")
    await say(telegram, CHIEF, "báo cáo tháng 11 excel", "báo cáo")
    await say(telegram, CHIEF, "biểu đồ", "")
    await say(telegram, POLICE, "mã web", "mã")
    await say(telegram, POLICE, "Tối mật: kế hoạch 77", "không được gửi qua đây")
    await say(telegram, CHIEF, f"mời {FRONT} 0912345678", "678")


async def papers(office: Office) -> None:
    """A conclusion of which one task is accepted, one is skipped, and the last is undecided."""
    telegram = office.telegram
    server, chat = telegram.server, telegram.chat(CHIEF)
    before = len(server.messages(chat))
    server.send_document(chat, "ket-luan.docx", docx_of(CONCLUSION))
    await server.until(lambda: len(server.messages(chat)) > before)
    await telegram.say(CHIEF, "tệp này là kết luận")
    await telegram.program.services.fetcher.fetch_all()
    await telegram.settle()
    await say(telegram, CHIEF, "đề xuất", "Đề xuất 1/3")
    await say(telegram, CHIEF, "nhận", "Đã giao")
    await say(telegram, CHIEF, "bỏ qua", "Đề xuất 3/3")
    await say(telegram, CHIEF, "để sau", "Còn 1 đề xuất")


async def group(office: Office) -> None:
    """Two units' groups are linked; we are put out of one again."""
    telegram = office.telegram
    await linked(telegram, "Công an xã")
    telegram.server.kick(await linked(telegram, "Ban Xây dựng Đảng"))
    await telegram.server.until(lambda: telegram.server.unconfirmed() == 0)
    await telegram.settle()


async def linked(telegram: World, unit: str) -> int:
    """The group of a unit, once it is linked."""
    typed = CODE.findall(await say(telegram, CHIEF, f"nhóm {unit}", "/start"))[0]
    chat = telegram.server.group(unit)
    telegram.server.write(telegram.chat(POLICE), f"/start {typed}", chat=chat)
    await telegram.server.until(lambda: bool(telegram.server.messages(chat)))
    await telegram.settle()
    return chat


def plan_anew(database: Database, now: datetime) -> None:
    """The plan file is imported again with one date changed."""
    text = PLAN.read_text(encoding="utf-8").replace("due: 2026-01-25", "due: 2026-01-23")
    national = national_days()
    read = read_plan(text, PLAN.name, None, calendar_for(now, national))
    save_plan(database, national, read, now)


async def people(office: Office) -> None:
    """A post is handed over, a chat is blocked, a person is removed, strangers try codes."""
    telegram = office.telegram
    plan_anew(telegram.database, telegram.clock.now())
    told = await say(telegram, CHIEF, f"bàn giao {INSPECTOR} cho Nguyễn Văn An", "Mã kết nối")
    [code] = CODE.findall(told)
    telegram.arrive("An")
    telegram.server.start(telegram.chat("An"), code)
    await telegram.server.until(lambda: bool(telegram.messages_of(telegram.chat("An"))))
    await telegram.settle()
    await say(telegram, "An", "10 đang làm 35%", "35%")
    await say(telegram, CHIEF, f"xóa dữ liệu đ/c {INSPECTOR}", "không hoàn tác được")
    await telegram.press(CHIEF, "Xóa hẳn")
    stranger = telegram.server.person("Người lạ")
    for words in ("xin chào", "ABCDEFGH23"):
        telegram.server.write(stranger, words)
    await telegram.server.until(lambda: len(telegram.messages_of(stranger)) > 1)
    async with browsing(office.site.url) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="ABCDEFGH23")
    await say(telegram, CHIEF, "bỏ nhóm Ban Xây dựng Đảng", "Đã bỏ nhóm")
    telegram.server.block(telegram.chat(POLICE))
    await say(telegram, CHIEF, f"bàn giao {POLICE} cho Trần Quang An", "Mã kết nối")
    absent = f"đ/c {CHAIR} vắng mặt từ 18/12 đến 19/12, đ/c {DEPUTY} thay"
    await say(telegram, CHIEF, absent, "vắng mặt")


async def questions(office: Office) -> None:
    """A question of every kind is left open, each in another chat; and lists that go on."""
    telegram, zalo, page = office.telegram, office.zalo, office.page
    await say(telegram, CHIEF, "đề xuất", "Đề xuất")
    await say(page, CHIEF, f"xóa dữ liệu đ/c {POLICE}", "không hoàn tác được")
    await say(zalo, CHIEF, "ghi hộ đ/c An: 10 đang làm 45%", "1.")
    await say(telegram, BUILDER, "việc 3 xong, việc 6 xong", "số và ngày văn bản")
    await say(telegram, "An", "10 em đã báo anh Hùng rồi", "có phải ý đồng chí")
    await say(zalo, ECONOMIST, "xong rồi ạ", "việc nào")
    await say(page, TEACHER, "30 xin gia hạn", "đến ngày nào")
    await say(telegram, HEAD, "quá hạn", "xem thêm")
    await telegram.send(CHAIR, telegram.server.send_photo)
    await say(page, FRONT, "12 đang làm", "phần trăm")


UNHEARD: Talk = (
    ("telegram", COUNCIL, "14 đang làm 70%"),
    ("zalo", SOLDIER, "32 đạt 20"),
    ("web", DEPUTY, "tiến độ"),
)
"""The channel, the sender, and the message that is stored and not handled."""


async def breaking_off(office: Office) -> None:
    """Messages that are not handled, platforms that fail, and sends that never end."""
    telegram, server, zalo = office.telegram, office.telegram.server, office.zalo.people
    assert isinstance(zalo, ZaloServer)
    server.fail("502", times=3, method="editMessageText")
    await say(telegram, COUNCIL, "14", "14")
    await telegram.press(COUNCIL, "Đã nhận")
    for moment in ("16:10", "16:20", "16:30"):
        await telegram.advance(f"2025-12-16T{moment}")
    await say(office.zalo, DOCTOR, "54", "54")
    await say(office.page, DEPUTY, "28", "28")
    await telegram.advance("2025-12-17T07:59")
    server.fail("502", method="getFile", times=99)
    await telegram.send(COUNCIL, partial(server.send_photo, caption="14 đang làm 60%"))
    await say(telegram, COUNCIL, "14", "14")
    telegram.program.services.inbox.stop()
    for platform, post, words in UNHEARD:
        world = office.worlds[platform]
        world.people.write(world.chat(post), words)
    server.fail("502", chat=telegram.chat(BUILDER))
    server.fail("reset_after", chat=telegram.chat(CHAIR))
    server.fail("silent_before", chat=telegram.chat(COUNCIL))
    zalo.fail("gateway_before")
    sending = asyncio.create_task(telegram.advance("2025-12-17T08:00"))
    await server.until(lambda: server.troubles_ahead() == 1 and not server.unconfirmed())
    await asyncio.sleep(3)
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    telegram.clock.move_to(at(END))
