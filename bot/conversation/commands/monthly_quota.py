"""Show how much of each platform's monthly quota is used."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.texts import allowance as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.monthly_quota import deliveries_held_by_quota, month_start
from scheduler.work.permissions import Action
from storage.sent_messages import linked_chat_count, messages_sent_since


def run(turn: Turn, rest: str) -> Outgoing:
    """Show, for each channel with limits, messages sent and people linked against the limit, and
    what waits because of a quota.
    """
    used_of_limits = []
    since = month_start(turn.now)
    for name, able in sorted(turn.channels.items()):
        sent = linked = None
        if able.messages_a_month is not None:
            used = messages_sent_since(turn.session, turn.address.commune_id, name, since)
            sent = (used, able.messages_a_month)
        if able.people is not None:
            linked = (linked_chat_count(turn.session, name), able.people)
        if sent or linked:
            used_of_limits.append((name, sent, linked))
    return texts.quota_usage(used_of_limits, deliveries_held_by_quota(turn.session))


COMMAND = Command(("han muc", "han muc tin"), Action.INVITE, run, menu=True)
