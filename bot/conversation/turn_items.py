"""The items that a speaker may see or leads, each read at most once for a message."""

from collections.abc import Iterable

from bot.conversation.turn import Turn
from scheduler.work.permissions import Action
from storage.milestone import Milestone, by_number, find_milestones, involves_posts, open_led_by


def visible_milestone(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number; None if there is none that the speaker may see."""
    known = turn.cache.milestones.get(number)
    if turn.may(Action.SEE_ALL):
        return known or milestone_by_number(turn, number)
    if known is not None and known.lead_post_id in turn.actor.post_ids:
        return known
    own = involves_posts(turn.actor.post_ids) & (Milestone.number == number)
    return next(iter(_cached(turn, find_milestones(turn.session, own))), None)


def milestone_by_number(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number, without a check of permission."""
    known = turn.cache.milestones.get(number)
    if known is not None:
        return known
    found = by_number(turn.session, number)
    return None if found is None else _cached(turn, [found])[0]


def led_items(turn: Turn) -> list[Milestone]:
    """The open milestones the speaker leads, most urgent first."""
    post_ids = turn.actor.post_ids
    if post_ids not in turn.cache.led:
        turn.cache.led[post_ids] = _cached(turn, open_led_by(turn.session, post_ids))
    rows = turn.cache.led[post_ids]
    return [row for row in rows if not row.status.closed and row.lead_post_id in post_ids]


def _cached(turn: Turn, rows: Iterable[Milestone]) -> list[Milestone]:
    """The same rows, cached for the rest of the message."""
    found = list(rows)
    turn.cache.milestones |= {row.number: row for row in found}
    return found
