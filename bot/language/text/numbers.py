"""Numbers in words: "mười lăm", "hai mốt", "hăm ba", "một chục"; patterns and values."""

import re

from bot.language.text.fold import fold
from bot.language.text.patterns import any_of

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = {1: ("một", "mốt"), 4: ("bốn", "tư"), 5: ("năm", "lăm", "nhăm"), 7: ("bảy", "bẩy")}


def _names() -> dict[str, int]:
    names = {name: value for value, name in enumerate(_UNITS) if value}
    names |= {"bẩy": 7, "mười": 10, "chục": 10, "tá": 12}
    for unit in range(1, 10):
        for ending in _AFTER_TEN.get(unit, (_UNITS[unit],)):
            names[f"mười {ending}"] = 10 + unit
    for ten in range(2, 10):
        names[f"{_UNITS[ten]} mươi"] = names[f"{_UNITS[ten]} chục"] = ten * 10
        for unit in range(1, 10):
            for ending in _AFTER_TEN.get(unit, (_UNITS[unit],)):
                names[f"{_UNITS[ten]} mươi {ending}"] = ten * 10 + unit
        for unit, ending in ((1, "mốt"), (4, "tư"), (5, "lăm"), (5, "nhăm")):
            names[f"{_UNITS[ten]} {ending}"] = ten * 10 + unit
    names |= {f"hăm {name}": 20 + value for name, value in list(names.items()) if value < 10}
    return names | {"hăm lăm": 25, "hăm mốt": 21, "một chục": 10, "một tá": 12}


_BY_NAME = _names()
_VALUES = {fold(name): value for name, value in _BY_NAME.items()} | {"tu": 4, "gieng": 1}


def _words_up_to(most: int) -> str:
    return _any_of([name.split() for name, value in _BY_NAME.items() if value <= most])


def _any_of(names: list[list[str]]) -> str:
    """A pattern of any of the names, longer ones first; shared words are compiled once."""
    after: dict[str, list[list[str]]] = {}
    for first, *rest in names:
        after.setdefault(first, []).append(rest)
    firsts: dict[tuple[int, str], list[str]] = {}
    for first, rests in after.items():
        firsts.setdefault((len(first), _then(rests)), []).append(first)
    # Without its accent "bảy" begins like "ba", so longer words come first.
    ordered = sorted(firsts, key=lambda group: (group[0], len(group[1])), reverse=True)
    return f"(?:{'|'.join(_group(firsts[each]) + each[1] for each in ordered)})"


def _group(words: list[str]) -> str:
    return any_of(*words) if len(words) > 1 else words[0]


def _then(rests: list[list[str]]) -> str:
    more = [rest for rest in rests if rest]
    return f"(?: {_any_of(more)}){'?' if [] in rests else ''}" if more else ""


DAY = rf"(?:[0-3]?\d|{_words_up_to(31)})"
MONTH = rf"(?:1[0-2]|0?[1-9]|tư|{_words_up_to(12)})"
COUNT = rf"(?:\d{{1,3}}|{_words_up_to(99)})"


def value(written: str) -> int:
    """The number that a match of DAY, MONTH or COUNT means."""
    bare = re.sub(r"\s+", " ", fold(written)).strip()
    return int(bare) if bare.isdigit() else _VALUES[bare]
