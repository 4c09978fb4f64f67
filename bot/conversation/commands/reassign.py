"""Give the task of an item to another lead post."""

import re

from bot.conversation.acts import item_of
from bot.conversation.command import Command
from bot.conversation.lookup import post_named
from bot.conversation.notify import notify_others
from bot.conversation.perform import visible_milestone
from bot.conversation.turn import Turn
from bot.texts import linking, refusals
from bot.texts import people as texts
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.recipients import read_directory
from scheduler.work.change import ChangeRefused
from scheduler.work.people import reassign
from scheduler.work.permissions import Action

ORDER = re.compile(r"\D*(\d{1,4})\s+cho\s+(.+)", re.IGNORECASE)


def run(turn: Turn, rest: str) -> Outgoing:
    """Take "NUMBER cho POST"; notify the former and the new lead."""
    match = ORDER.fullmatch(rest)
    if match is None:
        return texts.HOW_TO_REASSIGN
    milestone = visible_milestone(turn, int(match[1]))
    if milestone is None:
        return refusals.no_such_number(int(match[1]))
    post = post_named(turn, match[2])
    if post is None:
        return linking.no_such_post(match[2])
    try:
        former = reassign(turn.context(), milestone, post)
    except ChangeRefused as why:
        return refusals.refused(why, item_of(turn, milestone))
    item, people = item_of(turn, milestone), read_directory(turn.session, turn.today)
    for to, message in (
        (former.id, texts.notice_taken(item, post.name)),
        (post.id, texts.notice_given(item, former.name, turn.today)),
    ):
        recipients = [each.person_id for each in people.for_post(to) if each.person_id]
        notify_others(turn, recipients, message, milestone.task.on_duty)
    return texts.reassigned(item, former.name, turn.today)


COMMAND = Command(
    ("giao lai", "chuyen viec", "chuyen giao viec"),
    Action.REASSIGN,
    run,
    follows=r"(?:viec )?(?:so )?\d{1,4} cho .+",
)
