"""Invite somebody to a post."""

from bot import linking
from bot.command import Command
from bot.naming import bare, post_named
from bot.texts import linking as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """A code for the post named."""
    post = post_named(turn, bare(rest))
    if post is None:
        return texts.no_such_post(rest)
    made = linking.invite(turn.session, post, turn.now)
    door = linking.door_of(turn.channels, made.code)
    return texts.invited(made.post, made.code, door, made.expires_at)


POST = (
    r"(?:d/c |dong chi )?(?:pho |quyen )?"
    r"(?:bi thu|chanh|truong|chu nhiem|chu tich|chi huy|giam doc)\b.*"
)
"""How the names of posts begin: "moi" alone begins many a sentence."""

COMMAND = Command(("moi",), Action.INVITE, run, follows=POST)
