"""Days that others decide, which many due dates are counted from."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class NamedDay(CommuneOwned, Base):
    """A day that somebody else decides each year, like that of the handover of recruits.

    `key` begins with that of its plan and year. `day` is None until the office enters it; until
    then `usual_on` is counted with.
    """

    __tablename__ = "named_day"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    usual_on: Mapped[date]
    day: Mapped[date | None]


def named_days(session: Session) -> Sequence[NamedDay]:
    """The commune's named days, the earliest first."""
    return session.scalars(select(NamedDay).order_by(NamedDay.usual_on, NamedDay.id)).all()
