"""The shipped plans are valid and cover the whole source document."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.importers.plan_values import Plan
from storage.words import Better, Figure, TaskKind
from tests.importers.shipped_plans import (
    BOTH,
    commune_plan,
    milestone,
    task,
)

SOURCE_DAY = date(2025, 10, 8)
YEAR_END = date(2025, 12, 31)

KNOWN = (
    "ket-nap-dang-vien/quota",
    "danh-gia-cuoi-nam/chi-bo",
    "danh-gia-cuoi-nam/dang-uy",
    "chuong-trinh-hanh-dong/du-thao-1",
    "chuong-trinh-hanh-dong/du-thao-2",
    "chuong-trinh-hanh-dong/ban-hanh",
    "de-an-ke-hoach/du-thao-1",
    "de-an-ke-hoach/du-thao-2",
    "de-an-ke-hoach/ban-hanh",
    "kiem-tra-giam-sat-2025/due",
    "dai-hoi-mttq/mttq",
    "dai-hoi-mttq/doan-the",
    "hai-long-97/quota",
    "ky-hop-hdnd/due",
    "bau-cu-2026/hiep-thuong-1",
    "bau-cu-2026/ban-bau-cu",
    "bau-cu-2026/gioi-thieu",
    "bau-cu-2026/to-bau-cu",
    "bau-cu-2026/ho-so",
    "bau-cu-2026/hiep-thuong-2",
    "bau-cu-2026/danh-sach-cu-tri",
    "bau-cu-2026/noi-cu-tru",
    "bau-cu-2026/hiep-thuong-3",
    "bau-cu-2026/danh-sach-chinh-thuc",
    "bau-cu-2026/ngay-bau-cu",
    "an-toan-thuc-pham-tet/opening",
    "an-toan-thuc-pham-tet/closing",
    "cong-trinh-xay-dung/due",
    "du-toan-2026/due",
    "pho-cap-giao-duc/due",
    "tuyen-quan-2026/so-tuyen",
    "tuyen-quan-2026/kham-tuyen",
    "tuyen-quan-2026/chot-ho-so",
    "tuyen-quan-2026/phat-lenh",
    "tuyen-quan-2026/quota",
    "cao-diem-tet/opening",
    "cao-diem-tet/closing",
    "xa-khong-ma-tuy/due",
)
"""The items of the plan of 2025 by their numbers, from 1."""

BULLETS = {"III.1": 5, "III.2": 6, "III.3": 2}
"""How many bullets each point of section III of the source document has."""


def test_the_plan_names_its_commune_and_its_document() -> None:
    plan = commune_plan()
    assert (plan.commune.name, plan.commune.place) == (
        "xã Nguyễn Lương Bằng",
        "thành phố Hải Phòng",
    )
    assert plan.source.name == "Kết luận Hội nghị lần thứ hai"
    assert (plan.source.number, plan.source.dated) == ("", SOURCE_DAY)
    assert plan.year == 2025


def test_section_three_is_in_the_plan_from_its_first_bullet_to_its_last() -> None:
    *clauses, end = [task.clause for task in commune_plan().tasks]
    assert end == "đoạn kết"
    assert len(clauses) == 37
    assert clauses == sorted(clauses)
    assert set(clauses) == {
        f"mục {point}, gạch đầu dòng {bullet}"
        for point, bullets in BULLETS.items()
        for bullet in range(1, bullets + 1)
    }


def test_the_numbers_that_people_know_stay_with_their_items() -> None:
    plan = commune_plan()
    numbers = {
        found.number: f"{t.key.partition('/')[2]}/{found.key}" for t, found in plan.milestones
    }
    assert None not in numbers
    assert {number: numbers[number] for number in range(1, 39)} == dict(enumerate(KNOWN, 1))
    assert max(number for number in numbers if number) == 45


def test_each_phase_of_the_election_is_led_by_who_holds_it() -> None:
    election = task(commune_plan(), "bau-cu-2026")
    fronts = {found.key for found in election.milestones if found.lead == "chu-tich-mttq"}
    assert fronts == {
        "hiep-thuong-1",
        "hiep-thuong-2",
        "hiep-thuong-3",
        "gioi-thieu",
        "noi-cu-tru",
    }
    assert election.lead == "chu-tich-ubnd"
    assert milestone(commune_plan(), "bau-cu-2026", "don-vi-bau-cu").due_on == date(2025, 12, 25)
    assert election.milestones[-1].due_on > date(2026, 3, 15)
    assert election.milestones[-1].asks_document


def test_a_day_to_be_confirmed_says_what_it_rests_on() -> None:
    asked = {
        found.number: found.basis for _, found in commune_plan().milestones if found.to_confirm
    }
    assert set(asked) == {10, 30, 38, 41, 43, 45}
    assert all("Văn phòng" in basis or "do Sở" in basis for basis in asked.values())


def test_a_first_draft_by_the_end_of_october_is_the_offices_proposal() -> None:
    for key in ("chuong-trinh-hanh-dong", "de-an-ke-hoach"):
        first, second, _ = task(commune_plan(), key).milestones
        assert first.basis.startswith("Văn phòng đề xuất")
        assert "đề xuất" not in second.basis


@BOTH
def test_no_result_is_measured_by_what_no_document_says(read: Callable[[], Plan]) -> None:
    """An office writes what is handed over, and sets no target of its own in a result."""
    for ordered in read().tasks:
        assert not re.search(r"giảm|tăng|không thấp hơn|cùng kỳ", ordered.ro.result), ordered.key


@BOTH
def test_the_clarities_are_marked_as_the_offices_proposal(read: Callable[[], Plan]) -> None:
    assert read().source.ro_proposed


def test_the_sector_of_a_task_is_that_of_its_point() -> None:
    sectors = {(task.clause[:9], task.sector) for task in commune_plan().tasks}
    assert sectors == {
        ("mục III.1", "xây dựng Đảng, hệ thống chính trị"),
        ("mục III.2", "kinh tế - xã hội"),
        ("mục III.3", "quốc phòng - an ninh - tư pháp"),
        ("đoạn kết", "xây dựng Đảng, hệ thống chính trị"),
    }


def test_every_kind_of_task_is_there() -> None:
    kinds = Counter(task.kind for task in commune_plan().tasks)
    assert kinds == {
        TaskKind.STANDING: 20,
        TaskKind.DATED: 8,
        TaskKind.PHASED: 5,
        TaskKind.QUOTA: 3,
        TaskKind.CAMPAIGN: 2,
    }


def test_party_admissions_stand_at_11_of_33_by_the_end_of_the_year() -> None:
    quota = milestone(commune_plan(), "ket-nap-dang-vien", "quota")
    assert (quota.start, quota.target, quota.due_on) == (Decimal(11), Decimal(33), YEAR_END)


def test_satisfaction_is_at_least_97_percent() -> None:
    quota = milestone(commune_plan(), "hai-long-97", "quota")
    chosen = task(commune_plan(), "hai-long-97")
    assert (quota.target, chosen.measure) == (Decimal(97), "%")
    assert (chosen.figure, chosen.better) == (Figure.LEVEL, Better.HIGHER)
    assert quota.start is None


@pytest.mark.parametrize("key", ["chuong-trinh-hanh-dong", "de-an-ke-hoach"])
def test_programme_and_plans_are_drafted_in_two_months_and_issued_in_december(key: str) -> None:
    phases = task(commune_plan(), key).milestones
    assert [(phase.due_on, phase.asks_document) for phase in phases] == [
        (date(2025, 10, 31), False),
        (date(2025, 11, 30), False),
        (YEAR_END, True),
    ]


def test_conscription_is_100_percent_through_its_stages() -> None:
    chosen = task(commune_plan(), "tuyen-quan-2026")
    assert [(stage.due_on, stage.target) for stage in chosen.milestones] == [
        (date(2025, 10, 31), Decimal(100)),
        (date(2025, 12, 31), Decimal(100)),
        (date(2026, 1, 24), Decimal(100)),
        (date(2026, 2, 13), Decimal(100)),
        (date(2026, 3, 4), Decimal(100)),
    ]
    assert chosen.chained


def test_the_tet_campaign_is_on_duty_from_mid_december_to_mid_march() -> None:
    campaign = task(commune_plan(), "cao-diem-tet")
    assert (campaign.opens_on, campaign.closes_on) == (date(2025, 12, 15), date(2026, 3, 16))
    assert campaign.on_duty
    assert campaign.milestones[-1].due_on == date(2026, 3, 19)


def test_food_safety_covers_tet_and_the_festivals_after_it() -> None:
    campaign = task(commune_plan(), "an-toan-thuc-pham-tet")
    assert (campaign.opens_on, campaign.closes_on) == (date(2025, 12, 30), date(2026, 3, 25))
    assert campaign.milestones[-1].due_on == date(2026, 3, 30)
    assert task(commune_plan(), "an-toan-thuc-pham").kind is TaskKind.STANDING


def test_the_election_runs_through_its_legal_dates_to_polling_day() -> None:
    election = task(commune_plan(), "bau-cu-2026")
    assert milestone(commune_plan(), "bau-cu-2026", "ngay-bau-cu").due_on == date(2026, 3, 15)
    assert milestone(commune_plan(), "bau-cu-2026", "ho-so").due_on == date(
        2026, 3, 15
    ) - timedelta(42)
    assert milestone(commune_plan(), "bau-cu-2026", "ban-bau-cu").due_on == date(
        2026, 3, 15
    ) - timedelta(70)
    assert election.chained


@pytest.mark.parametrize(
    ("key", "due_on"),
    [
        ("du-toan-2026", date(2025, 12, 10)),
        ("ky-hop-hdnd", date(2025, 12, 20)),
        ("kiem-tra-giam-sat-2025", date(2025, 12, 20)),
        ("pho-cap-giao-duc", date(2025, 11, 30)),
        ("xa-khong-ma-tuy", date(2025, 12, 15)),
    ],
)
def test_the_work_of_the_year_is_due_before_its_last_day(key: str, due_on: date) -> None:
    last = milestone(commune_plan(), key, "due")
    assert (last.due_on, last.asks_document) == (due_on, True)


def test_work_is_ranked_in_the_order_of_the_law() -> None:
    phases = task(commune_plan(), "danh-gia-cuoi-nam").milestones
    assert [(found.key, found.due_on.day, found.lead) for found in phases] == [
        ("cong-chuc", 14, "chu-tich-ubnd"),
        ("chi-bo", 20, ""),
        ("ban-thuong-vu", 25, ""),
        ("dang-uy", 31, ""),
    ]


def test_dates_not_in_the_document_state_their_basis() -> None:
    months = re.compile(r"tháng 10|tháng 11|tháng 12/2025|3 tháng cuối\s+năm 2025|năm 2025")
    for ordered, found in commune_plan().milestones:
        assert found.basis or months.search(ordered.quote), found
