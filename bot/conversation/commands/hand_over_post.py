"""Transfer a post, with all its open work, to another person."""

import re
from dataclasses import replace

from bot.conversation.command import Command
from bot.conversation.fresh_code import ask_for_fresh_code, confirmed_at
from bot.conversation.linking.codes import end_invitations, linking_addresses, make_invitation
from bot.conversation.lookup import Ambiguous, person_named, post_named, without_title
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.reports.link_picture import link_picture
from bot.texts import linking, questions
from bot.texts import people as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.work.change import ChangeRefused
from scheduler.work.people import open_work, transfer_post
from scheduler.work.permissions import Action
from storage.person import Person, addresses, holdings_of
from storage.unit import Post


def run(turn: Turn, rest: str) -> Outgoing:
    """Take "POST for NAME": give the post to that person.

    Both get the list of its open work; a new holder without a linked chat gets a code.
    """
    words = re.split(r"\s+cho\s+", rest, maxsplit=1)
    if len(words) != 2:
        return texts.HOW_TO_TRANSFER
    post = post_named(turn, words[0])
    if post is None:
        return linking.no_such_post(words[0])
    try:
        person = person_named(turn, words[1])
    except Ambiguous as several:
        return questions.ask_which_person(several.names)
    name = without_title(words[1])
    if person is None and len(name.split()) < 2:
        return texts.full_name_wanted(name)
    wanted = ask_for_fresh_code(turn)
    return wanted or _hand_over(turn, post, person or _newcomer(turn, name))


def _newcomer(turn: Turn, name: str) -> Person:
    person = Person(name=name)
    turn.session.add(person)
    turn.session.flush()
    return person


def _hand_over(turn: Turn, post: Post, person: Person) -> Outgoing:
    try:
        before = transfer_post(turn.context(), post, person)
    except ChangeRefused as why:
        return texts.change_refused(why)
    work = open_work(turn.context(), post)
    rows = items(turn.session, turn.office, work, turn.now)
    for each in before:
        left = [row.post.name for row in holdings_of(turn.session, each)]
        given = texts.notice_post_given(post.name, person.name, rows, left, turn.today)
        notify_others(turn, [each], given)
    notify_others(turn, [person.id], texts.notice_post_received(post.name, rows, turn.today))
    end_invitations(turn.session, post, turn.now)
    if addresses(turn.session, [person.id]):
        return texts.transferred(post.name, person.name, rows, None, (), turn.today)
    code = make_invitation(turn.session, post, turn.now, person.name, confirmed_at(turn))
    links = linking_addresses(turn.channels, code.code)
    message = texts.transferred(post.name, person.name, rows, code, links, turn.today)
    return replace(message, handouts=link_picture(turn, links[:1], code.expires_at))


COMMAND = Command(("ban giao",), Action.REASSIGN, run, rest_pattern=r".+ cho .+")
