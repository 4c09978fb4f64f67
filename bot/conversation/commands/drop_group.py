"""Unlink a unit's group chat."""

from bot.conversation.command import Command
from bot.conversation.linking.groups import unlink_group
from bot.conversation.lookup import unit_named
from bot.conversation.turn import Turn
from bot.texts import groups as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.group import group_of


def run(turn: Turn, rest: str) -> Outgoing:
    unit = unit_named(turn, rest)
    if unit is None:
        return texts.no_such_unit(rest)
    group = group_of(turn.session, unit.id)
    if group is None:
        return texts.no_group(unit.name)
    unlink_group(turn.session, group, turn.person.id, turn.now)
    return texts.group_dropped(unit.name)


COMMAND = Command(("bo nhom",), Action.INVITE, run, rest_pattern=r".+")
