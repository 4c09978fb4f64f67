from datetime import timedelta
from typing import Any

import pytest

from scheduler.calendar.working_time import AFTERNOON, MORNING
from scheduler.ladder.overrides import NUMBERS, BadLadder, OverrideFault, override
from scheduler.ladder.rules import DEFAULT_RULES, Anchor, Rules, posts_for_step
from storage.words import MilestoneShape, Role


def steps(
    rules: Rules, anchor: Anchor, shape: MilestoneShape = MilestoneShape.DEADLINE
) -> list[str]:
    return [f"{rung.name} {rung.role}" for rung in rules.step_rules(shape, anchor)]


def test_nothing_overridden_is_the_default() -> None:
    assert override(DEFAULT_RULES, {}) == DEFAULT_RULES


def test_a_ladder_of_one_role_is_a_list_of_days() -> None:
    rules = override(DEFAULT_RULES, {"before": [10, 5, 1], "support_before": [5]})
    assert steps(rules, Anchor.BEFORE) == [
        "due lead",
        "before_1 lead",
        "before_5 lead",
        "before_5 support",
        "before_10 lead",
    ]
    assert override(DEFAULT_RULES, {"before": [10, 5, 1, 0], "support_before": [5]}) == rules


def test_a_ladder_of_several_roles_is_a_mapping() -> None:
    rules = override(DEFAULT_RULES, {"blocked": {"secretary": [0, 3], "head": 6}})
    assert steps(rules, Anchor.BLOCKED) == ["blocked_0 secretary", "blocked_3 secretary"] + [
        "blocked_6 head"
    ]


def test_overdue_repeats_beyond_every_other_step() -> None:
    rules = override(
        DEFAULT_RULES, {"overdue": [1, 3], "overdue_every": 4, "escalate": {"head": 12}}
    )
    assert steps(rules, Anchor.AFTER) == [
        "overdue_1 lead",
        "overdue_3 lead",
        "overdue_7 lead",
        "overdue_11 lead",
        "escalate_head_12 head",
        "overdue_15 lead",
    ]


@pytest.mark.parametrize("passed", range(1, 40))
def test_overdue_has_no_end_and_goes_on_from_any_day(passed: int) -> None:
    every = [
        rung.offset
        for rung, _ in zip(DEFAULT_RULES.overdue(MilestoneShape.QUOTA, 0), range(30), strict=False)
    ]
    some = [
        rung
        for rung, _ in zip(
            DEFAULT_RULES.overdue(MilestoneShape.QUOTA, passed), range(9), strict=False
        )
    ]
    assert [r.offset for r in some] == [n for n in every if n >= passed][:9]
    assert some[-1].name == f"overdue_{some[-1].offset}"
    assert some[-1].role is Role.LEAD


def test_overrides_add_up() -> None:
    office = override(DEFAULT_RULES, {"before": [10, 1], "pace_alarm": 0.7, "quota_day": 20})
    task = override(office, {"before": [3], "support_before": []})
    assert (task.pace_alarm, task.quota_day) == (0.7, 20)
    assert steps(task, Anchor.BEFORE) == ["due lead", "before_3 lead"]
    assert steps(override(task, {"support_before": [2]}), Anchor.BEFORE)[1] == "before_2 support"


@pytest.mark.parametrize(
    ("mapping", "key", "why"),
    [
        ({"befor": [3]}, "befor", OverrideFault.UNKNOWN_KEY),
        ({"": [3]}, "", OverrideFault.UNKNOWN_KEY),
        ({"handover": [0]}, "handover", OverrideFault.UNKNOWN_KEY),
        ({"before": 3}, "before", OverrideFault.NOT_A_LIST),
        ({"before": None}, "before", OverrideFault.NOT_A_LIST),
        ({"before": ["3"]}, "before", OverrideFault.NOT_A_NUMBER),
        ({"before": [True]}, "before", OverrideFault.NOT_A_NUMBER),
        ({"before": [1, 5]}, "before", OverrideFault.NOT_DESCENDING),
        ({"before": [5, 5, 1]}, "before", OverrideFault.NOT_DESCENDING),
        ({"before": [5, -1]}, "before", OverrideFault.TOO_SMALL),
        ({"before": [366, 1]}, "before", OverrideFault.OUT_OF_RANGE),
        ({"support_before": [0]}, "support_before", OverrideFault.TOO_SMALL),
        ({"overdue": [5, 1]}, "overdue", OverrideFault.NOT_ASCENDING),
        ({"overdue": [0, 1]}, "overdue", OverrideFault.TOO_SMALL),
        ({"overdue_every": 0}, "overdue_every", OverrideFault.OUT_OF_RANGE),
        ({"overdue_every": 2.5}, "overdue_every", OverrideFault.NOT_A_NUMBER),
        ({"overdue_every": [5]}, "overdue_every", OverrideFault.NOT_A_NUMBER),
        ({"escalate": [1, 3]}, "escalate", OverrideFault.NOT_BY_ROLE),
        ({"escalate": {"boss": 1}}, "escalate.boss", OverrideFault.UNKNOWN_ROLE),
        ({"escalate": {"head": 0}}, "escalate.head", OverrideFault.TOO_SMALL),
        ({"escalate": {"head": "7"}}, "escalate.head", OverrideFault.NOT_A_NUMBER),
        ({"blocked": {"secretary": [2, 0]}}, "blocked.secretary", OverrideFault.NOT_ASCENDING),
        ({"pace_alarm": 1.2}, "pace_alarm", OverrideFault.OUT_OF_RANGE),
        ({"pace_alarm": "0.8"}, "pace_alarm", OverrideFault.NOT_A_NUMBER),
        ({"pace_alarm": True}, "pace_alarm", OverrideFault.NOT_A_NUMBER),
        ({"pace_alarm": -0.1}, "pace_alarm", OverrideFault.OUT_OF_RANGE),
        ({"quota_day": 31}, "quota_day", OverrideFault.OUT_OF_RANGE),
        ({"quota_day": True}, "quota_day", OverrideFault.NOT_A_NUMBER),
        ({"quota_day": 5.0}, "quota_day", OverrideFault.NOT_A_NUMBER),
        ({"overdue_every": 61}, "overdue_every", OverrideFault.OUT_OF_RANGE),
        ({"report_weekday": 5}, "report_weekday", OverrideFault.OUT_OF_RANGE),
        ({"report_weekday": -1}, "report_weekday", OverrideFault.OUT_OF_RANGE),
        ({"overdue": [0]}, "overdue", OverrideFault.TOO_SMALL),
        ({"overdue": [1, 366]}, "overdue", OverrideFault.OUT_OF_RANGE),
        ({"opening": [3, 0, 0]}, "opening", OverrideFault.NOT_DESCENDING),
        ({"opening": [0, -1]}, "opening", OverrideFault.TOO_SMALL),
        ({"escalate": {"head": 366}}, "escalate.head", OverrideFault.OUT_OF_RANGE),
        (
            {"escalate": {"head": [1], "deputy": None}},
            "escalate.deputy",
            OverrideFault.NOT_A_NUMBER,
        ),
    ],
)
def test_invalid_ladders_are_refused(mapping: dict[str, Any], key: str, why: OverrideFault) -> None:
    with pytest.raises(BadLadder) as refused:
        override(DEFAULT_RULES, mapping)
    assert (refused.value.key, refused.value.why) == (key, why)
    assert str(refused.value) == f"{key}: {why.value}"


def test_limits_of_each_rule_are_enforced() -> None:
    least = {key: low for key, (low, _) in NUMBERS.items()}
    greatest = {key: high for key, (_, high) in NUMBERS.items()}
    for numbers in (least, greatest, {"pace_alarm": 0.5}):
        rules = override(DEFAULT_RULES, numbers)
        assert {key: getattr(rules, key) for key in numbers} == numbers
    furthest = override(DEFAULT_RULES, {"before": [365], "opening": [365, 0], "overdue": [365]})
    assert steps(furthest, Anchor.BEFORE)[-1] == "before_365 lead"
    assert steps(furthest, Anchor.BEFORE, MilestoneShape.OPENING) == ["campaign_opening lead"] * 2


@pytest.mark.parametrize("days", [[], [0]])
def test_the_due_day_always_has_a_step(days: list[int]) -> None:
    rules = override(DEFAULT_RULES, {"before": days, "support_before": []})
    assert steps(rules, Anchor.BEFORE) == ["due lead"]


def test_an_overdue_ladder_without_days_repeats_from_the_due_date_on() -> None:
    for every in (1, 3):
        rules = override(DEFAULT_RULES, {"overdue": [], "overdue_every": every, "escalate": {}})
        assert steps(rules, Anchor.AFTER) == [f"overdue_{every} lead"]


def test_a_role_may_have_one_day_or_several() -> None:
    rules = override(DEFAULT_RULES, {"extension": {"secretary": [1, 2], "head": 9}})
    assert steps(rules, Anchor.EXTENSION) == [
        "extension_1 secretary",
        "extension_2 secretary",
        "extension_9 head",
    ]


def test_a_step_has_days_hour_and_weight() -> None:
    rules = Rules()
    ahead, on_the_day = rules.step_rules(MilestoneShape.CAMPAIGN_REPORT, Anchor.BEFORE)[::-1]
    assert (ahead.offset, ahead.ahead, ahead.at) == (1, timedelta(days=1), AFTERNOON)
    assert (on_the_day.offset, on_the_day.ahead, on_the_day.at) == (0, timedelta(0), MORNING)
    late = rules.step_rules(MilestoneShape.CAMPAIGN_REPORT, Anchor.AFTER)
    assert {(rung.at, rung.ahead) for rung in late if rung.offset == 1} == {
        (MORNING, timedelta(days=1))
    }
    weights = [
        min(rung.rank for rung in rules.step_rules(MilestoneShape.DEADLINE, anchor))
        for anchor in (Anchor.BEFORE, Anchor.AFTER, Anchor.EXTENSION, Anchor.SUBMITTED)
    ]
    assert weights == sorted(set(weights))
    handover = rules.step_rules(MilestoneShape.DEADLINE, Anchor.HANDOVER)
    assert [rung.name for rung in handover] == ["handover", "accept_1", "accept_2"]
    assert handover[0].rank == max(rung.rank for rung in handover) == len(rules.ladders) - 1


def test_rules_not_overridden_keep_their_default() -> None:
    office = override(DEFAULT_RULES, {"standing_day": 20, "overdue": [4]})
    assert [row for row in office.ladders if row.key != "overdue"] == [
        row for row in DEFAULT_RULES.ladders if row.key != "overdue"
    ]
    assert override(office, {"quota_day": 3}).standing_day == 20


def test_a_shape_without_handover_steps_has_none() -> None:
    assert Rules().step_rules(MilestoneShape.CLOSING, Anchor.HANDOVER) != ()
    assert Rules().step_rules(MilestoneShape.STANDING_REPORT, Anchor.HANDOVER) == ()


SECRETARY, DEPUTY, HEAD = ["office"], ["deputy"], ["head"]
RANKED = {Role.SECRETARY: SECRETARY, Role.DEPUTY: DEPUTY, Role.HEAD: HEAD, Role.LEAD: ["lead"]}


@pytest.mark.parametrize(
    ("step", "lead", "lead_confirms", "asked"),
    [
        ("confirm_1", "lead", False, SECRETARY),
        ("confirm_1", "office", False, DEPUTY),
        ("confirm_1", "office", True, SECRETARY),
        ("overdue_1", "office", False, SECRETARY),
    ],
)
def test_who_leads_an_item_is_not_asked_to_confirm_it(
    step: str, lead: str, lead_confirms: bool, asked: list[str]
) -> None:
    assert posts_for_step(step, Role.SECRETARY, RANKED, lead, lead_confirms) == asked


def test_the_next_rank_that_has_a_post_is_asked_to_confirm() -> None:
    without_deputy = {Role.SECRETARY: SECRETARY, Role.DEPUTY: [], Role.HEAD: HEAD}
    assert posts_for_step("confirm_1", Role.SECRETARY, without_deputy, "office", False) == HEAD
    assert posts_for_step("confirm_1", Role.SECRETARY, {Role.SECRETARY: SECRETARY}, "office", False)
    assert posts_for_step("confirm_1", Role.SECRETARY, {}, "office", False) == ()
    assert posts_for_step("before_1", Role.SUPPORT, {}, "office", False) == ()
