"""Find the unit or sector that a question names."""

import re
from collections.abc import Sequence

from bot.language.text.directory import KnownUnit
from bot.language.text.patterns import ends, loose, pattern
from bot.language.text.phrases import Span, occurrences, overlaps

PARTY = "xây dựng Đảng"
ECONOMY = "kinh tế - xã hội"
DEFENCE = "quốc phòng - an ninh - tư pháp"

_AREA = r"(?:khối|mảng|lĩnh vực|nhóm|ngành|phần|công tác|bên mảng)"
_SECTORS = (
    (pattern(r"kinh tế ?(?:-|và|,)? ?xã hội|ktxh|kt ?-? ?xh|kinh tế văn hóa"), ECONOMY),
    (
        pattern(
            r"quốc phòng ?(?:-|và|,)? ?an ninh(?: ?(?:-|và|,)? ?tư pháp)?|"
            r"an ninh ?(?:-|và|,)? ?quốc phòng|"
            r"qp ?-? ?an|qpan|anqp|nội chính|an ninh trật tự|antt"
        ),
        DEFENCE,
    ),
    (
        pattern(
            rf"(?<!ban )(?:{_AREA} )?(?:xây dựng đảng|xdđ đảng|công tác đảng)|"
            rf"{_AREA} (?:đảng|xdđ|xdd)"
        ),
        PARTY,
    ),
    (pattern(rf"{_AREA} (?:kinh tế|văn hóa|xã hội|văn xã)"), ECONOMY),
    (pattern(rf"{_AREA} (?:quốc phòng|an ninh|tư pháp|quân sự|qp|an)"), DEFENCE),
)
# After these a unit's short name means no unit: nghĩa vụ quân sự, bảo hiểm y tế.
_NOT_UNIT_AFTER = loose(
    r"(?<!\w)(?:nghĩa vụ|luật|bảo hiểm|thẻ bảo hiểm|phát triển|tăng trưởng|hộ|đảng viên)[ ]?$"
)
_XA = re.compile(r"\s+xã$", re.IGNORECASE)


def find_sector(key: str, taken: list[Span]) -> tuple[str, Span] | None:
    """The first sector named outside `taken` (PARTY, ECONOMY or DEFENCE) and its span."""
    for shape, name in _SECTORS:
        for match in shape.finditer(key):
            if not overlaps(match.span(), taken):
                return name, match.span()
    return None


def find_unit(
    key: str, units: Sequence[KnownUnit], taken: list[Span]
) -> tuple[KnownUnit, Span] | None:
    """The unit with the longest name or short name in the key outside `taken`, and its span."""
    best: tuple[KnownUnit, Span] | None = None
    for unit in units:
        for name in names(unit):
            for span in occurrences(name, key):
                longer = best is None or span[1] - span[0] > best[1][1] - best[1][0]
                if longer and not overlaps(span, taken) and not ends(_NOT_UNIT_AFTER, key, span[0]):
                    best = unit, span
    return best


def names(unit: KnownUnit) -> list[str]:
    """The ways to name a unit: name, name without "xã", short names."""
    return list(dict.fromkeys((unit.name, _XA.sub("", unit.name), *unit.aliases)))
