"""Put off deliveries whose message cannot be made."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.delivery import Delivery
from storage.words import State

log = logging.getLogger(__name__)

RETRY_AFTER_FAILURE = timedelta(seconds=90)
"""The delay before a delivery whose message could not be made is tried again."""

MOST_PACKING_TRIES = 5
"""After so many tries it has failed."""


def retry_later(rows: Sequence[Delivery], error: Exception, now: datetime) -> None:
    """Count a failed try to make the message of these deliveries and set when to try again; after
    MOST_PACKING_TRIES they have failed. Call it in the `except` block, since it logs the error.
    """
    log.exception("delivery %s cannot be made", rows[0].id)
    for row in rows:
        row.attempts += 1
        row.reason = type(error).__name__
        row.not_before = now + RETRY_AFTER_FAILURE
        if row.attempts >= MOST_PACKING_TRIES:
            row.state = State.FAILED
