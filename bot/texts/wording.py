"""Turns the scheduler's values into messages; implements its Wording protocol."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.numbered_answers import AnswerWays
from scheduler.delivery.wording import Digest, LeadersSummary, SecretarySummary, UnitWeek


class Words:
    """The wording given to the scheduler; each method words one of its values."""

    def digest(self, digest: Digest) -> Outgoing:
        return reminders.digest(digest)

    def secretary_summary(self, summary: SecretarySummary) -> Outgoing:
        return summaries.morning(summary)

    def leaders_summary(self, summary: LeadersSummary) -> Outgoing:
        return summaries.review(summary)

    def typed(self, answers: AnswerWays) -> Block | None:
        return typed.block(answers)

    def running_low(self, channel: str, used: int, allowed: int) -> Outgoing:
        return allowance.running_low(channel, used, allowed)

    def unreachable(
        self, person: str, posts: tuple[str, ...], channel: str, elsewhere: tuple[str, ...]
    ) -> Outgoing:
        return reach.unreachable(person, posts, channel, elsewhere)

    def unit_week(self, week: UnitWeek) -> Outgoing:
        return groups.week(week)

    def group_lost(self, unit: str, channel: str) -> Outgoing:
        return groups.lost(unit, channel)
