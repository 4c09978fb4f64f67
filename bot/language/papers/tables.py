"""Tables of a paper: the columns that name work, who does it and by when, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.language.papers.markers import marker
from bot.language.papers.parts import Heading, PaperLine, PaperTable, Passage, RowFacts
from bot.language.papers.plain import LazyPattern, plain, words

_COLUMNS: tuple[tuple[str, LazyPattern], ...] = (
    ("support", words(r"phối hợp")),
    ("weight", words(r"mức độ(?! hoàn thành| đạt| thực hiện)|độ khẩn|ưu tiên")),
    ("lead", words(r"chủ trì|cơ quan|đơn vị(?! tính)(?: thực hiện)?|phụ trách|người|phân công")),
    ("time", words(r"thời gian|thời hạn|hạn|tiến độ|ngày|hoàn thành")),
    ("product", words(r"sản phẩm|kết quả|yêu cầu")),
    ("work", words(r"nội dung|nhiệm vụ|công việc|tên việc|đầu việc|chỉ tiêu|hoạt động|việc")),
    ("unit", words(r"đơn vị tính|đvt")),
    ("amount", words(r"số lượng|mức|giao|kế hoạch|năm \d{4}|mục tiêu")),
    ("number", words(r"tt|stt|số tt|số thứ tự")),
)
_NUMBER = re.compile(r"[\dIVXa-zđ.)/-]{0,6}")


def table_passages(
    table: PaperTable, section: str, headings: tuple[Heading, ...]
) -> Iterator[Passage]:
    """A passage for each row of work; rows of one cell are headings of those below."""
    start, columns = _columns(table)
    above: tuple[Heading, ...] = ()
    count = 0
    for cells in table.rows[start:]:
        stated = _by_column(cells, columns)
        if not stated.get("work"):
            continue
        if _is_group(cells, stated):
            above = (Heading("", stated["work"]),)
            continue
        count += 1
        place = ".".join(part for part in (section, str(count)) if part)
        yield Passage(place, headings + above, _without_marker(stated["work"]), _row(stated))


def _columns(table: PaperTable) -> tuple[int, Mapping[int, str]]:
    """The row after the column names, and what each column is; the first name that fits wins."""
    for at, cells in enumerate(table.rows[:4]):
        found: dict[int, str] = {}
        for column, cell in enumerate(cells):
            name = _column(plain(cell))
            if name is not None and (name not in found.values() or name == "amount"):
                found[column] = name
        if len(found) >= 2 and "work" in found.values():
            return at + 1, found
    return 0, {}


def _column(text: str) -> str | None:
    if not text or len(text) > 60:
        return None
    return next((name for name, shape in _COLUMNS if shape.search(text)), None)


def _by_column(cells: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    stated: dict[str, str] = {}
    for at, name in columns.items():
        if at < len(cells) and cells[at].strip():
            stated.setdefault(name, " ".join(cells[at].split()))
    if "work" not in stated:
        rest = [cell for cell in cells if cell.strip() and not _NUMBER.fullmatch(cell.strip())]
        if len(rest) == 1:
            stated["work"] = rest[0].strip()
    return stated


def _is_group(cells: Sequence[str], stated: Mapping[str, str]) -> bool:
    filled = [cell for cell in cells if cell.strip() and not _NUMBER.fullmatch(cell.strip())]
    return len(set(filled)) == 1 and set(stated) <= {"work", "number"}


def _row(stated: Mapping[str, str]) -> RowFacts:
    amount = " ".join(stated[name] for name in ("amount", "unit") if name in stated)
    return RowFacts(
        lead=stated.get("lead", ""),
        support=stated.get("support", ""),
        time=stated.get("time", ""),
        product=stated.get("product", ""),
        amount=amount,
        weight=stated.get("weight", ""),
    )


def _without_marker(text: str) -> str:
    found = marker(text)
    return found.rest if found is not None and found.rest else text


def laid_out(table: PaperTable) -> list[PaperLine] | None:
    """The lines of a table that only lays out text, as letterheads do; None where it lists work."""
    if _columns(table)[1]:
        return None
    cells = [cell for row in table.rows for cell in row]
    return [
        PaperLine(line, apart=True) for cell in cells for line in cell.split("\n") if line.strip()
    ]
