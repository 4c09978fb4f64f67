"""The words, folded, by which a secretary goes through proposals and changes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.language.papers.targets import find_target
from bot.language.text.fold import fold
from storage.words import TaskKind, Weight

ACCEPTS = frozenset({"nhan", "dong y", "ok", "duyet", "nhan viec nay", "giao"})
SKIPS = frozenset({"bo qua", "bo", "khong nhan", "khong", "bo viec nay"})
LATER = frozenset({"de sau", "thoi", "dung lai", "ngung", "nghi", "xem sau"})
ALL = frozenset({"nhan het", "nhan tat ca", "luu ca", "luu het", "luu ca ke hoach", "duyet het"})
ALL_AS_HINTED = frozenset({"nhan het theo goi y", "nhan tat ca theo goi y"})
NONE = frozenset({"bo het", "bo ca", "bo tat ca"})
AGAIN = frozenset({"xem lai", "xem lai viec da bo"})
ONE_BY_ONE = frozenset({"xem tung viec", "tung viec", "xem"})

TALKED = "I. NHIỆM VỤ"
"""The heading under which words of talk are read as an order."""

STARTS = (("sua", "lai"), ("sua",), ("doi",), ("dat",), ("ghi",))
"""What may stand before the part that is changed."""
FIELDS: Mapping[str, str] = {
    "chu tri": "lead",
    "nguoi chu tri": "lead",
    "giao cho": "lead",
    "phoi hop": "support",
    "han": "due",
    "thoi han": "due",
    "han chot": "due",
    "den": "due",
    "den ngay": "due",
    "truoc ngay": "due",
    "ket thuc": "due",
    "bat dau": "opens",
    "lap lai": "repeats",
    "dinh ky": "repeats",
    "chu ky": "repeats",
    "tu ngay": "opens",
    "ten": "title",
    "ten viec": "title",
    "tieu de": "title",
    "linh vuc": "sector",
    "loai": "kind",
    "loai viec": "kind",
    "chi tieu": "target",
    "cac buoc": "phases",
    "buoc": "phases",
    "can cu": "basis",
    "muc do": "weight",
    "do khan": "weight",
    "ro nguoi": "ro.nguoi",
    "ro viec": "ro.viec",
    "ro trach nhiem": "ro.trach_nhiem",
    "trach nhiem": "ro.trach_nhiem",
    "ro quy trinh": "ro.quy_trinh",
    "quy trinh": "ro.quy_trinh",
    "ro hieu qua": "ro.hieu_qua",
    "ro ket qua": "ro.hieu_qua",
    "san pham": "ro.hieu_qua",
    "ro thoi gian": "ro.thoi_gian",
    "ro tham quyen": "ro.tham_quyen",
}
"""Each part by the words that name it."""

WEIGHTS: Mapping[str, str] = {
    **dict.fromkeys(("khan", "gap", "hoa toc", "thuong khan"), Weight.URGENT.value),
    **dict.fromkeys(("trong tam", "uu tien", "quan trong", "cao"), Weight.KEY.value),
    **dict.fromkeys(("thuong", "binh thuong", "thuong xuyen"), Weight.ORDINARY.value),
}
"""Folded words of what a task weighs."""

_MARKED = re.compile(
    r"(?:(?:viec|nhiem vu|nay|la|danh dau|ghi|loai|muc|do) )*(?P<level>.+?)(?: nhe| a)?"
)


def told_weight(words: str) -> str | None:
    """What a task weighs, if words say only that: "khẩn", "việc này là trọng tâm"."""
    found = _MARKED.fullmatch(fold(words).strip(" .!"))
    return WEIGHTS.get(found["level"]) if found else None


KINDS: Mapping[str, TaskKind] = {
    "co han": TaskKind.DATED,
    "viec co han": TaskKind.DATED,
    "mot han": TaskKind.DATED,
    "nhieu buoc": TaskKind.PHASED,
    "viec nhieu buoc": TaskKind.PHASED,
    "chi tieu": TaskKind.QUOTA,
    "dot": TaskKind.CAMPAIGN,
    "cao diem": TaskKind.CAMPAIGN,
    "dot cao diem": TaskKind.CAMPAIGN,
    "chien dich": TaskKind.CAMPAIGN,
    "thuong xuyen": TaskKind.STANDING,
    "viec thuong xuyen": TaskKind.STANDING,
    "hang thang": TaskKind.STANDING,
}
"""Each kind by the words that name it."""

_N = r"\d{1,7}(?:\.\d{3})*(?:[.,]\d{1,3})?"
_BARE_NUMBER = re.compile(
    r"(?:(?P<level>(?:duy trì |giữ )?mức|duy trì|giữ)\s+)?"
    r"(?:(?P<most>không quá|không vượt quá|tối đa|nhiều nhất|dưới|<=|≤|<)|"
    r"từ|tối thiểu|ít nhất|không dưới|trên|>=|≥|>)?\s*"
    rf"(?:(?P<have>{_N}) ?/ ?)?(?P<wanted>{_N})\s*(?P<unit>.*)",
    re.IGNORECASE,
)


def listed(words: str) -> list[str]:
    """The names in words that list several."""
    return [part.strip() for part in re.split(r"[;,]| và ", words) if part.strip()]


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, the number reached or None, and the unit. `at_most`: it is not to be exceeded;
    `level`: the words call it a level to be kept.
    """

    wanted: Decimal
    have: Decimal | None
    unit: str
    at_most: bool = False
    level: bool = False


def read_aim(words: str, unit: str) -> Aim | None:
    """The target that words state; `unit` if they name none. None if they tell no number."""
    bare = _BARE_NUMBER.fullmatch(words.strip())
    found = None
    if bare is None or not (bare["most"] or bare["level"]):
        found = find_target(f"đạt tối thiểu {words}") or find_target(words)
    if found is not None:
        have = None if found.have is None else Decimal(str(found.have))
        stated = Aim(Decimal(str(found.wanted)), have, found.unit, found.at_most)
    elif bare is not None:
        have = _figure(bare["have"]) if bare["have"] else None
        named = bare["unit"].strip() or unit
        most, level = bare["most"] is not None, bare["level"] is not None
        stated = Aim(_figure(bare["wanted"]), have, named, most, level)
    else:
        return None
    return stated if stated.wanted > 0 and stated.unit else None


def _figure(written: str) -> Decimal:
    grouped = re.sub(r"\.(?=\d{3}(?!\d))", "", written)
    return Decimal(grouped.replace(",", "."))


def step_title(words: str) -> str:
    """What is done in a step, of the words before its date."""
    bare = re.sub(r"[\s:,–-]+$", "", words).strip()
    return re.sub(r"\s+(?:trước|đến|hạn|ngày|trong)$", "", bare)
