"""Remove a person's data after a confirmation."""

from bot.conversation.dialog import agrees, close_question, gives_up, set_question
from bot.conversation.fresh_code import ask_for_fresh_code
from bot.conversation.turn import Turn
from bot.texts import people, questions, refusals
from bot.texts import personal as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused, NotAllowed
from scheduler.work.permissions import Action
from scheduler.work.removal import (
    OnlySecretary,
    RemovesOneself,
    StillNeeded,
    check_removal,
    posts_left_without_holder,
    remove,
)
from storage.dialog import Dialog
from storage.person import Person

REMOVAL = "removal"


def ask_to_remove(turn: Turn, person: Person) -> Outgoing:
    """Ask for confirmation, or say why the data cannot be removed."""
    try:
        check_removal(turn.context(), person)
    except ChangeRefused as why:
        return _refused(turn, person, why)
    wanted = ask_for_fresh_code(turn)
    if wanted is not None:
        return wanted
    set_question(turn, REMOVAL, {"person": person.id})
    return texts.sure_to_remove(person.name)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as yes or no; None when it is something else."""
    if gives_up(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    if not agrees(turn.text):
        return None
    person = turn.session.get_one(Person, question.data["person"])
    close_question(turn)
    wanted = ask_for_fresh_code(turn, texts.removal_words(person.name))
    if wanted is not None:
        return wanted
    name = texts.removed_name(person.id)
    try:
        remove(turn.context(), person, name)
    except ChangeRefused as why:
        return _refused(turn, person, why)
    return texts.data_removed(name)


def _refused(turn: Turn, person: Person, why: ChangeRefused) -> Outgoing:
    match why:
        case RemovesOneself():
            return texts.NOT_ONESELF
        case OnlySecretary():
            return texts.only_secretary(person.name)
        case StillNeeded():
            posts = posts_left_without_holder(turn.context(), person)
            return texts.still_leads_work(person.name, [post.name for post in posts])
        case NotAllowed():
            return refusals.not_for_you(Action.REMOVE)
    return people.change_refused(why)
