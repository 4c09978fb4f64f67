"""Group chats of units: list them, make a code for one, set whether their lists name people."""

from sqlalchemy import select

from bot.conversation.command import Command
from bot.conversation.linking.codes import make_group_invitation
from bot.conversation.lookup import unit_named
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import groups as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.commune import Commune
from storage.group import groups

NAMING = {"neu ten": True, "khong neu ten": False}


def run(turn: Turn, rest: str) -> Outgoing:
    """Set whether lists name who is late; or make a code for the unit named; or list the groups."""
    commune = turn.session.scalars(select(Commune)).one()
    if fold(rest) in NAMING:
        return _name(turn, commune, NAMING[fold(rest)])
    if not rest:
        rows = [
            (each.unit.name, each.channel, each.unreachable_at is None)
            for each in groups(turn.session)
        ]
        return texts.listed(rows, commune.names_in_groups)
    unit = unit_named(turn, rest)
    if unit is None:
        return texts.no_such_unit(rest)
    if not any(each.groups for each in turn.channels.values()):
        return texts.NOT_HERE
    made = make_group_invitation(turn.session, unit, turn.now)
    return texts.group_invitation(unit.name, made.code, made.expires_at)


def _name(turn: Turn, commune: Commune, named: bool) -> Outgoing:
    before = {"named": commune.names_in_groups}
    turn.context().audit("names_in_groups", "commune", commune.id, before, {"named": named})
    commune.names_in_groups = named
    return texts.names_in_lists(named)


UNIT = (
    r"(?:van phong|phong|ban|ubnd|ub|ubkt|hdnd|hoi|doan|cong an|tram|trung tam|thuong truc|"
    r"mat tran|mttq|to)\b.*"
)
"""How names of units begin: "nhom" alone begins many other sentences."""

COMMAND = Command(
    ("nhom",), Action.INVITE, run, rest_pattern=rf"(?:khong )?neu ten|{UNIT}", menu=True
)
