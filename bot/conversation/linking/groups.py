"""A unit's group chat: link it by a code and answer commands; other messages are ignored."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.linking.codes import LinkRefused, TooManyCodes, valid_invitation
from bot.conversation.linking.hashing import CodeHash
from bot.language.text.fold import fold
from bot.texts import groups as texts
from bot.texts import linking as link_texts
from scheduler.delivery.channel import Capabilities, Inbound, Outgoing
from scheduler.delivery.groups import add_group_answer, next_weekly_list_time, unit_week
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.ladder.office import Office
from storage.audit import Audit
from storage.group import Group, find_group, group_of
from storage.invite import Invite


def answer_in_group(
    session: Session,
    office: Office,
    inbound: Inbound,
    able: Capabilities | None,
    now: datetime,
    code_hash: CodeHash | None,
) -> Outgoing | None:
    """Answer a command or code in a group: a linked one by the outbox, else by the result."""
    if not inbound.text.startswith("/") or able is None or not able.groups:
        return None
    if code_hash is not None:
        return _link(session, office, inbound, code_hash, now)
    group = find_group(session, inbound.channel, inbound.address)
    command = COMMANDS.get(fold(inbound.text.split()[0]))
    if group is not None and command is not None:
        add_group_answer(session, group, command(session, office, group, now), now)
    return None


def unlink_group(session: Session, group: Group, person_id: int | None, now: datetime) -> None:
    group.revoked_at = now
    _audit(session, group, "drop_group", person_id, now)


def _week(session: Session, office: Office, group: Group, now: datetime) -> Outgoing:
    return texts.unit_week(unit_week(session, office, group.unit, now))


def _greeting(session: Session, office: Office, group: Group, now: datetime) -> Outgoing:
    return texts.group_linked(group.unit.name)


COMMANDS: Mapping[str, Callable[[Session, Office, Group, datetime], Outgoing]] = {
    "/viec": _week,
    "/start": _greeting,
    "/trogiup": _greeting,
    "/help": _greeting,
}
"""The commands of a group, by folded word."""


def _link(
    session: Session, office: Office, inbound: Inbound, code_hash: CodeHash, now: datetime
) -> Outgoing | None:
    try:
        found = valid_invitation(session, inbound.channel, inbound.address, code_hash, now)
    except TooManyCodes as refused:
        return link_texts.too_many_codes(refused.until)
    except LinkRefused:
        return link_texts.WRONG_CODE
    found.used_at = now
    if found.unit is None:
        return texts.PRIVATE_CODE
    group = _linked(session, office, inbound, found, now)
    add_group_answer(session, group, texts.group_linked(group.unit.name), now)
    news = texts.notice_group_linked(group.unit.name, group.channel, inbound.sender_name)
    add_notice(session, office.commune_id, secretary_ids(session, office.commune_id), news, now)
    return None


def _linked(
    session: Session, office: Office, inbound: Inbound, found: Invite, now: datetime
) -> Group:
    """Link the chat to the unit; end the unit's former group and the chat's former unit."""
    assert found.unit is not None
    for old in (
        group_of(session, found.unit.id),
        find_group(session, inbound.channel, inbound.address),
    ):
        if old is not None:
            old.revoked_at = now
    session.flush()
    group = Group(
        unit=found.unit,
        channel=inbound.channel,
        address=inbound.address,
        linked_at=now,
        next_list_at=next_weekly_list_time(now, office.calendar),
    )
    session.add(group)
    session.flush()
    _audit(session, group, "link_group", None, now)
    return group


def _audit(
    session: Session, group: Group, action: str, person_id: int | None, now: datetime
) -> None:
    session.add(
        Audit(
            at=now,
            person_id=person_id,
            channel=group.channel,
            action=action,
            noun="unit",
            noun_id=group.unit_id,
            before={},
            after={"group": group.id},
        )
    )
