"""The command that unlinks chats at once: the speaker's own or, for the secretary, anybody's."""

import re
import unicodedata
from collections.abc import Sequence

from bot.conversation.command import Command
from bot.conversation.fresh_code import ask_for_fresh_code
from bot.conversation.lookup import A_CHANNEL, Ambiguous, channels_named, person_named
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import linking as texts
from bot.texts import people, questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.notices import add_answer
from scheduler.delivery.revoke_chat import revoke_chat
from scheduler.work.permissions import Action
from storage.person import Address, Person, addresses

ALL_CHATS = re.compile(r"\b(?:tat ca|het|moi kenh)\b")
OTHER_PERSONS_CHAT = re.compile(
    r"(?P<what>.*?)\bcua (?P<of>.+)|(?:ket noi )?(?P<who>(?:d/c|dong chi|ong|ba) .+)"
    r"|ket noi (?P<name>.+)"
)


def run(turn: Turn, rest: str) -> Outgoing:
    """Unlink the chats named, or the only one; ask which where several fit."""
    said = unicodedata.normalize("NFC", rest)
    named = OTHER_PERSONS_CHAT.fullmatch(fold(said))
    if named is None or re.fullmatch(A_CHANNEL, named["name"] or ""):
        return _own(turn, fold(said))
    if not turn.may(Action.DISCONNECT):
        return refusals.not_for_you(Action.DISCONNECT)
    words = next(said[slice(*named.span(part))] for part in ("of", "who", "name") if named[part])
    try:
        person = person_named(turn, words)
    except Ambiguous as several:
        return questions.ask_which_person(several.names)
    if person is None:
        return people.nobody_called(words)
    return _others(turn, person, named["what"] or "")


def _own(turn: Turn, folded: str) -> Outgoing:
    chats = addresses(turn.session, [turn.person.id])
    wanted = _meant(chats, folded)
    if not wanted:
        return texts.how_to_disconnect([each.channel for each in chats])
    if len(wanted) == len(chats):
        return texts.only_chat(wanted[0].channel)
    calendars_ended = [_cut(turn, chat) for chat in wanted]
    return texts.own_disconnected([each.channel for each in wanted], any(calendars_ended))


def _others(turn: Turn, person: Person, folded: str) -> Outgoing:
    chats = addresses(turn.session, [person.id])
    wanted = chats if len(chats) == 1 else _meant(chats, folded)
    named = channels_named(folded)
    if not chats or (named and not wanted):
        return texts.not_linked(person.name, named[0] if named else "")
    if not wanted:
        return texts.ask_which_to_disconnect(person.name, [each.channel for each in chats])
    if person.id == turn.person.id and len(wanted) == len(chats):
        return texts.only_chat(wanted[0].channel)
    code_wanted = ask_for_fresh_code(turn) if person.id != turn.person.id else None
    if code_wanted is not None:
        return code_wanted
    for chat in wanted:
        _cut(turn, chat)
    return texts.disconnected([each.channel for each in wanted], person.name)


def _meant(chats: Sequence[Address], folded: str) -> Sequence[Address]:
    if ALL_CHATS.search(folded):
        return chats
    return [each for each in chats if each.channel in channels_named(folded)]


def _cut(turn: Turn, chat: Address) -> bool:
    """Revoke the chat; notify its person there and in their other chats.

    Returns whether their calendar address ended with it.
    """
    ended = revoke_chat(turn.session, chat, turn.actor, turn.now)
    told = texts.notice_disconnected(chat.channel, ended)
    for each in (chat, *addresses(turn.session, [chat.person_id])):
        if each.id != turn.address.id:
            add_answer(turn.session, each, told, turn.now)
    return ended


COMMAND = Command(
    ("ngat", "ngat ket noi"),
    Action.OWN_DATA,
    run,
    rest_pattern=(
        rf"(?:{A_CHANNEL}|tat ca|het|moi kenh)(?: cua .+)?"
        r"|(?:ket noi )?(?:d/c|dong chi|ong|ba) .+|ket noi .+|cua .+"
    ),
)
