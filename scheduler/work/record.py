"""Record a change of a milestone: the reply, the audit row and the next reminder."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from scheduler.ladder.firing import reschedule
from scheduler.work.change import ChangeContext
from storage.figures import as_json as figure_as_json
from storage.figures import of_json as figure_of_json
from storage.milestone import Milestone
from storage.reply import Reply
from storage.words import ReplyKind, Status

AUDITED_COLUMNS = (
    "status",
    "due_on",
    "due_time",
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
    "closed_at",
)
"""The columns that an audit row keeps: enough to undo a change completely."""


def audited_state(milestone: Milestone) -> dict[str, Any]:
    """The audited columns of a milestone as JSON values; empty ones are left out."""
    values = {name: getattr(milestone, name) for name in AUDITED_COLUMNS}
    return {name: _as_json(value) for name, value in values.items() if value not in (None, {})}


NO_HOUR = "None"
"""What the audit row of an import has in place of no hour."""


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return figure_as_json(value)
    return value.isoformat() if isinstance(value, date | time) else value


def audited_value(name: str, kept: Any) -> Any:
    """An audited JSON value as the type of its column; None for one that was empty."""
    if kept is None:
        return {} if name == "village_values" else None
    if name == "status":
        return Status(kept)
    if name.endswith(("_at", "_until")):
        return datetime.fromisoformat(kept)
    if name in ("due_on", "document_date"):
        return date.fromisoformat(kept)
    if name == "due_time":
        return None if kept == NO_HOUR else time.fromisoformat(kept)
    return figure_of_json(kept) if name == "value" else kept


def record_change(
    context: ChangeContext,
    milestone: Milestone,
    action: str,
    before: Mapping[str, Any],
    said: ReplyKind | None = None,
    reason: str = "",
    percent: int | None = None,
    value: Decimal | None = None,
) -> None:
    """Add the reply (if `said`) and the audit row of one change, and reschedule the milestone.

    `before` is the `audited_state` before the change. With a list in `context.changed` the caller
    reschedules. Changes of its extension or support have to be flushed before.
    """
    actor, session = context.actor, context.session
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
                text=context.text,
                channel=actor.channel,
                at=context.now,
            )
        )
    milestone.revision += 1
    after = audited_state(milestone) | ({"reason": reason} if reason else {})
    context.audit(action, "milestone", milestone.id, before, after)
    if context.reschedule_later is not None:
        context.reschedule_later.append(milestone)
    else:
        reschedule_changed(context, [milestone])


def reschedule_changed(context: ChangeContext, milestones: Sequence[Milestone]) -> None:
    """Set anew when the next reminder of each of these changed milestones is due."""
    # Reading needs none of the pending changes: they are written once, at commit.
    with context.session.no_autoflush:
        reschedule(context.session, context.office, milestones, context.now)
