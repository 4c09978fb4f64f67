"""Signs of what a message does, each a table of patterns with what may not stand before it."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.language.replies import lexicon_done, lexicon_obstacle, lexicon_talk, lexicon_underway
from bot.language.text.patterns import Pattern, loose, pattern


class Sign(Enum):
    """One kind of sign in a message: what its words tell of the state of the work."""

    BLOCKED = auto()
    CANNOT = auto()
    HELP = auto()
    GOES_ON = auto()
    WAITS_INSIDE = auto()
    UNFINISHED = auto()
    STARTED = auto()
    BUSY = auto()
    DONE = auto()
    DID = auto()
    CLEAR = auto()
    FINAL = auto()
    LATE = auto()
    CLOSED = auto()
    OWN_PART = auto()
    SUPPLEMENT = auto()
    PROMISE = auto()
    ACKNOWLEDGE = auto()
    MAYBE_DONE = auto()
    MAYBE_UNFINISHED = auto()
    MAYBE_BLOCKED = auto()
    MAYBE_PROMISE = auto()
    QUESTION = auto()
    ASKS_FOR = auto()
    TO_ALL = auto()
    CHAT = auto()


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clue:
    """A pattern that is a sign, unless `unless` ends just before it in the same clause."""

    shape: Pattern
    unless: Pattern | None = None


def _clues(sources: tuple[str, ...], unless: str | None = None) -> tuple[Clue, ...]:
    guard = loose(rf"(?<!\w)(?:{unless})[ ]?$") if unless else None
    return tuple(Clue(pattern(source), guard) for source in sources)


_TABLE: dict[Sign, tuple[Clue, ...]] = {
    Sign.BLOCKED: (
        *_clues(lexicon_obstacle.BLOCKED, lexicon_obstacle.NOT_BLOCKED_AFTER),
        *_clues(lexicon_obstacle.BY_OTHERS, lexicon_obstacle.NOT_SUBJECT_AFTER),
        *_clues(lexicon_obstacle.AWAITED, lexicon_underway.NOT_YET_AFTER),
    ),
    Sign.CANNOT: _clues(lexicon_obstacle.CANNOT),
    Sign.HELP: _clues(lexicon_obstacle.HELP),
    Sign.GOES_ON: _clues(lexicon_underway.GOES_ON),
    Sign.WAITS_INSIDE: _clues(lexicon_underway.WAITS_INSIDE, lexicon_underway.NOT_YET_AFTER),
    Sign.UNFINISHED: _clues(lexicon_underway.UNFINISHED),
    Sign.STARTED: _clues(lexicon_underway.STARTED),
    Sign.BUSY: _clues(lexicon_underway.BUSY),
    Sign.DONE: (
        *_clues(lexicon_done.DONE, lexicon_done.NOT_DONE_AFTER),
        *_clues(lexicon_done.SURE, lexicon_done.NOT_SURE_AFTER),
    ),
    Sign.DID: _clues(lexicon_done.DID, lexicon_done.NOT_DONE_AFTER),
    Sign.CLEAR: _clues(lexicon_done.CLEAR),
    Sign.FINAL: _clues(lexicon_done.FINAL, lexicon_done.NOT_DONE_AFTER),
    Sign.LATE: _clues(lexicon_done.LATE, lexicon_done.NOT_DONE_AFTER),
    Sign.CLOSED: _clues(lexicon_done.CLOSED),
    Sign.MAYBE_DONE: _clues(lexicon_done.MAYBE_DONE, lexicon_done.NOT_DONE_AFTER),
    Sign.MAYBE_UNFINISHED: _clues(lexicon_underway.MAYBE_UNFINISHED),
    Sign.MAYBE_BLOCKED: _clues(lexicon_obstacle.MAYBE_BLOCKED),
    Sign.MAYBE_PROMISE: _clues(lexicon_talk.MAYBE_PROMISE),
    Sign.OWN_PART: _clues(lexicon_underway.OWN_PART),
    Sign.SUPPLEMENT: _clues(lexicon_done.SUPPLEMENT),
    Sign.PROMISE: _clues(lexicon_talk.PROMISE),
    Sign.ACKNOWLEDGE: _clues(lexicon_talk.ACKNOWLEDGE),
    Sign.QUESTION: (
        *_clues(lexicon_talk.QUESTION),
        *_clues(lexicon_talk.WHICH, lexicon_talk.NONE_BEFORE),
    ),
    Sign.ASKS_FOR: _clues(lexicon_talk.ASKS_FOR),
    Sign.TO_ALL: _clues(lexicon_talk.TO_ALL, lexicon_talk.TOLD_AFTER),
    Sign.CHAT: _clues(lexicon_talk.CHAT),
}
_BREAK = re.compile(r"[,;.!?\n:]")


def find(key: str, sign: Sign) -> Span | None:
    """Where the sign first stands in a key."""
    for clue in _TABLE[sign]:
        for match in clue.shape.finditer(key):
            if clue.unless is None or not guarded(key, match.start(), clue.unless):
                return match.span()
    return None


def guarded(key: str, start: int, unless: Pattern) -> bool:
    """Whether words of the same clause just before a place take its sense away."""
    before = key[max(0, start - 48) : start]
    clause = _BREAK.split(before)[-1]
    return unless.search(clause) is not None


def signs(key: str) -> dict[Sign, Span]:
    """Every sign of a key with its first place."""
    found = {sign: find(key, sign) for sign in Sign}
    return {sign: span for sign, span in found.items() if span is not None}
