"""The shipped plans are valid and cover the whole source document."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

import pytest

from bot.importers.plan import read_plan
from bot.importers.plan_values import Plan, PlanMilestone, PlanTask
from scheduler.calendar.lunar import tet
from scheduler.calendar.public_holidays import vietnam_calendar
from storage.words import Rank, TaskKind

FOLDER = Path(__file__).parents[2] / "plans"
CALENDAR = vietnam_calendar(range(2024, 2036))
SOURCE_DAY = date(2025, 10, 8)
YEAR_END = date(2025, 12, 31)

BULLETS = {"III.1": 5, "III.2": 6, "III.3": 2}
"""How many bullets each point of section III of the source document has."""


@cache
def shipped(name: str, year: int | None = None) -> Plan:
    return read_plan((FOLDER / name).read_text(encoding="utf-8"), name, year, CALENDAR)


def commune_plan() -> Plan:
    return shipped("nguyen-luong-bang-2025.yaml")


def frame(year: int) -> Plan:
    return shipped("khung-cuoi-nam.yaml", year)


BOTH = pytest.mark.parametrize("read", [commune_plan, partial(frame, 2026)], ids=["2025", "frame"])
"""Both plans, read when the test runs: every process of a run collects all tests."""


def task(plan: Plan, key: str) -> PlanTask:
    return next(task for task in plan.tasks if task.key.endswith(f"/{key}"))


def milestone(plan: Plan, key: str, part: str) -> PlanMilestone:
    return next(part_of for part_of in task(plan, key).milestones if part_of.key == part)


def test_the_plan_names_its_commune_and_its_document() -> None:
    plan = commune_plan()
    assert (plan.commune.name, plan.commune.place) == (
        "xã Nguyễn Lương Bằng",
        "thành phố Hải Phòng",
    )
    assert plan.source.name == "Kết luận Hội nghị lần thứ hai"
    assert (plan.source.number, plan.source.dated) == ("", SOURCE_DAY)
    assert plan.year == 2025


def test_section_three_is_thirty_five_tasks_from_its_first_bullet_to_its_last() -> None:
    plan = commune_plan()
    clauses = [task.clause for task in plan.tasks]
    assert len(clauses) == 35
    assert clauses == sorted(clauses)
    assert set(clauses) == {
        f"{point}.{bullet}"
        for point, bullets in BULLETS.items()
        for bullet in range(1, bullets + 1)
    }


def test_the_sector_of_a_task_is_that_of_its_point() -> None:
    sectors = {task.clause[:5]: task.sector for task in commune_plan().tasks}
    assert sectors == {
        "III.1": "xây dựng Đảng",
        "III.2": "kinh tế - xã hội",
        "III.3": "quốc phòng - an ninh - tư pháp",
    }
    assert all(task.sector == sectors[task.clause[:5]] for task in commune_plan().tasks)


def test_every_kind_of_task_is_there() -> None:
    kinds = Counter(task.kind for task in commune_plan().tasks)
    assert kinds == {
        TaskKind.STANDING: 19,
        TaskKind.DATED: 6,
        TaskKind.PHASED: 5,
        TaskKind.QUOTA: 3,
        TaskKind.CAMPAIGN: 2,
    }


def test_party_admissions_stand_at_11_of_33_by_the_end_of_the_year() -> None:
    quota = milestone(commune_plan(), "ket-nap-dang-vien", "quota")
    assert (quota.start, quota.target, quota.due_on) == (11, 33, YEAR_END)


def test_satisfaction_is_at_least_97_percent() -> None:
    quota = milestone(commune_plan(), "hai-long-97", "quota")
    assert (quota.target, task(commune_plan(), "hai-long-97").measure) == (97, "%")


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
        (date(2025, 10, 31), 100),
        (date(2025, 12, 31), 100),
        (date(2026, 1, 24), 100),
        (date(2026, 2, 13), 100),
        (date(2026, 3, 4), 100),
    ]
    assert chosen.chained


def test_the_tet_campaign_is_on_duty_from_mid_december_to_mid_march() -> None:
    campaign = task(commune_plan(), "cao-diem-tet")
    assert (campaign.opens_on, campaign.closes_on) == (date(2025, 12, 15), date(2026, 3, 16))
    assert campaign.on_duty
    assert campaign.milestones[-1].due_on == date(2026, 3, 19)


def test_food_safety_covers_the_weeks_around_tet() -> None:
    campaign = task(commune_plan(), "an-toan-thuc-pham-tet")
    new_year = tet(2026)
    assert campaign.opens_on == new_year - timedelta(30)
    assert campaign.closes_on == new_year + timedelta(5)


def test_the_election_runs_through_its_legal_dates_to_polling_day() -> None:
    election = task(commune_plan(), "bau-cu-2026")
    assert election.milestones[-1].due_on == date(2026, 3, 15)
    assert milestone(commune_plan(), "bau-cu-2026", "ho-so").due_on == date(
        2026, 3, 15
    ) - timedelta(42)
    assert milestone(commune_plan(), "bau-cu-2026", "ban-bau-cu").due_on == date(
        2026, 3, 15
    ) - timedelta(70)
    assert election.chained


@pytest.mark.parametrize(
    "key", ["du-toan-2026", "kiem-tra-giam-sat-2025", "pho-cap-giao-duc", "xa-khong-ma-tuy"]
)
def test_the_work_of_the_year_is_due_by_its_last_day(key: str) -> None:
    last = milestone(commune_plan(), key, "due")
    assert (last.due_on, last.asks_document) == (YEAR_END, True)


def test_dates_not_in_the_document_state_their_basis() -> None:
    months = re.compile(r"tháng 10|tháng 11|tháng 12/2025|3 tháng cuối\s+năm 2025|năm 2025")
    for ordered, found in commune_plan().milestones:
        assert found.basis or months.search(ordered.quote), found


@BOTH
def test_a_shipped_plan_reads_well_on_a_phone(read: Callable[[], Plan]) -> None:
    plan = read()
    assert plan.warnings == ()
    for title in [task.title for task in plan.tasks] + [m.title for _, m in plan.milestones]:
        assert len(title) <= 85, title
        assert title == title.strip().rstrip(".")
    for task in plan.tasks:
        said = [
            task.ro.person,
            task.ro.work,
            task.ro.responsibility,
            task.ro.process,
            task.ro.result,
        ]
        assert all(len(clear) >= 40 for clear in said), task.key
        assert len(set(said)) == 5


@BOTH
def test_posts_have_the_expected_ranks_and_leads_are_officials(read: Callable[[], Plan]) -> None:
    plan = read()
    ranks = {post.key: post.rank for post in plan.posts}
    assert Counter(ranks.values()) == {
        Rank.HEAD: 1,
        Rank.DEPUTY: 1,
        Rank.SECRETARY: 1,
        Rank.OFFICIAL: 17,
    }
    assert all(ranks[task.lead] is Rank.OFFICIAL for task in plan.tasks)


def test_both_plans_have_the_same_commune_and_posts() -> None:
    plan, other = commune_plan(), frame(2026)
    assert (plan.commune, plan.sectors) == (other.commune, other.sectors)
    assert (plan.units, plan.posts) == (other.units, other.posts)
    assert not {task.key for task in plan.tasks} & {task.key for task in other.tasks}


@pytest.mark.parametrize("year", range(2024, 2035))
def test_the_frame_is_valid_for_any_year(year: int) -> None:
    plan = frame(year)
    assert plan.source.dated == date(year, 10, 1)
    assert len(plan.tasks) == 31
    for _, found in plan.milestones:
        assert date(year, 10, 1) <= found.due_on <= date(year + 1, 3, 31), found
    assert milestone(plan, "qua-tet", "due").due_on < tet(year + 1)


def test_the_frame_of_2026_is_planned_around_tet_dinh_mui() -> None:
    plan = frame(2026)
    assert tet(2027) == date(2027, 2, 6)
    food = task(plan, "an-toan-thuc-pham-tet")
    assert (food.opens_on, food.closes_on) == (date(2027, 1, 7), date(2027, 2, 11))
    security = task(plan, "cao-diem-tet")
    assert (security.opens_on, security.closes_on) == (date(2026, 12, 15), date(2027, 2, 20))
    assert milestone(plan, "danh-gia-cuoi-nam", "chi-bo").due_on == date(2026, 12, 15)


def test_the_frame_mentions_no_specific_year() -> None:
    text = (FOLDER / "khung-cuoi-nam.yaml").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not re.search(r"20\d\d|Bính Ngọ|Đinh Mùi", body)


def test_an_unknown_quota_is_counted_in_percent_of_what_was_given() -> None:
    plan = frame(2026)
    chosen = task(plan, "ket-nap-dang-vien")
    assert (chosen.milestones[0].target, chosen.measure) == (100, "% chỉ tiêu")
    assert chosen.milestones[0].start is None
