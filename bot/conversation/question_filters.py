"""The filters of a question: person, unit, sector, days and topic."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.conversation.known_names import known_people, known_units
from bot.conversation.lookup import sector_named
from bot.conversation.turn import Turn
from bot.language.requests.asked_list import is_of_speaker
from bot.language.requests.queries import Query, QueryIntent, understand_query
from bot.language.requests.topics import telling, topic_of, words_of
from bot.queries.filters import WorkFilter, WorkList
from bot.queries.lists import STATES_OF_DONE_LISTS, is_visible
from bot.queries.reader import Reader
from bot.texts import lists as texts
from bot.texts import questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.milestone import Milestone
from storage.task import Task, sectors

FILTERS = r"(?:cua|mang|linh vuc|khoi|ve|don vi|trong|tu|ngay|tuan|thang|quy|nam) .+"
"""Pattern of the folded filters that may follow the name of a list."""


class UnclearQuestion(Exception):
    """The question names nobody or several people; `message` is the answer"""

    def __init__(self, message: Outgoing) -> None:
        super().__init__()
        self.message = message


@dataclass(frozen=True, slots=True)
class QuestionFilters:
    """The filters of a question, and `words` that express them again.

    `unmatched_topic`: the topic of the question if it fits no title, else "". `limited`: the answer
    leaves out work that the speaker may not see.
    """

    wanted: WorkFilter
    words: str
    unmatched_topic: str = ""
    limited: bool = False


def read_question(
    turn: Turn, asked: WorkList | None = None, known: QueryIntent | None = None
) -> Query:
    """Read the turn's text as a question.

    If `asked` is a list of finished work, its dates are taken from the past. `known` is the
    question's intent, if the caller knows it.
    """
    return understand_query(
        turn.text,
        turn.today,
        known_people(turn),
        known_units(turn),
        turn.office.calendar,
        looks_back=asked in STATES_OF_DONE_LISTS,
        known=known,
    )


def filters_of(turn: Turn, query: Query, topical: bool) -> QuestionFilters:
    """Read the filters of a question.

    Its topic counts only if `topical`, or if the word for "about" introduces it. Raises
    UnclearQuestion if a person named is nobody or several people, or the days are in the wrong
    order.
    """
    if query.since is not None and query.until is not None and query.since > query.until:
        raise UnclearQuestion(questions.days_in_wrong_order(query.since, query.until))
    persons = tuple(int(each) for each in query.person_ids)
    if query.person is not None and not persons:
        raise UnclearQuestion(refusals.nobody_of_that_name(query.person))
    person = _one(turn, persons) if persons else ""
    if mine := not persons and is_of_speaker(turn.text):
        persons = (turn.person.id,)
    unit = _unit(turn, query.unit) if query.unit else None
    about = topic_of(turn.text)
    topic = telling(query.topic or about) if topical or about else ""
    numbers = _about(turn, topic)
    sector = _sector(turn, query.sector) if query.sector else None
    wanted = WorkFilter(persons, unit, sector, query.since, query.until, numbers or None)
    words = texts.filter_in_words(wanted, person, query.unit or "", topic if numbers else "", mine)
    limited = not turn.may(Action.SEE_ALL) and persons != (turn.person.id,)
    return QuestionFilters(wanted, words, "" if numbers else topic, limited)


def _one(turn: Turn, persons: tuple[int, ...]) -> str:
    """The post of the one person named. Raises UnclearQuestion for several."""
    titles = {int(each.id): each for each in reversed(known_people(turn))}
    if len(persons) > 1:
        names = [f"{titles[each].name} ({titles[each].title})" for each in persons]
        raise UnclearQuestion(questions.ask_which_person(names))
    return titles[persons[0]].title


def _sector(turn: Turn, name: str) -> str:
    """The commune's own name of a sector that is usually called so."""
    return sector_named(sectors(turn.session), name) or name


def _unit(turn: Turn, name: str) -> int | None:
    return next((int(each.id) for each in known_units(turn) if each.name == name), None)


def _about(reader: Reader, topic: str) -> tuple[int, ...]:
    """Numbers of visible milestones with every word in their titles; of no confidential one."""
    wished = words_of(topic)
    if not wished:
        return ()
    found = reader.session.execute(
        select(Milestone.number, Milestone.title, Task.title)
        .select_from(Milestone)
        .join(Milestone.task)
        .where(is_visible(reader), Task.confidential.is_(False))
        .order_by(Milestone.number)
    )
    return tuple(
        number for number, title, task_title in found if wished <= words_of(f"{title} {task_title}")
    )
