"""The secretary records a status for an official; it counts as the official's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.dialog import (
    ACTING_FOR,
    ASKS_WHICH_PERSON,
    close_question,
    gives_up,
    set_question,
)
from bot.conversation.free_text import answer_free_text
from bot.conversation.lookup import people_among, people_named
from bot.conversation.notify import notify_others
from bot.conversation.numbered import act_on_numbers
from bot.conversation.turn import Turn
from bot.language.requests.proxy import parted
from bot.language.text.directory import KnownPerson as Named
from bot.queries.reader import actor_of_person
from bot.texts import answers, questions, refusals
from bot.texts.typed import CHOICE_LETTERS
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.audit import changed_milestones
from storage.dialog import Dialog
from storage.person import Person


def record_for_official(turn: Turn, rest: str) -> Outgoing:
    """Take "NAME: STATUS" as the status of that person; ask when the name fits several."""
    close_question(turn)
    name, said = parted(rest)
    if not said:
        return refusals.HOW_TO_WRITE_DOWN
    meant = people_named(turn, name)
    if not meant:
        return refusals.nobody_called(name)
    if len(meant) > 1:
        data = [[each.id, each.name, each.title] for each in meant]
        set_question(turn, ASKS_WHICH_PERSON, {"offered": data, "said": said})
        return questions.ask_proxy_person([(each.name, each.title) for each in meant])
    return _said_by(turn, int(meant[0].id), said)


def take_person_choice(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as the choice among the people offered; None when it is something else."""
    # A question of a release before letters has its people under another key, by numbers.
    numbered = question.data.get("people", [])
    rows = question.data.get("offered", numbered)
    offered = [Named(id, name, title, "") for id, name, title in rows]
    if gives_up(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    names = [str(at) for at in range(1, len(rows) + 1)] if numbered else list(CHOICE_LETTERS)
    chosen = _chosen(turn.text.strip(), dict(zip(names, offered, strict=False)), offered)
    if chosen is None:
        return None
    said = question.data["said"]
    close_question(turn)
    return _said_by(turn, int(chosen.id), said)


def on_behalf_of(turn: Turn, data: Mapping[str, Any]) -> Turn:
    """The turn with, as its actor, the person for whom the open question was asked; unchanged if
    there is none, or the speaker may no longer act for others.
    """
    person_id = data.get(ACTING_FOR)
    if person_id is None or not turn.may(Action.PROXY):
        return turn
    actor = actor_of_person(turn.session, person_id, turn.address.channel, turn.today)
    return replace(turn, actor=replace(actor, proxy_id=turn.person.id))


def with_name_of_official(turn: Turn, message: Outgoing) -> Outgoing:
    """The answer with the name of the person for whom it was recorded; that person is notified of
    what was recorded.
    """
    if turn.actor.proxy_id is None:
        return message
    if changed_milestones(turn.session):
        notify_others(
            turn, [turn.actor.person_id], answers.notice_proxied(turn.person.name, message)
        )
    return answers.proxied(turn.session.get_one(Person, turn.actor.person_id).name, message)


def _said_by(turn: Turn, person_id: int, said: str) -> Outgoing:
    proxied = replace(on_behalf_of(turn, {ACTING_FOR: person_id}), text=said, about=())
    done = act_on_numbers(proxied) or answer_free_text(proxied, questions=False)
    return with_name_of_official(proxied, done or refusals.NOT_UNDERSTOOD)


def _chosen(text: str, named: Mapping[str, Named], offered: Sequence[Named]) -> Named | None:
    if text.lower() in named:
        return named[text.lower()]
    meant = people_among(offered, (), text)
    return meant[0] if len(meant) == 1 else None
