"""Who may do what: one table of rank and action. Whose milestone it is, lifecycle checks."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from storage.words import Rank


class Action(StrEnum):
    """Everything a person can ask of the program."""

    OWN = "own"
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


ANYBODY = frozenset({Action.OWN})
"""What everybody who is linked may do, holding a post or not: see and end what is kept of them."""

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
    """Whether a person whose posts have these ranks, or who holds none, may do this."""
    return action in ANYBODY or any(action in ALLOWED[rank] for rank in ranks)
