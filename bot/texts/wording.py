"""Turns the scheduler's values into messages; implements its Wording protocol."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed


class Words:
    digest = staticmethod(reminders.digest)
    repeat_note = staticmethod(reminders.repeat_note)
    secretary_summary = staticmethod(summaries.morning)
    leaders_summary = staticmethod(summaries.review)
    answer_ways = staticmethod(typed.answer_ways)
    typed_answer_hints = staticmethod(typed.block)
    quota_running_low = staticmethod(allowance.quota_running_low)
    unreachable = staticmethod(reach.unreachable)
    unit_week = staticmethod(groups.week)
    group_lost = staticmethod(groups.lost)
