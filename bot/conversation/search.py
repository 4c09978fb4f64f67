"""Search milestones by words of their titles; confidential ones are never found."""

from sqlalchemy import select

from bot.language.requests.topics import words_of
from bot.queries.lists import visible
from bot.queries.reader import Reader
from storage.milestone import Milestone
from storage.task import Task


def about(reader: Reader, topic: str) -> tuple[int, ...]:
    """Numbers of the visible milestones whose titles contain every word of a topic."""
    wished = words_of(topic)
    if not wished:
        return ()
    found = reader.session.execute(
        select(Milestone.number, Milestone.title, Task.title)
        .select_from(Milestone)
        .join(Milestone.task)
        .where(visible(reader), Task.confidential.is_(False))
        .order_by(Milestone.number)
    )
    return tuple(
        number for number, title, task_title in found if wished <= words_of(f"{title} {task_title}")
    )
