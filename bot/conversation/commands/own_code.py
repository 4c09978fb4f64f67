"""Make a code with which the speaker opens their web page or links another chat."""

from dataclasses import replace

from bot.conversation.command import Command
from bot.conversation.fresh_code import confirmed_at
from bot.conversation.linking import codes
from bot.conversation.turn import Turn
from bot.reports.link_picture import link_picture
from bot.texts import linking as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The code, its sign-in link and when it expires."""
    made = codes.make_own_code(turn.session, turn.person, turn.now, confirmed_at(turn))
    link = codes.sign_in_link(turn.channels, made.code)
    message = texts.own_code(made.code, link, made.expires_at)
    return replace(message, handouts=link_picture(turn, (link,) if link else (), made.expires_at))


COMMAND = Command(
    ("ma web", "vao web", "mo web", "xin ma", "xin ma web", "quen may", "doi may"),
    Action.SEE_OWN,
    run,
)
