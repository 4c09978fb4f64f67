"""The open question of each chat, and the buttons that were shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned


class Dialog(CommuneOwned, Base):
    """The open question of one chat: its kind, and the data collected so far.

    `delivery_id` is the answer that asks it; None until that is written.
    """

    __tablename__ = "dialog"

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    asked_at: Mapped[datetime]
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))


class ShownButton(CommuneOwned, Base):
    """A button shown to a person, stale once its milestone's revision differs."""

    __tablename__ = "press"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    say: Mapped[str] = mapped_column(String(200))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    revision: Mapped[int | None]
    shown_at: Mapped[datetime]


class OfferedChoices(CommuneOwned, Base):
    """The letters under a chat's newest message, each with the id of the button it stands for.

    Rows of an older release hold ids alone; these are chosen by numbers from 1.
    """

    __tablename__ = "choices"

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    choices_json: Mapped[list[Any]] = mapped_column("press_ids", default=list)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Each letter, or number of an earlier release, with the id of its button."""
        stored = enumerate(self.choices_json, 1)
        return tuple(
            (str(at), each) if isinstance(each, str) else tuple(each) for at, each in stored
        )


def open_question(session: Session, address_id: int) -> Dialog | None:
    return session.scalar(select(Dialog).where(Dialog.address_id == address_id))


def forget_chat(session: Session, address_id: int) -> None:
    """Delete the open question and the offered choices of a chat."""
    for table in (Dialog, OfferedChoices):
        session.execute(delete(table).where(table.address_id == address_id))


def set_choices(
    session: Session, commune_id: int, address_id: int, choices: Sequence[tuple[str, str]]
) -> None:
    """Set the letters under a chat's newest message, with the ids of their buttons."""
    row = session.scalar(select(OfferedChoices).where(OfferedChoices.address_id == address_id))
    if row is None:
        if not choices:
            return
        row = OfferedChoices(commune_id=commune_id, address_id=address_id)
        session.add(row)
    row.choices_json = [list(each) for each in choices]
