"""Turns the scheduler's values into messages; implements its Wording protocol."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed


class Words:
    """The wording given to the scheduler."""

    digest = staticmethod(reminders.digest)
    secretary_summary = staticmethod(summaries.morning)
    leaders_summary = staticmethod(summaries.review)
    typed = staticmethod(typed.block)
    running_low = staticmethod(allowance.running_low)
    unreachable = staticmethod(reach.unreachable)
    unit_week = staticmethod(groups.week)
    group_lost = staticmethod(groups.lost)
