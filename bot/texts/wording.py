"""The sentences of everything the scheduler has to say."""

from bot.texts import reminders, summaries
from scheduler.channel import Outgoing
from scheduler.wording import Digest, Morning, Review


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

    def unreachable(self, person: str, posts: tuple[str, ...]) -> Outgoing:
        """Tells the secretary that somebody can be reached nowhere any more."""
        return summaries.unreachable(person, posts)
