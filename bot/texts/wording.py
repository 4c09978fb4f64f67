"""Turns the scheduler's values into messages; implements its Wording protocol."""

from bot.texts import allowance, groups, reach, reminders, summaries
from scheduler.delivery.channel import Block
from scheduler.delivery.numbered_answers import AnswerWays


class Words:
    digest = staticmethod(reminders.digest)
    repeat_note = staticmethod(reminders.repeat_note)
    secretary_summary = staticmethod(summaries.morning)
    leaders_summary = staticmethod(summaries.review)
    running_low = staticmethod(allowance.running_low)
    unreachable = staticmethod(reach.unreachable)
    unit_week = staticmethod(groups.week)
    group_lost = staticmethod(groups.lost)

    def typed(self, answers: AnswerWays) -> Block | None:
        """The answers to type on a platform without buttons; None without any."""
        if answers.numbered:
            choices = "  ".join(f"{i}. {each.label}" for i, each in enumerate(answers.numbered, 1))
            return Block((f"Trả lời bằng một số: {choices}. Xem việc khác: gõ “việc” và số.",))
        if answers.typed:
            return Block((f"Có thể gõ: {', '.join(f'“{each.say}”' for each in answers.typed)}.",))
        return None
