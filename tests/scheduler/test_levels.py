"""A level meets its target or not, whatever the day, on both sides of a target."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scheduler.ladder.levels import meets, short_of
from storage.figures import PLACES, as_json, of_json, places, plain
from storage.words import Better

FIGURES = st.decimals(0, 10**9, places=PLACES)


@given(FIGURES, FIGURES, st.sampled_from(Better))
def test_a_level_is_short_of_its_target_exactly_when_it_does_not_meet_it(
    value: Decimal, target: Decimal, better: Better
) -> None:
    away = short_of(value, target, better)
    assert meets(value, target, better) == (away == 0)
    back = value + away if better is Better.HIGHER else value - away
    assert meets(back, target, better)


@given(FIGURES, FIGURES)
def test_a_level_meets_both_sides_only_on_its_target(value: Decimal, target: Decimal) -> None:
    both = meets(value, target, Better.HIGHER) and meets(value, target, Better.LOWER)
    assert both == (value == target)


@given(FIGURES)
def test_a_figure_is_the_same_after_it_was_kept_as_json(figure: Decimal) -> None:
    assert of_json(as_json(figure)) == figure == plain(figure)
    assert places(figure) <= PLACES
