"""The schema of a plan file: the keys of each block and the values they take.

Validators that need the rest of the file use the PlanScope given as validation context, so that
pydantic finds every fault of a block in one pass.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
)

from bot.importers.block import FileBlock, Short, ShortText, Slug, Title
from bot.importers.plan_fields import (
    Clarity,
    ClosingDay,
    DueBlock,
    DueDay,
    ItemNumber,
    LadderKeys,
    Names,
    Number,
    Opening,
    OpeningHour,
    PlanRows,
    PostName,
    PostNames,
    Target,
    Villages,
)
from bot.importers.plan_scope import (
    check_not_before_source,
    fits_better,
    known_sector,
    known_unit,
    read_last_day,
    read_rule,
    read_source_day,
    share_within_whole,
)
from scheduler.calendar.repetition import Repetition
from storage.figures import PLACES
from storage.words import Better, Figure, Rank, TaskKind, Weight


class FileRow(FileBlock):
    """The top level of a plan file; its blocks are validated one by one later."""

    commune: dict[str, Any]
    source: dict[str, Any]
    sectors: PlanRows
    units: PlanRows
    posts: PlanRows
    named_days: PlanRows | None = None
    tasks: PlanRows


class CommuneRow(FileBlock):
    key: Slug
    name: Title
    place: Title = ""
    ro: Literal[5, 6] = 5
    ladder: LadderKeys = {}
    lead_confirms: bool = False


class SourceDay(FileBlock):
    """The day of the source document alone, needed before the tasks can be validated."""

    model_config = ConfigDict(extra="ignore")

    dated: Annotated[date, BeforeValidator(read_source_day), Field(alias="date")]


class SourceRow(SourceDay):
    model_config = ConfigDict(extra="forbid")

    key: Slug
    name: Title
    title: ShortText
    number: Short = ""
    ro_proposed: bool = False
    shares_keys_of: Slug | None = None


class SectorRow(FileBlock):
    name: Short
    ladder: LadderKeys = {}


class UnitRow(FileBlock):
    key: Slug
    name: Title
    aliases: Names = ()


class PostRow(FileBlock):
    key: Slug
    name: Title
    unit: Annotated[Title, AfterValidator(known_unit)]
    rank: Annotated[Rank, Field(strict=False)] = Rank.OFFICIAL
    aliases: Names = ()


class NamedDayRow(FileBlock):
    key: Slug
    name: Title
    usual: Annotated[date, BeforeValidator(read_last_day), AfterValidator(check_not_before_source)]


class ClaritiesRow(FileBlock):
    nguoi: Clarity = ""
    viec: Clarity = ""
    trach_nhiem: Clarity = ""
    quy_trinh: Clarity = ""
    hieu_qua: Clarity = ""
    tham_quyen: Clarity = ""
    thoi_gian: Clarity = ""


class TaskRow(FileBlock):
    """The keys that tasks of every kind have."""

    key: Slug
    title: Title
    clause: Short = ""
    quote: ShortText = ""
    sector: Annotated[Title, AfterValidator(known_sector)]
    kind: Annotated[TaskKind, Field(strict=False)]
    lead: PostName
    support: PostNames = ()
    basis: ShortText = ""
    weight: Annotated[Weight | None, Field(strict=False)] = None
    on_duty: bool = False
    confidential: bool = False
    ladder: LadderKeys = {}
    ro: ClaritiesRow


class DatedRow(TaskRow, DueBlock):
    number: ItemNumber = None
    opens: Opening | None = None
    due: DueDay
    to_confirm: bool = False
    document: bool = False


class PhaseRow(DueBlock):
    key: Slug
    title: Title
    due: DueDay
    to_confirm: bool = False
    lead: PostName | None = None
    number: ItemNumber = None
    basis: ShortText = ""
    document: bool | None = None


class PhasedRow(TaskRow):
    phases: Annotated[tuple[PhaseRow, ...], Field(strict=False, min_length=1)]
    chained: bool = True


class StageRow(DueBlock):
    key: Slug
    title: Title
    number: ItemNumber = None
    opens: Opening | None = None
    due: DueDay
    to_confirm: bool = False
    target: Target | None = None
    villages: Villages = {}
    basis: ShortText = ""


class QuotaRow(TaskRow, DueBlock):
    number: ItemNumber = None
    measure: Short
    better: Annotated[Better, Field(strict=False)] = Better.HIGHER
    figure: Annotated[
        Figure | None, Field(strict=False, validate_default=True), AfterValidator(fits_better)
    ] = None
    decimals: Annotated[int, Field(ge=0, le=PLACES)] | None = None
    start: Number | None = None
    target: Annotated[Target, AfterValidator(share_within_whole)]
    villages: Villages = {}
    opens: Opening | None = None
    due: DueDay
    to_confirm: bool = False
    stages: Annotated[tuple[StageRow, ...], Field(strict=False)] = ()
    chained: bool = False
    document: bool = False


class CampaignRow(TaskRow):
    number: ItemNumber = None
    opens: OpeningHour
    closes: ClosingDay
    to_confirm: bool = False
    closing_number: ItemNumber = None
    document: bool = False


class StandingRow(TaskRow):
    opens: Opening | None = None
    closes: ClosingDay | None = None
    repeats: Annotated[Repetition, BeforeValidator(read_rule)] | None = None


class KindlessRow(TaskRow):
    """A task of unknown kind: what it states is validated all the same."""

    model_config = ConfigDict(extra="ignore")

    opens: Opening | None = None
    due: DueDay | None = None
    target: Target | None = None
    start: Number | None = None


ROWS: Mapping[str, type[TaskRow]] = {
    TaskKind.DATED: DatedRow,
    TaskKind.PHASED: PhasedRow,
    TaskKind.QUOTA: QuotaRow,
    TaskKind.CAMPAIGN: CampaignRow,
    TaskKind.STANDING: StandingRow,
}


def shape_of(kind: object) -> type[TaskRow]:
    return ROWS.get(kind, KindlessRow) if isinstance(kind, str) else KindlessRow


def _keys(*shapes: type[FileBlock]) -> frozenset[str]:
    fields = (field for shape in shapes for field in shape.model_fields.items())
    return frozenset(field.alias or name for name, field in fields)


KEYS = _keys(
    FileRow,
    CommuneRow,
    SourceRow,
    SectorRow,
    UnitRow,
    PostRow,
    NamedDayRow,
    ClaritiesRow,
    PhaseRow,
    StageRow,
    *ROWS.values(),
)
"""Every key that occurs anywhere in plan files."""
