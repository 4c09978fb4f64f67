"""Set the order in which the speaker's channels are tried."""

from bot.conversation.command import Command
from bot.conversation.lookup import A_CHANNEL, channels_named
from bot.conversation.turn import Turn
from bot.texts import reach as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.chats import set_channel_order
from scheduler.work.permissions import Action
from storage.person import addresses


def run(turn: Turn, rest: str) -> Outgoing:
    """Put the channels named first, in the order given; list all of them."""
    wanted = channels_named(rest)
    own = {each.channel for each in addresses(turn.session, [turn.person.id])}
    unlinked = [name for name in wanted if name not in own]
    if unlinked:
        return texts.not_linked_there(unlinked[0])
    if wanted:
        set_channel_order(turn.session, turn.person.id, wanted, turn.now)
    chats = addresses(turn.session, [turn.person.id])
    order = sorted(chats, key=lambda each: each.place)
    return texts.own_channels([(each.channel, each.unreachable_at is None) for each in order])


COMMAND = Command(("kenh",), Action.SEE_OWN, run, rest_pattern=rf"(?:{A_CHANNEL}).*", menu=True)
