"""The result of sending one message, and the delay before its next try."""

from dataclasses import dataclass
from datetime import timedelta

from scheduler.delivery.channel import (
    AddressMoved,
    ChannelError,
    MessageRefused,
    PermanentError,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.lease import Lease
from scheduler.delivery.packing import Envelope

FIRST_RETRIES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30))
"""The delays after the first failures that surely did not arrive; then they double."""

LONGEST_RETRY = timedelta(minutes=30)
FIRST_REPEAT_DELAY = timedelta(seconds=25)
"""The delay after a message that may have arrived: its one quick repeat."""

LATER_REPEAT_DELAY = timedelta(minutes=5)
"""The delay after a repeat that may have arrived, so that nobody gets many."""


@dataclass(frozen=True, slots=True)
class SendStart:
    """A message that is about to be sent: from now on it may have arrived."""

    envelope: Envelope
    lease: Lease


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The result of sending one envelope; `error` is None when the platform took it."""

    commune_id: int
    envelope: Envelope
    receipt: Receipt | None = None
    error: ChannelError | None = None

    @property
    def messages(self) -> int:
        """How many messages the platform took or may have taken."""
        if self.receipt is not None:
            return self.receipt.pieces
        may_have_arrived = isinstance(self.error, UnknownOutcome) and self.envelope.edits is None
        return 1 if may_have_arrived else 0

    @property
    def retry_after_seconds(self) -> float | None:
        """The seconds the platform asked us to wait for that chat, if it did."""
        return self.error.retry_after if isinstance(self.error, TemporaryError) else None

    @property
    def chat_closed(self) -> bool:
        """Whether the chat will take no more messages."""
        moved_or_bad = isinstance(self.error, AddressMoved | MessageRefused)
        return isinstance(self.error, PermanentError) and not moved_or_bad

    def retry_in(self, attempts: int) -> timedelta:
        """The delay before the next try of a delivery that was tried `attempts` times."""
        if isinstance(self.error, UnknownOutcome) and self.envelope.edits is None:
            return LATER_REPEAT_DELAY if self.envelope.repeated else FIRST_REPEAT_DELAY
        if self.retry_after_seconds is not None:
            return timedelta(seconds=self.retry_after_seconds)
        if attempts <= len(FIRST_RETRIES):
            return FIRST_RETRIES[attempts - 1]
        doubled: timedelta = FIRST_RETRIES[-1] * 2 ** min(attempts - len(FIRST_RETRIES), 10)
        return min(doubled, LONGEST_RETRY)
