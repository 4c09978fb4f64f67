"""Invite somebody to a post."""

from bot import linking
from bot.command import Command
from bot.texts import linking as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action
from storage.unit import post_by_name


def run(turn: Turn, rest: str) -> Outgoing:
    """A code for the post named."""
    post = post_by_name(turn.session, rest)
    if post is None:
        return texts.no_such_post(rest)
    made = linking.invite(turn.session, post, turn.now)
    return texts.invited(made.post, made.code, "", made.expires_at)


COMMAND = Command(("moi",), Action.INVITE, run)
