"""What the numbers of a quota are, from a plan's unit, a sheet's cells, or spoken words."""

from decimal import Decimal
from typing import Any

import pytest

from bot.importers.plan import read_plan
from bot.importers.quota_figures import figure_of
from bot.importers.sheet_cells import numbers_in
from bot.language.requests.proposing import Aim, read_aim
from storage.words import Better, Figure
from tests.importers.small import CALENDAR, SMALL


@pytest.mark.parametrize(
    ("measure", "better", "figure"),
    [
        ("đồng chí", Better.HIGHER, Figure.SUM),
        ("ha", Better.HIGHER, Figure.SUM),
        ("% chỉ tiêu", Better.HIGHER, Figure.PERCENT),
        ("% dự toán giao", Better.HIGHER, Figure.PERCENT),
        ("%", Better.HIGHER, Figure.LEVEL),
        ("% số hộ", Better.LOWER, Figure.LEVEL),
        ("vụ", Better.LOWER, Figure.LEVEL),
    ],
)
def test_a_unit_suggests_what_its_numbers_are(measure: str, better: Better, figure: Figure) -> None:
    assert figure_of(None, better, measure) is figure
    assert figure_of(Figure.SUM, better, measure) is Figure.SUM


@pytest.mark.parametrize(
    ("written", "target", "decimals"), [("33", "33", 0), ("33.5", "33.5", 1), ("33,25", "33.25", 2)]
)
def test_a_sum_counts_as_many_decimals_as_its_plan_states(
    written: str, target: str, decimals: int
) -> None:
    plan = read_plan(SMALL.replace("target: 33", f"target: {written}"), "p.yaml", None, CALENDAR)
    found = next(task for task in plan.tasks if task.measure == "đồng chí")
    assert found.milestones[-1].target == Decimal(target)
    assert (found.figure, found.decimals) == (Figure.SUM, decimals)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"target": "33", "start": "11", "measure": "đồng chí"}, {"target": 33, "start": 11}),
        ({"target": "1.500", "measure": "hộ"}, {"target": 1500}),
        ({"target": "12,5", "measure": "ha"}, {"target": "12,5"}),
        ({"target": "97,5%"}, {"target": "97,5", "measure": "%"}),
        ({"target": "không quá 4%"}, {"target": 4, "measure": "%", "better": "lower"}),
        ({"target": ">= 97", "measure": "%"}, {"target": 97, "better": "higher"}),
        (
            {"target": "5", "measure": "vụ", "figure": "Mức không quá"},
            {"target": 5, "figure": "level", "better": "lower"},
        ),
        (
            {"target": "100", "measure": "%", "figure": "Phần trăm"},
            {"target": 100, "figure": "percent"},
        ),
        ({"target": "nhiều", "measure": "hộ"}, {"target": "nhiều"}),
    ],
)
def test_cells_of_a_sheet_state_numbers(cells: dict[str, str], found: dict[str, Any]) -> None:
    assert numbers_in(cells) == found


@pytest.mark.parametrize(
    ("words", "aim"),
    [
        ("33 đồng chí", Aim(Decimal(33), None, "đồng chí")),
        ("11/33 đồng chí", Aim(Decimal(33), Decimal(11), "đồng chí")),
        ("97,5%", Aim(Decimal("97.5"), None, "%")),
        ("từ 97%", Aim(Decimal(97), None, "%")),
        ("không quá 4%", Aim(Decimal(4), None, "%", at_most=True)),
        ("tối đa 5 vụ", Aim(Decimal(5), None, "vụ", at_most=True)),
        ("mức từ 85,5 điểm", Aim(Decimal("85.5"), None, "điểm", level=True)),
        ("12,5 ha", Aim(Decimal("12.5"), None, "ha")),
    ],
)
def test_spoken_targets_are_read(words: str, aim: Aim) -> None:
    assert read_aim(words, "") == aim
