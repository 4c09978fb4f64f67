"""Sheets of plans as values, read as on 8 October 2025."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.importers.faults import BadPlan
from bot.importers.paper_reading import read_paper
from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_sheet import plan_in_sheets
from bot.importers.plan_values import Plan
from tests.importers.files import xlsx_of
from tests.importers.papers import CALENDAR

TODAY = date(2025, 10, 8)
HEAD = [
    "TT",
    "NHIEM VU",
    "Hạn hoàn thành",
    "Lĩnh vực",
    "Đơn vị chủ trì (một)",
    "phoi hop",
    "Chỉ tiêu",
]
HEAD += ["ĐVT", "Đã đạt", "Bắt đầu", "Loại", "Các bước", "Ghi chú", "Hỏi số văn bản"]
PARTY, ECONOMY = "xây dựng Đảng", "kinh tế - xã hội"


def read(known: KnownBlocks, content: bytes, name: str = "ke-hoach.xlsx") -> Plan:
    return plan_in_sheets(read_paper(content).sheets, name, known, TODAY, CALENDAR)[0]


def faults(known: KnownBlocks, *rows: Sequence[object], head: Sequence[object] = HEAD) -> list[str]:
    with pytest.raises(BadPlan) as bad:
        read(known, xlsx_of(("Sheet1", [head, *rows])))
    return list(bad.value.lines)
