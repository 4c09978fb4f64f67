"""Whom the headings above a passage charge with what stands below them."""

import re
from collections.abc import Sequence

from bot.language.papers.agencies import Charge, called_upon, find_agencies
from bot.language.papers.parts import Heading
from bot.language.papers.plain import plain

_CALL = re.compile(
    r"(?:giao(?: cho| nhiệm vụ cho)?|đối với|yêu cầu|đề nghị|phân công|về phía|với|chỉ đạo) "
)
MOST_BESIDE = 2
"""Words a heading may have beside the names in it."""


def called(text: str, names: Sequence[str]) -> Charge | None:
    """Whom a heading is about, if it is nothing but a name with a call before it."""
    key = plain(text)
    call = _CALL.match(key)
    bare = text[call.end() :] if call else text
    found = find_agencies(bare, names)
    if not found or found[0].start > 12:
        return None
    rest = plain(bare)
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    extra = [word for word in re.findall(r"\w+", rest) if word not in _FILLING]
    if len(extra) > MOST_BESIDE:
        return None
    if re.search(r"(?:quyết nghị|quyết định|kết luận|nhất trí)", rest):
        return None
    surfaces = [one.surface for one in found]
    return Charge(surfaces[0], tuple(surfaces[1:]), True)


_FILLING = frozenset(
    """đồng chí đ c các và xã phường đảng ủy cho nhiệm vụ trách nhiệm của việt nam""".split()  # noqa: SIM905
)


def charged_above(headings: Sequence[Heading], names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    for heading in reversed(headings):
        who = called(heading.text.strip(" .:"), names)
        if who is None and heading.text.endswith(":"):
            who = called_upon(heading.text, names)
        if who is not None:
            return who.lead, who.supports
    return "", ()
