"""What holds of every shipped plan: short titles, clear words, posts and ranks."""

from collections import Counter
from collections.abc import Callable

from bot.importers.plan_values import Plan
from storage.words import Rank
from tests.importers.shipped_plans import (
    BOTH,
    commune_plan,
    frame,
)

LED_BY_THE_OFFICE = {
    "ke-hoach-nam-sau",
    "hoi-nghi-tong-ket-dang-uy",
    "dang-phi",
    "ke-hoach-tet",
    "bao-cao-quy-dang-uy",
    "so-ket-6-thang",
}
"""The tasks that the secretary's own office leads."""


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
def test_posts_have_the_expected_ranks_and_leads_are_officials_or_the_office(
    read: Callable[[], Plan],
) -> None:
    plan = read()
    ranks = {post.key: post.rank for post in plan.posts}
    assert Counter(ranks.values()) == {
        Rank.HEAD: 1,
        Rank.DEPUTY: 1,
        Rank.SECRETARY: 1,
        Rank.OFFICIAL: 17,
    }
    assert {ranks[task.lead] for task in plan.tasks} <= {Rank.OFFICIAL, Rank.SECRETARY}
    led = {task.key.partition("/")[2] for task in plan.tasks if ranks[task.lead] is Rank.SECRETARY}
    assert led <= LED_BY_THE_OFFICE


def test_both_plans_have_the_same_commune_and_posts() -> None:
    plan, other = commune_plan(), frame(2026)
    assert (plan.commune, plan.sectors) == (other.commune, other.sectors)
    assert (plan.units, plan.posts) == (other.units, other.posts)
    assert not {task.key for task in plan.tasks} & {task.key for task in other.tasks}
