"""Turns the scheduler's values into messages; implements its Wording protocol."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed


class Words:
    digest = staticmethod(reminders.digest)
    repeat_note = staticmethod(reminders.repeat_note)
    secretary_summary = staticmethod(summaries.daily_overview)
    leaders_summary = staticmethod(summaries.weekly_summary)
    typed_answers = staticmethod(typed.typed_answers)
    typed_answer_hints = staticmethod(typed.typed_answer_lines)
    quota_running_low = staticmethod(allowance.quota_running_low)
    chat_unreachable = staticmethod(reach.chat_unreachable)
    unit_week = staticmethod(groups.unit_week)
    group_unreachable = staticmethod(groups.group_unreachable)
