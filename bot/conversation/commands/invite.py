"""Invite the holder of a post by a one-time code or by phone number."""

from collections.abc import Sequence

from bot.conversation.command import Command
from bot.conversation.fresh_code import confirmed_at
from bot.conversation.linking import codes
from bot.conversation.lookup import post_named, without_title
from bot.conversation.turn import Turn
from bot.language.text.phones import Phone, hidden_in
from bot.texts import linking as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Make a code for the post in `rest`; of "POST PHONE" pairs, await who shares that phone."""
    phones = hidden_in(rest)
    if phones:
        return _by_phone(turn, phones)
    if not rest:
        return texts.HOW_TO_INVITE
    post = post_named(turn, without_title(rest))
    if post is None:
        return texts.no_such_post(rest)
    made = codes.invite(turn.session, post, turn.now, confirmed_at=confirmed_at(turn))
    door = codes.door_of(turn.channels, made.code)
    return texts.invited(made.post, made.code, door, made.expires_at)


def _by_phone(turn: Turn, phones: Sequence[tuple[str, Phone]]) -> Outgoing:
    if not any(each.contacts for each in turn.channels.values()):
        return texts.NO_PHONES_HERE
    awaited, unknown, until = [], [], turn.now
    for words, phone in phones:
        post = post_named(turn, without_title(words))
        if post is None:
            unknown.append(without_title(words))
            continue
        until = codes.await_phone(turn.session, post, phone.mark, turn.now)
        awaited.append((post.name, phone.ending))
    return texts.phones_registered(awaited, unknown, until)


POST = (
    r"(?:d/c |dong chi )?(?:pho |quyen )?"
    r"(?:bi thu|chanh|truong|chu nhiem|chu tich|chi huy|giam doc)\b.*"
)
"""How names of posts begin: "moi" alone begins many other sentences."""

COMMAND = Command(("moi",), Action.INVITE, run, follows=POST, phones=True)
