"""The values read from a valid plan: dates, milestones in order, equality."""

import unicodedata
from datetime import date
from decimal import Decimal

from bot.importers.plan import read_plan
from bot.importers.plan_values import Plan, PlanMilestone, PlanTask
from storage.words import MilestoneShape, Rank, TaskKind
from tests.importers.small import CALENDAR, SMALL


def plan(text: str = SMALL, year: int | None = None) -> Plan:
    return read_plan(text, "ke-hoach.yaml", year, CALENDAR)


def task(kind: TaskKind, text: str = SMALL) -> PlanTask:
    return next(task for task in plan(text).tasks if task.kind is kind)


def due(text: str) -> date:
    return (
        task(TaskKind.DATED, SMALL.replace("2025-12-31\n    basis", f"{text}\n    basis"))
        .milestones[0]
        .due_on
    )


def test_date_formats_people_use_are_read() -> None:
    assert due("2025-12-31") == date(2025, 12, 31)
    assert due("hết tháng 11") == date(2025, 11, 30)
    assert due("23 tháng Chạp") == date(2026, 2, 10)
    assert due("Tết - 30") == date(2026, 1, 18)
    assert due("mùng 6 Tết") == date(2026, 2, 22)
    assert due("31/12") == date(2025, 12, 31)


def test_an_explicit_date_wins_over_the_words_beside_it() -> None:
    assert due("hết tháng 11, tức 2025-11-28") == date(2025, 11, 28)
    assert due("23 tháng Chạp (10/02/2026)") == date(2026, 2, 10)


def test_a_dated_task_has_one_milestone() -> None:
    assert task(TaskKind.DATED).milestones == (
        PlanMilestone(
            key="due",
            title="Dự toán ngân sách",
            shape=MilestoneShape.DEADLINE,
            due_on=date(2025, 12, 31),
            basis="Luật Ngân sách",
        ),
    )


def test_the_last_phase_asks_for_the_document() -> None:
    phases = task(TaskKind.PHASED).milestones
    assert [(phase.key, phase.due_on, phase.asks_document) for phase in phases] == [
        ("du-thao", date(2025, 11, 30), False),
        ("ban-hanh", date(2025, 12, 31), True),
    ]


def test_a_phase_may_override_whether_a_document_is_needed() -> None:
    text = SMALL.replace("due: hết tháng 11}", "due: hết tháng 11, document: true}")
    text = text.replace("due: hết tháng 12}", "due: hết tháng 12, document: false}")
    assert [phase.asks_document for phase in task(TaskKind.PHASED, text).milestones] == [
        True,
        False,
    ]


def test_a_quota_has_its_stages_first_and_the_total_last() -> None:
    stage, whole = task(TaskKind.QUOTA).milestones
    assert (stage.key, stage.shape, stage.target, stage.start) == (
        "quy-3",
        MilestoneShape.QUOTA,
        Decimal(20),
        None,
    )
    assert (stage.opens_on, stage.due_on) == (date(2025, 10, 8), date(2025, 10, 31))
    assert (whole.key, whole.shape, whole.target, whole.start) == (
        "quota",
        MilestoneShape.QUOTA,
        Decimal(33),
        Decimal(11),
    )
    assert (whole.opens_on, whole.due_on) == (date(2025, 11, 1), date(2025, 12, 31))
    assert task(TaskKind.QUOTA).measure == "đồng chí"


def test_a_stage_without_a_target_uses_that_of_the_quota_and_its_villages() -> None:
    parted = SMALL.replace(
        "    target: 33\n", "    target: 33\n    villages: {Đông: 20, Tây: 13}\n"
    )
    assert task(TaskKind.QUOTA, parted).milestones[0].villages == {}
    stage, whole = task(TaskKind.QUOTA, parted.replace(", target: 20", "")).milestones
    assert stage.target == whole.target == 33
    assert stage.villages == whole.villages == {"Đông": 20, "Tây": 13}


def test_a_campaign_opens_on_its_first_day_and_closes_three_working_days_after_its_last() -> None:
    campaign = task(TaskKind.CAMPAIGN)
    opening, closing = campaign.milestones
    assert (campaign.opens_on, campaign.closes_on) == (date(2026, 1, 18), date(2026, 2, 22))
    assert (opening.shape, opening.due_on) == (MilestoneShape.OPENING, date(2026, 1, 18))
    assert (closing.shape, closing.due_on) == (MilestoneShape.CLOSING, date(2026, 2, 25))
    assert campaign.on_duty


def test_the_closing_of_a_campaign_follows_the_rules_of_its_plan() -> None:
    text = SMALL.replace("  name: xã Mẫu", "  name: xã Mẫu\n  ladder: {closing_after: 5}")
    assert task(TaskKind.CAMPAIGN, text).milestones[1].due_on == date(2026, 2, 27)


def test_the_opening_of_a_window_is_the_first_day_of_a_period() -> None:
    text = SMALL.replace("opens: Tết - 30", "opens: tháng 11")
    assert task(TaskKind.CAMPAIGN, text).opens_on == date(2025, 11, 1)


def test_a_standing_task_has_a_window_and_no_milestone_yet() -> None:
    standing = task(TaskKind.STANDING)
    assert standing.milestones == ()
    assert (standing.opens_on, standing.closes_on) == (date(2025, 10, 8), date(2026, 1, 31))
    bare = task(TaskKind.STANDING, SMALL.replace("    closes: 2026-01-31\n", ""))
    assert bare.closes_on == date(2025, 12, 31)


def test_tasks_name_posts_and_units_by_key() -> None:
    found = plan()
    assert [(post.key, post.unit, post.rank) for post in found.posts] == [
        ("bi-thu", "dang-uy", Rank.HEAD),
        ("pho-bi-thu", "dang-uy", Rank.DEPUTY),
        ("van-phong", "dang-uy", Rank.SECRETARY),
        ("cong-an", "cong-an", Rank.OFFICIAL),
    ]
    assert (found.tasks[0].lead, found.tasks[0].support) == ("van-phong", ("cong-an",))


def test_task_keys_contain_document_and_year() -> None:
    assert plan().tasks[0].key == "ket-luan-2025/du-toan"
    assert task(TaskKind.PHASED).chained
    assert not task(TaskKind.DATED).chained


def test_milestones_come_in_the_order_of_tasks_and_within_them() -> None:
    found = plan()
    assert [milestone for _, milestone in found.milestones] == [
        milestone for task in found.tasks for milestone in task.milestones
    ]
    assert [milestone.key for _, milestone in found.milestones] == [
        "due",
        "du-thao",
        "ban-hanh",
        "quy-3",
        "quota",
        "opening",
        "closing",
    ]


def test_equal_texts_give_equal_plans() -> None:
    assert plan() == plan()
    assert plan() == plan(SMALL, 2025)
    assert plan() != plan(SMALL.replace("target: 33", "target: 34"))


def test_a_sector_and_a_task_change_the_ladder_of_the_task() -> None:
    text = SMALL.replace(
        "  - name: kinh tế - xã hội",
        "  - name: kinh tế - xã hội\n    ladder: {overdue: [1, 2], quota_day: 20}",
    ).replace("    basis: Luật", "    ladder: {quota_day: 15, pace_alarm: 0.5}\n    basis: Luật")
    assert task(TaskKind.DATED, text).ladder == {
        "overdue": [1, 2],
        "quota_day": 15,
        "pace_alarm": 0.5,
    }


def test_a_missing_superior_and_an_idle_sector_are_warnings_only() -> None:
    assert plan().warnings == ()
    text = SMALL.replace(", rank: head", "").replace(", rank: deputy", "")
    text = text.replace("sectors:\n", "sectors:\n  - name: văn hóa\n")
    assert len(plan(text).warnings) == 3


def test_composed_and_decomposed_unicode_are_equal() -> None:
    assert plan(unicodedata.normalize("NFD", SMALL)) == plan()


def test_a_source_day_of_a_leap_year_is_moved_to_the_day_before() -> None:
    text = SMALL.replace("date: 2025-10-08", "date: 2024-02-29")
    assert plan(text, 2025).source.dated == date(2025, 2, 28)
