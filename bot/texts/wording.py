"""The sentences of everything the scheduler has to say."""

from bot.texts import allowance, groups, reach, reminders, summaries, typed
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.numbered_answers import Answers
from scheduler.delivery.wording import Digest, Morning, Review, UnitWeek


class Words:
    """Makes messages of the scheduler's values."""

    def digest(self, digest: Digest) -> Outgoing:
        """One message for one person's reminders."""
        return reminders.digest(digest)

    def morning(self, morning: Morning) -> Outgoing:
        """The secretary's line of the morning."""
        return summaries.morning(morning)

    def review(self, review: Review) -> Outgoing:
        """The leaders' summary."""
        return summaries.review(review)

    def typed(self, answers: Answers) -> Block | None:
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
