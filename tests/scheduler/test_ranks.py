"""The permission table: a row an action, a column a rank, and one column for no post."""

from itertools import combinations

import pytest

from scheduler.work.permissions import Action, allowed
from storage.words import Rank

RANKS = (Rank.OFFICIAL, Rank.SECRETARY, Rank.DEPUTY, Rank.HEAD)
TABLE = """
    action      official secretary deputy head nobody
    own         yes      yes       yes    yes  yes
    see_own     yes      yes       yes    yes  -
    answer      yes      yes       yes    yes  -
    see_all     -        yes       yes    yes  -
    see_totals  -        yes       yes    yes  -
    decide      -        yes       yes    yes  -
    chase       -        yes       yes    yes  -
    export      -        yes       yes    yes  -
    invite      -        yes       -      -    -
    disconnect  -        yes       -      -    -
    remove      -        yes       -      -    -
    reassign    -        yes       -      -    -
    cancel      -        yes       -      -    -
    calendar    -        yes       -      -    -
    proxy       -        yes       -      -    -
    plan        -        yes       -      -    -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
MAY = {
    Action(action): {rank for rank, cell in zip(RANKS, cells, strict=False) if cell == "yes"}
    for action, *cells in ROWS
}


def test_the_table_names_every_action_and_every_rank() -> None:
    assert MAY.keys() == set(Action)
    assert set(RANKS) == set(Rank)


@pytest.mark.parametrize("action", Action)
def test_one_permitted_post_of_several_is_enough(action: Action) -> None:
    for count in range(1, len(RANKS) + 1):
        for ranks in combinations(RANKS, count):
            assert allowed(ranks, action) == bool(MAY[action] & set(ranks)), ranks


def test_without_a_post_only_own_data_may_be_seen_and_removed() -> None:
    nobody = {Action(action) for action, *cells in ROWS if cells[-1] == "yes"}
    assert {action for action in Action if allowed([], action)} == nobody == {Action.OWN_DATA}
