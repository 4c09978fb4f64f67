"""The types of values in plan files, and the block with a due date.

Validators that need the rest of the file use the PlanScope given as validation context, so that
pydantic finds every fault of a block in one pass.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    InstanceOf,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from bot.importers.block import FileBlock, Title
from bot.importers.plan_scope import (
    check_after_start,
    check_no_repeats,
    check_not_before_source,
    check_not_the_lead,
    check_required_clarity,
    check_sum_to_target,
    known_post,
    read_day_rule,
    read_deadline,
    read_first_day,
    read_last_day,
    read_start,
)
from bot.importers.quota_figures import in_bounds, read_figure
from scheduler.calendar.day_rule import DayRule
from scheduler.calendar.deadline import Deadline


def _blank(value: object) -> object:
    """A key without a value counts as an empty text."""
    return "" if value is None else value


Clarity = Annotated[
    str,
    StringConstraints(max_length=500),
    BeforeValidator(_blank),
    AfterValidator(check_required_clarity),
    Field(validate_default=True),
]
Names = Annotated[tuple[Title, ...], Field(strict=False), AfterValidator(check_no_repeats)]
PostName = Annotated[Title, AfterValidator(known_post)]
PostNames = Annotated[
    tuple[PostName, ...],
    Field(strict=False),
    AfterValidator(check_no_repeats),
    AfterValidator(check_not_the_lead),
]
Opening = Annotated[date, BeforeValidator(read_first_day)]
OpeningHour = Annotated[
    InstanceOf[Deadline], BeforeValidator(read_start), AfterValidator(check_not_before_source)
]
"""The day of an opening that is a milestone itself, and so may have an hour."""
DueDay = Annotated[
    InstanceOf[Deadline],
    BeforeValidator(read_deadline),
    AfterValidator(check_not_before_source),
    AfterValidator(check_after_start),
]
ClosingDay = Annotated[
    date,
    BeforeValidator(read_last_day),
    AfterValidator(check_not_before_source),
    AfterValidator(check_after_start),
]
Villages = Annotated[
    dict[Title, Annotated[int, Field(ge=0)]],
    AfterValidator(check_sum_to_target),
    Field(max_length=100),
]
Number = Annotated[
    Decimal, BeforeValidator(read_figure), AfterValidator(in_bounds), Field(strict=False, ge=0)
]
Target = Annotated[Number, Field(gt=0)]
LadderKeys = dict[str, Any]
LARGEST_NUMBER = 5000
"""The largest number of an item that a plan may state; people type at most four digits."""
ItemNumber = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)] | None

PlanRows = Annotated[list[Any], Field(min_length=1)]


class DueBlock(FileBlock):
    """A block with a due date, which may be counted from a named day of the plan."""

    _day_rule: DayRule | None = PrivateAttr(default=None)

    @property
    def day_rule(self) -> DayRule | None:
        return self._day_rule

    @model_validator(mode="wrap")
    @classmethod
    def _keep_rule(
        cls, raw: Any, validated: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        row = validated(raw)
        row._day_rule = read_day_rule(raw["due"], info)
        return row
