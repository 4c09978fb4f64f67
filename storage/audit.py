"""Who changed what: written with every change, never rewritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base, CommuneOwned, Key


class Audit(CommuneOwned, Base):
    """One change: the actor (none for the program itself), the noun, before and after."""

    __tablename__ = "audit"

    id: Mapped[Key]
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    proxy_id: Mapped[int | None]
    channel: Mapped[str] = mapped_column(String(20), default="")
    action: Mapped[str] = mapped_column(String(40))
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int] = mapped_column(index=True)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
