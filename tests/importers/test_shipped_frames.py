"""The shipped frame of a year's end: what is owed, from when to when, in any year."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.importers.national import national_days
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from scheduler.calendar.lunar import tet
from storage.database import Database
from storage.task import Task
from storage.words import TaskKind
from tests.importers.shipped_plans import (
    FOLDER,
    commune_plan,
    frame,
    milestone,
    task,
    year_frame,
)

BOTH_FRAMES = pytest.mark.parametrize("read", [frame, year_frame], ids=["end", "year"])

YEARS = range(2024, 2041)

MISSING_ONCE = {
    1: "ky-hop-hdnd/tiep-xuc-cu-tri ky-hop-hdnd/tham-tra",
    2: "du-toan-nam-sau/giao-cong-khai",
    3: "khoa-so-ngan-sach/khoa-so khoa-so-ngan-sach/chinh-ly",
    4: "danh-gia-cuoi-nam/cong-chuc",
    5: "danh-gia-cuoi-nam/ban-thuong-vu",
    6: "hoi-nghi-tong-ket-dang-uy/ban-hanh",
    7: "chuong-trinh-kiem-tra-nam-sau/due",
    8: "ke-khai-tai-san/danh-sach ke-khai-tai-san/ke-khai ke-khai-tai-san/nop"
    " ke-khai-tai-san/cong-khai",
    9: "thi-dua-khen-thuong/chinh-quyen thi-dua-khen-thuong/dang-doan-the",
    10: "ho-ngheo/due",
    11: "ngay-hoi-dai-doan-ket/due",
    12: "gia-dinh-van-hoa/due",
    13: "chuan-tiep-can-phap-luat/due",
    14: "bao-cao-tiep-dan-tham-nhung/due",
    15: "cai-cach-hanh-chinh/bao-cao cai-cach-hanh-chinh/ke-hoach",
    16: "ke-hoach-tet/ke-hoach ke-hoach-tet/phan-cong-truc",
    17: "bao-cao-sau-tet/due",
    18: "tra-gop-truoc-tet/due",
    19: "huy-hieu-dang/ho-so huy-hieu-dang/trao",
    20: "mung-dang-mung-xuan/opening mung-dang-mung-xuan/closing",
    21: "phao-va-pccc-tet/due",
    22: "hiep-dong-giao-quan/hiep-dong hiep-dong-giao-quan/gap-mat",
    23: "danh-sach-tuoi-17/due",
    24: "tong-ket-quan-su/tong-ket tong-ket-quan-su/ke-hoach",
    25: "dang-phi/thu-nop dang-phi/bao-cao",
    26: "tong-ket-mttq/due",
    27: "thong-ke-dat-dai/due",
    28: "nuoc-vu-xuan/due",
    29: "le-hoi-xuan/due",
}
"""What a frame of the year's end once lacked, as task/milestone."""

IN_ORDER = (
    "danh-gia-cuoi-nam/cong-chuc danh-gia-cuoi-nam/chi-bo danh-gia-cuoi-nam/ban-thuong-vu"
    " danh-gia-cuoi-nam/dang-uy",
    "danh-gia-cuoi-nam/chi-bo thi-dua-khen-thuong/chinh-quyen",
    "ky-hop-hdnd/tiep-xuc-cu-tri ky-hop-hdnd/tham-tra ky-hop-hdnd/due"
    " du-toan-nam-sau/giao-cong-khai",
    "du-toan-nam-sau/due ky-hop-hdnd/tham-tra",
    "hoi-nghi-tong-ket-dang-uy/chuan-bi hoi-nghi-tong-ket-dang-uy/ban-hanh",
    "khoa-so-ngan-sach/khoa-so khoa-so-ngan-sach/chinh-ly",
    "cong-trinh-xay-dung/due cong-trinh-xay-dung/thanh-toan khoa-so-ngan-sach/chinh-ly",
    "ke-khai-tai-san/danh-sach ke-khai-tai-san/ke-khai ke-khai-tai-san/nop",
    "ke-hoach-tet/ke-hoach qua-tet/danh-sach qua-tet/dot-1 qua-tet/due",
    "ke-hoach-tet/ke-hoach ke-hoach-tet/phan-cong-truc bao-cao-sau-tet/due",
    "tuyen-quan/so-tuyen tuyen-quan/kham-tuyen tuyen-quan/chot-ho-so tuyen-quan/phat-lenh"
    " tuyen-quan/quota",
    "hiep-dong-giao-quan/hiep-dong hiep-dong-giao-quan/gap-mat tuyen-quan/quota",
)
"""Work that can only follow other work, each line in its order."""

NAMED_LAW = re.compile(r"\d+/20\d\d|\d+-[A-ZĐ]+/TW|Luật|Hướng dẫn 43|Chỉ thị 55")


def due(plan: Plan, name: str) -> date:
    key, _, part = name.partition("/")
    return milestone(plan, key, part).due_on


@pytest.mark.parametrize("row", MISSING_ONCE)
def test_what_once_was_missing_is_owed(row: int) -> None:
    for name in MISSING_ONCE[row].split():
        assert due(frame(2026), name)


@pytest.mark.parametrize("year", YEARS)
def test_the_frame_is_valid_for_any_year(year: int) -> None:
    plan = frame(year)
    assert plan.source.dated == date(year, 10, 1)
    assert len(plan.tasks) == 58
    assert plan.warnings == ()
    for _, found in plan.milestones:
        assert date(year, 10, 1) <= found.due_on <= date(year + 1, 3, 31), found
    assert milestone(plan, "qua-tet", "due").due_on < tet(year + 1)


@pytest.mark.parametrize("year", YEARS)
def test_what_follows_other_work_is_due_after_it(year: int) -> None:
    plan = frame(year)
    for line in IN_ORDER:
        days = [due(plan, name) for name in line.split()]
        assert all(one <= later for one, later in pairwise(days)), line
    for owed in plan.tasks:
        days = [found.due_on for found in owed.milestones]
        assert days == sorted(days), owed.key


@BOTH_FRAMES
@pytest.mark.parametrize("year", YEARS)
def test_no_day_is_heaped_with_work(read: Callable[[int], Plan], year: int) -> None:
    plan = read(year)
    every = Counter(found.due_on for _, found in plan.milestones)
    led = Counter((found.due_on, found.lead or owed.lead) for owed, found in plan.milestones)
    assert max(every.values()) <= 8
    assert max(led.values()) <= 3


@BOTH_FRAMES
def test_no_item_lacks_lead_support_basis_product_or_who_may_waive_it(
    read: Callable[[int], Plan],
) -> None:
    deciders = (
        "Bí thư Đảng ủy cho dừng",
        "Phó Bí thư Thường trực Đảng ủy cho",
        "Chánh Văn phòng Đảng ủy cho",
    )
    for owed in read(2026).tasks:
        assert owed.lead, owed.key
        assert owed.support, owed.key
        assert len(owed.ro.result) >= 40, owed.key
        assert any(words in owed.ro.authority for words in deciders), owed.key
        assert owed.basis or all(found.basis for found in owed.milestones), owed.key


@BOTH_FRAMES
def test_a_day_that_no_law_states_is_the_offices_to_confirm(read: Callable[[int], Plan]) -> None:
    """A basis names a law or guideline, or says that it is custom; then the day is the office's."""
    for owed, found in read(2026).milestones:
        basis = found.basis or owed.basis
        assert basis, (owed.key, found.key)
        if "Thông lệ" in basis or "Văn phòng xác nhận" in basis:
            assert found.to_confirm or "Báo " in basis, (owed.key, found.key)
        else:
            assert NAMED_LAW.search(basis) or found.key in SAID_OTHERWISE[task_key(owed.key)], basis


SAID_OTHERWISE: dict[str, set[str]] = {
    "ket-nap-dang-vien": {"quota"},
    "hai-long": {"quota"},
    "cong-trinh-xay-dung": {"due", "thanh-toan"},
    "qua-tet": {"danh-sach", "dot-1", "due"},
    "tuyen-quan": {"so-tuyen", "phat-lenh"},
    "nghia-vu-cong-an": {"due"},
    "ngay-hoi-dai-doan-ket": {"due"},
    "an-toan-thuc-pham-tet": {"opening", "closing"},
}
"""Milestones whose basis is a target, a national day or a step of another milestone."""


def task_key(key: str) -> str:
    return key.partition("/")[2]


def test_the_frame_of_2026_is_planned_around_tet_dinh_mui() -> None:
    plan = frame(2026)
    new_year = tet(2027)
    assert new_year == date(2027, 2, 6)
    food = task(plan, "an-toan-thuc-pham-tet")
    assert (food.opens_on, food.closes_on) == (date(2026, 12, 30), date(2027, 3, 25))
    security = task(plan, "cao-diem-tet")
    assert (security.opens_on, security.closes_on) == (date(2026, 12, 15), date(2027, 2, 20))
    assert due(plan, "danh-gia-cuoi-nam/cong-chuc") == date(2026, 12, 14)
    assert due(plan, "tuyen-quan/quota") == new_year + timedelta(15) == date(2027, 2, 21)
    assert due(plan, "ke-hoach-tet/ke-hoach") == new_year - timedelta(30)


def test_the_last_question_of_the_call_up_comes_before_its_day() -> None:
    """The handover is on 16 thang Gieng; a frame once had it at the end of February."""
    for year in YEARS:
        assert due(frame(year), "tuyen-quan/quota") == tet(year + 1) + timedelta(15)


def test_what_goes_on_over_tet_ends_after_it() -> None:
    plan = frame(2026)
    for key in ("giao-thong-pccc", "dich-mua", "trat-tu-do-thi", "tiep-cong-dan"):
        assert task(plan, key).closes_on == tet(2027) + timedelta(5), key
    assert task(plan, "lua-mua-vu-dong").closes_on == date(2026, 11, 30)


def test_a_monthly_paper_asks_nobody_on_days_off() -> None:
    for plan in (frame(2026), commune_plan()):
        on_duty = {task_key(owed.key) for owed in plan.tasks if owed.on_duty}
        assert on_duty == {"cao-diem-tet"}


def test_the_frame_mentions_no_specific_year() -> None:
    text = (FOLDER / "khung-cuoi-nam.yaml").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    without_papers = re.sub(r"\d+/20\d\d/[A-ZĐ]", "", body)
    assert not re.search(r"20\d\d|Bính Ngọ|Đinh Mùi", without_papers)


def test_an_unknown_quota_is_counted_in_percent_of_what_was_given() -> None:
    plan = frame(2026)
    chosen = task(plan, "ket-nap-dang-vien")
    assert (chosen.milestones[0].target, chosen.measure) == (Decimal(100), "% chỉ tiêu")
    assert chosen.milestones[0].start is None


def test_a_stage_of_the_call_up_says_what_its_percent_is_of() -> None:
    for plan, key in ((frame(2026), "tuyen-quan"), (commune_plan(), "tuyen-quan-2026")):
        chosen = task(plan, key)
        assert chosen.kind is TaskKind.QUOTA
        assert chosen.measure == "%"
        *stages, _ = chosen.milestones
        for stage in stages:
            called = stage.key in ("so-tuyen", "kham-tuyen")
            assert ("% số được gọi" if called else "% chỉ tiêu") in stage.title


@pytest.mark.parametrize("year", YEARS)
def test_what_stands_in_both_frames_is_one_and_the_same(year: int) -> None:
    ends = {owed.key: owed for owed in frame(year).tasks}
    shared = [owed for owed in year_frame(year).tasks if owed.key in ends]
    assert {task_key(owed.key) for owed in shared} == {
        "ky-hop-hdnd",
        "tuyen-quan",
        "nghia-vu-cong-an",
        "hiep-dong-giao-quan",
        "danh-sach-tuoi-17",
    }
    for owed in shared:
        assert owed == ends[owed.key]
    assert frame(year).named_days == year_frame(year).named_days


@pytest.mark.parametrize("order", [(year_frame, frame), (frame, year_frame)], ids=["in", "against"])
def test_whoever_takes_both_frames_has_each_obligation_once(
    database: Database, order: tuple[Callable[[int], Plan], ...]
) -> None:
    now = datetime(2026, 10, 1, 1, tzinfo=UTC)
    for read in order:
        save_plan(database, national_days(), read(2026), now)
    both = {owed.key for read in order for owed in read(2026).tasks}
    again = [save_plan(database, national_days(), read(2026), now) for read in order]
    assert all(not outcome.added for outcome in again)
    assert all(not outcome.changed for outcome in again)
    with database.commune(1) as session:
        assert set(session.scalars(select(Task.key))) == both
