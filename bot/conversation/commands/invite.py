"""Invite the holder of a post by a one-time code or by phone number."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.command import Command
from bot.conversation.fresh_code import confirmed_at
from bot.conversation.linking import codes
from bot.conversation.linking.link import holder_of_another_name
from bot.conversation.lookup import post_named, without_title
from bot.conversation.turn import Turn
from bot.language.requests.inviting import divided
from bot.language.text.phones import Phone, hidden_in
from bot.reports.link_picture import link_picture
from bot.texts import linking as texts
from bot.texts.people import full_name_wanted
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.unit import Post

FEWEST_WORDS = 2
"""The fewest words that a full name has."""


def run(turn: Turn, rest: str) -> Outgoing:
    """Make a code for the post named (and the person, if one is named) and answer with it and a
    picture of its link. With "POST PHONE" pairs instead, register the phones: whoever shares such a
    phone is linked.
    """
    phones = hidden_in(rest)
    if phones:
        return _by_phone(turn, phones)
    if not rest:
        return texts.HOW_TO_INVITE
    post, name = _post_and_person(turn, rest)
    if post is None:
        return texts.no_such_post(rest)
    if name and len(name.split()) < FEWEST_WORDS:
        return full_name_wanted(name)
    holder = holder_of_another_name(turn.session, post, name)
    if holder is not None:
        return texts.post_is_held(post.name, holder.name, name)
    made = codes.make_invitation(turn.session, post, turn.now, name, confirmed_at(turn))
    links = codes.linking_addresses(turn.channels, made.code)
    message = texts.invitation(made.post, name, made.code, links, made.expires_at)
    return replace(message, handouts=link_picture(turn, links[:1], made.expires_at))


def _post_and_person(turn: Turn, words: str) -> tuple[Post | None, str]:
    """The post and the name beside it, in either order; the name may be ''."""
    post = post_named(turn, without_title(words))
    if post is not None:
        return post, ""
    for sides in divided(words):
        for named, person in (sides, sides[::-1]):
            post = post_named(turn, without_title(named))
            if post is not None:
                return post, without_title(person)
    return None, ""


def _by_phone(turn: Turn, phones: Sequence[tuple[str, Phone]]) -> Outgoing:
    if not any(each.contacts for each in turn.channels.values()):
        return texts.NO_PHONES_HERE
    awaited, unknown, until = [], [], turn.now
    for words, phone in phones:
        post = post_named(turn, without_title(words))
        if post is None:
            unknown.append(without_title(words))
            continue
        until = codes.expect_phone(turn.session, post, phone.mark, turn.now)
        awaited.append((post.name, phone.ending))
    return texts.phones_registered(awaited, unknown, until)


POST = (
    r"(?:d/c |dong chi )?(?:pho |quyen )?"
    r"(?:bi thu|chanh|truong|chu nhiem|chu tich|chi huy|giam doc)\b.*"
)
"""How names of posts begin: "moi" alone begins many other sentences."""

PERSON_THEN_POST = rf"(?:d/c |dong chi )[^,]+, {POST}"

COMMAND = Command(
    ("moi",), Action.INVITE, run, rest_pattern=f"(?:{POST}|{PERSON_THEN_POST})", takes_phones=True
)
