"""What is written down of every change: the reply in its own words, and the audit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scheduler.ladder.firing import reschedule
from scheduler.work.occasion import Occasion
from storage.audit import Audit
from storage.milestone import Milestone
from storage.reply import Reply
from storage.words import Said

KEPT = (
    "status",
    "due_on",
    "percent",
    "value",
    "village_values",
    "document_number",
    "document_date",
    "accepted_at",
    "blocked_at",
    "submitted_at",
    "returned_at",
    "snoozed_until",
)
"""What the audit keeps of a milestone: with it, a change can be taken back whole."""


def state_of(milestone: Milestone) -> dict[str, Any]:
    """What the audit keeps of a milestone, as JSON holds it."""
    values = {name: getattr(milestone, name) for name in KEPT}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, {})
    }


def record(
    occasion: Occasion,
    milestone: Milestone,
    action: str,
    before: Mapping[str, Any],
    said: Said | None = None,
    reason: str = "",
    percent: int | None = None,
    value: int | None = None,
) -> None:
    """Keep the reply and the audit of one change, and find the milestone's next reminder, unless
    the occasion has the caller find it.

    A changed extension or support of the milestone has to be flushed before.
    """
    actor, session = occasion.actor, occasion.session
    if said is not None:
        session.add(
            Reply(
                milestone_id=milestone.id,
                person_id=actor.person_id,
                proxy_id=actor.proxy_id,
                said=said,
                percent=percent,
                value=value,
                reason=reason,
                text=occasion.text,
                channel=actor.channel,
                at=occasion.now,
            )
        )
    milestone.revision += 1
    session.add(_audit(occasion, milestone, action, before, reason))
    if occasion.changed is not None:
        occasion.changed.append(milestone)
    else:
        find_next(occasion, [milestone])


def find_next(occasion: Occasion, milestones: Sequence[Milestone]) -> None:
    """Find the next reminders of milestones that were changed on an occasion."""
    # What is read here is nothing of what was just changed: that is written once, at the commit.
    with occasion.session.no_autoflush:
        reschedule(occasion.session, occasion.office, milestones, occasion.now)


def _audit(
    occasion: Occasion, milestone: Milestone, action: str, before: Mapping[str, Any], reason: str
) -> Audit:
    after = state_of(milestone) | ({"reason": reason} if reason else {})
    return Audit(
        at=occasion.now,
        person_id=occasion.actor.person_id,
        proxy_id=occasion.actor.proxy_id,
        channel=occasion.actor.channel,
        action=action,
        noun="milestone",
        noun_id=milestone.id,
        before=dict(before),
        after=after,
    )
