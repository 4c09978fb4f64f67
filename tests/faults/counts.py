"""What is counted when the program has ended."""

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Person
from storage.words import DeliveryKind


@dataclass(frozen=True, slots=True)
class Count:
    """The final counts, at the platform and in the database."""

    written: int
    owed: int
    arrived: int
    twice: int


def created_reminders(database: Database) -> set[tuple[int, str, str]]:
    """The item's number, the step and the person's name of each reminder in the database."""
    with database.everything() as session:
        found = (
            select(Milestone.number, Delivery.step, Person.name)
            .join(Delivery, Delivery.milestone_id == Milestone.id)
            .join(Person, Delivery.person_id == Person.id)
            .where(Delivery.sort == DeliveryKind.REMINDER)
        )
        return {(number, step, name) for number, step, name in session.execute(found)}
