"""Marks of state secrets on a paper, known by their form and place.

A mark stands by itself (MẬT, Độ mật: Tối mật), in a document's number (12-BC/ĐU (M)), beside the
letterhead, or in a sentence about the paper itself. A paper that only speaks of secrets has none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.papers.plain import tidy
from bot.language.text.citizens import SURNAMES
from bot.language.text.secrecy import NUMBERED

Rows = Sequence[Sequence[str]]
"""A table: its rows of cells."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """All texts of a file: lines, tables, and the names of its sheets."""

    lines: tuple[str, ...] = ()
    tables: tuple[Rows, ...] = ()
    names: tuple[str, ...] = ()


_SPACED = re.compile(r"(?<!\w)M Ậ ?T(?!\w)|(?<!\w)T Ố I +M Ậ T(?!\w)|(?<!\w)T U Y Ệ T +M Ậ T(?!\w)")
_CAPITALS = "TUYỆT MẬT|TỐI MẬT|MẬT"
_DEGREE = f"{_CAPITALS}|[Tt]uyệt [Mm]ật|[Tt]ối [Mm]ật|TUYET MAT|TOI MAT"
_ANY = rf"(?:{_DEGREE}|[Mm]ật)"
_PAPER = (
    "tài liệu|văn bản|công văn|hồ sơ|báo cáo|tờ trình|kế hoạch|quyết định|nghị quyết|thông báo|"
    "kết luận|chỉ thị|biên bản|đề án|phương án|chương trình"
)
_KIND = r"(?:(?:đóng )?dấu|(?:mức |cấp )?độ|mức|loại|phân loại)"
_LABEL = rf"{_KIND}(?: (?:chỉ )?(?:mức |cấp )?(?:độ )?(?:bảo )?mật)?"
_BESIDE = (
    r"(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn|hẹn giờ|thu hồi|tài liệu thu hồi|không phổ biến|"
    r"chỉ người có tên mới được bóc bì|bản số ?:? ?\w++|số bản ?:? ?\w++|ngày [\d/. ]++)"
)
_SEPARATOR = r" ?(?:[-,;/|(.] ?)?"
_ALONE = re.compile(
    rf"(?:(?i:{_BESIDE}){_SEPARATOR})*"
    rf"(?:(?:{_DEGREE}|Mật)"
    rf"|(?i:{_PAPER}) {_ANY}"
    rf"|(?i:{_PAPER}) (?i:{_LABEL}) ?[:-]? ?[(“\"]?{_ANY}[)”\"]?"
    rf"|(?i:{_LABEL}) ?[:-] ?[(“\"]?{_ANY}[)”\"]?)"
    rf"(?:{_SEPARATOR}(?i:{_BESIDE})\)?)*"
)
_ITSELF = re.compile(
    rf"(?<!\w)(?:{_PAPER}) này (?:được |là |có |thuộc |mang |phải |đã )*"
    rf"(?:(?:danh mục )?bí mật nhà nước,? )?"
    rf"(?:{_LABEL} ?[:-]? ?[(“\"]?(?:tối |tuyệt )?mật|(?:tối|tuyệt) mật)"
    r"(?! (?:độ|khẩu|thiết))(?!\w)",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"(?<!\w)(?:số ?: ?\d|ngày [\d….]+ ?tháng|độc lập - tự do|cộng h(?:òa|oà) xã hội|"
    r"đảng cộng sản việt nam|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|đảng (?:ủy|uỷ|bộ))",
    re.IGNORECASE,
)
_BESIDE_LETTERHEAD = re.compile(rf"(?<!\w)(?P<degree>{_CAPITALS})(?!\w)(?!,? (?:KHẨU|ĐỘ|MÃ|THIẾT))")
_FRAME = " \t*_=~|[](){}<>“”\"'"
_BULLET = re.compile(r"^[-+•*–]\s+(?!.*[-–*]$)")
_CODE = re.compile(r"[\d/]")
_ONE_WORD = frozenset({"Mật", "MẬT"})
_OF_SECRECY = re.compile(r"(?<!\w)(?:độ|mức|cấp|dấu|loại|chế độ)(?: bảo)? mật|(?<!\w)độ bảo mật")


def bears_mark(line: str) -> bool:
    """Whether a line of a paper, its title or a cell marks it as a state secret."""
    seen = _SPACED.sub(lambda found: _closed(found.group()), tidy(line))
    if NUMBERED.search(seen) or _ITSELF.search(seen):
        return True
    if _BULLET.match(seen):
        return False
    return _ALONE.fullmatch(seen.strip(f"{_FRAME}-–—•+").strip()) is not None or _at_letterhead(
        seen
    )


def table_bears_mark(rows: Rows) -> bool:
    """Whether a cell of a table bears a mark.

    One word "Mật" among other cells is a mark under or beside "độ mật" only: it may be a name.
    Several degrees side by side, or under each other, classify and mark nothing.
    """
    return any(
        _cell_bears_mark(rows, at, column)
        for at, row in enumerate(rows)
        for column in range(len(row))
    )


def is_marked_paper(words: PaperWords) -> bool:
    """Whether anything in a file marks it; names of sheets are written with _ for spaces."""
    return (
        any(map(bears_mark, words.lines))
        or any(map(table_bears_mark, words.tables))
        or any(bears_mark(name.replace("_", " ")) for name in words.names)
    )


def _closed(spaced: str) -> str:
    """Letters set apart, as words."""
    return (
        re.sub(r"(?<=\w) (?=\w)", "", spaced)
        .replace("TỐIMẬT", "TỐI MẬT")
        .replace("TUYỆTMẬT", "TUYỆT MẬT")
    )


def _at_letterhead(line: str) -> bool:
    """Whether a stamp in capitals was read into one line with the letterhead beside it."""
    if _LETTERHEAD.search(line) is None:
        return False
    for found in _BESIDE_LETTERHEAD.finditer(line):
        before, after = line[: found.start()].split(), line[found.end() :].split()
        if not before or _CODE.search(before[-1]):
            return True
        if not after and _LETTERHEAD.search(line[: found.start()]) and _ends_head(before):
            return True
    return False


def _ends_head(before: Sequence[str]) -> bool:
    """Whether words before a stamp at the end of a line are no phrase that it belongs to."""
    last = " ".join(before[-2:]).lower().strip(',.:;“"')
    return not re.search(
        rf"(?:bí|bảo|cơ|dấu|độ|mức|loại|tối|tuyệt|{_PAPER}|hoặc|và)$", last
    ) and not before[-1].endswith((",", "“", '"'))


def _cell_bears_mark(rows: Rows, at: int, column: int) -> bool:
    cell = rows[at][column].strip()
    if not cell:
        return False
    if cell.lower() in ("mật", "tối mật", "tuyệt mật"):
        return _degree_marks(rows, at, column, cell)
    return any(map(bears_mark, cell.split("\n")))


def _degree_marks(rows: Rows, at: int, column: int, cell: str) -> bool:
    """Whether a cell that holds only a degree is a mark."""
    row = [other.strip() for other in rows[at]]
    above = [other[column].strip() for other in rows[:at] if column < len(other)]
    below = [other[column].strip() for other in rows[at + 1 :] if column < len(other)]
    labels = [next((word for word in reversed(row[:column]) if word), ""), *above]
    if any(_OF_SECRECY.search(label.lower()) for label in labels):
        return True
    if _degrees([*row]) > 1 or _degrees([*above, cell, *below]) > 1:
        return False
    if cell not in _ONE_WORD:
        return cell[0].isupper()
    alone = not any([*row[:column], *row[column + 1 :]])
    return alone or (cell.isupper() and not _is_name(labels[0]))


def _degrees(cells: Iterable[str]) -> int:
    return len({cell.lower() for cell in cells} & {"mật", "tối mật", "tuyệt mật"})


def _is_name(words: str) -> bool:
    return bool(words) and words.split()[0].lower() in SURNAMES
