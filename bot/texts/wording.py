"""The sentences of everything the scheduler has to say."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.numbered_answers import AnswerWays
from scheduler.delivery.wording import Digest, LeadersSummary, SecretarySummary, UnitWeek


class Words:
    """Makes messages of the scheduler's values."""

    def digest(self, digest: Digest) -> Outgoing:
        """One message for one person's reminders."""
        return reminders.digest(digest)

    def secretary_summary(self, summary: SecretarySummary) -> Outgoing:
        """The secretary's line of the morning."""
        return summaries.morning(summary)

    def leaders_summary(self, summary: LeadersSummary) -> Outgoing:
        """The leaders' summary."""
        return summaries.review(summary)

    def typed(self, answers: AnswerWays) -> Block | None:
        """What stands under a message where a platform shows no buttons."""
        return typed.block(answers)

    def running_low(self, channel: str, used: int, allowed: int) -> Outgoing:
        """Tells the secretary that a platform will soon take only what is urgent."""
        return allowance.running_low(channel, used, allowed)

    def unreachable(
        self, person: str, posts: tuple[str, ...], channel: str, elsewhere: tuple[str, ...]
    ) -> Outgoing:
        """Tells the secretary that somebody's chat is closed, and where they still are."""
        return reach.unreachable(person, posts, channel, elsewhere)

    def unit_week(self, week: UnitWeek) -> Outgoing:
        """A unit's list, for its group."""
        return groups.week(week)

    def group_lost(self, unit: str, channel: str) -> Outgoing:
        """Tells the secretary that a unit's group takes messages no more."""
        return groups.lost(unit, channel)
