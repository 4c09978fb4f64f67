"""Who may do what: one table of rank and action. `lifecycle` checks whose milestone it is."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from storage.words import Rank


class Action(StrEnum):
    """Every right that the program checks.

    OWN: see and remove one's own data; ANSWER: report on items one leads; PLAN: add and change
    tasks; PROXY: record replies for others; CHASE: have somebody reminded at once.
    """

    OWN_DATA = "own"
    SEE_OWN = "see_own"
    ANSWER = "answer"
    SEE_ALL = "see_all"
    SEE_TOTALS = "see_totals"
    DECIDE = "decide"
    CHASE = "chase"
    INVITE = "invite"
    DISCONNECT = "disconnect"
    REMOVE = "remove"
    REASSIGN = "reassign"
    CANCEL = "cancel"
    CALENDAR = "calendar"
    PROXY = "proxy"
    EXPORT = "export"
    PLAN = "plan"


ANYBODY = frozenset({Action.OWN_DATA})
"""What everybody linked may do, even without a post: see and remove their own data."""

_OFFICIAL = ANYBODY | {Action.SEE_OWN, Action.ANSWER}
_LEADER = _OFFICIAL | {
    Action.SEE_ALL,
    Action.SEE_TOTALS,
    Action.DECIDE,
    Action.CHASE,
    Action.EXPORT,
}

ALLOWED: Mapping[Rank, frozenset[Action]] = {
    Rank.OFFICIAL: _OFFICIAL,
    Rank.SECRETARY: frozenset(Action),
    Rank.DEPUTY: _LEADER,
    Rank.HEAD: _LEADER,
}


def allowed(ranks: Iterable[Rank], action: Action) -> bool:
    """Whether a person with posts of these ranks (none: no post) may do this."""
    return action in ANYBODY or any(action in ALLOWED[rank] for rank in ranks)
