"""Every table, imported so that `metadata` is whole."""

from storage import (
    audit,
    commune,
    delivery,
    dialog,
    inbound,
    invite,
    milestone,
    person,
    reply,
    task,
    unit,
    web_message,
    web_session,
)
from storage.database import Base

__all__ = ["metadata"]

MODULES = (
    audit,
    commune,
    delivery,
    dialog,
    inbound,
    invite,
    milestone,
    person,
    reply,
    task,
    unit,
    web_message,
    web_session,
)
metadata = Base.metadata
