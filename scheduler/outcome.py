"""What became of a message that was handed to a channel."""

from dataclasses import dataclass

from scheduler.channel import ChannelError, Receipt, UnknownOutcome
from scheduler.parcels import Envelope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one envelope; `error` is None when the platform took it."""

    commune_id: int
    person_id: int
    envelope: Envelope
    receipt: Receipt | None = None
    error: ChannelError | None = None

    @property
    def messages(self) -> int:
        """How many messages the platform took, or may have taken."""
        if self.receipt is not None:
            return self.receipt.pieces
        return 1 if isinstance(self.error, UnknownOutcome) else 0
