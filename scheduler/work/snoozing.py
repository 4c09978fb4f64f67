"""Until when a milestone's reminders wait at their lead's wish."""

from datetime import datetime

from scheduler.ladder.facts import read_facts
from scheduler.ladder.snooze import SnoozeWish, longest_snooze, snooze_until
from scheduler.work.change import CannotSnooze, ChangeContext, MomentPast, SnoozeTooLong
from storage.milestone import Milestone


def moment_of_snooze(context: ChangeContext, milestone: Milestone, wish: SnoozeWish) -> datetime:
    """When the lead is reminded again (UTC).

    Raises MomentPast, SnoozeTooLong, or CannotSnooze where it cannot wait at all.
    """
    if isinstance(wish, datetime) and wish <= context.now:
        raise MomentPast
    office = context.office
    facts = read_facts(context.session, [milestone])[milestone.id]
    rules = office.rules_for(milestone.task.ladder)
    until = snooze_until(wish, context.now, facts, rules, office.calendar)
    if until is not None:
        return until
    longest = longest_snooze(context.now, facts, rules, office.calendar)
    raise CannotSnooze if longest is None else SnoozeTooLong(longest)
