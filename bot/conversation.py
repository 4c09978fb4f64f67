"""From one inbound message to what is answered: who speaks, which question is open, what is meant.

Called inside one transaction of the speaker's commune. Refusals become sentences here; nothing
else of the program talks back.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import linking
from bot.command import find_command
from bot.doing import QUESTION, go_on
from bot.meaning import about_item, free_text
from bot.questions import WHICH, forget
from bot.texts import linking as link_texts
from bot.texts import refusals
from bot.turn import Turn, actor_of
from scheduler.buttons import StaleButton, UnknownButton, pressed, store_buttons
from scheduler.channel import Inbound, Outgoing
from scheduler.items import items
from scheduler.notices import answer
from scheduler.office import Office
from scheduler.wording import Item
from scheduler.working_time import local_day
from storage.delivery import Delivery
from storage.dialog import Press, open_question
from storage.milestone import Milestone
from storage.person import Address, find_address, holdings_of


def handle(session: Session, office: Office, inbound: Inbound, now: datetime) -> Outgoing | None:
    """Answer one message: through the outbox for a linked chat, returned for an unlinked one."""
    address = find_address(session, inbound.channel, inbound.address)
    code = linking.looks_like_code(inbound.text)
    if code is not None and inbound.private:
        try:
            address = linking.link(session, inbound.channel, inbound.address, code, now)
        except linking.TooManyCodes as refused:
            return link_texts.locked(refused.until)
        except linking.LinkRefused:
            return link_texts.wrong_code()
        _reply(session, address, _welcome(session, address), now)
        return None
    if address is None:
        return linking.greet_stranger(session, inbound, now) if inbound.private else None
    _reply(session, address, _answer(session, office, inbound, address, now), now)
    return None


def _reply(session: Session, address: Address, message: Outgoing, now: datetime) -> None:
    stored = store_buttons(session, address.person_id, message, now)
    answer(session, address, stored, now)


def _welcome(session: Session, address: Address) -> Outgoing:
    posts = [row.post.name for row in holdings_of(session, address.person_id)]
    return link_texts.welcome(address.person.name, ", ".join(posts))


def _answer(
    session: Session, office: Office, inbound: Inbound, address: Address, now: datetime
) -> Outgoing:
    try:
        text = _words(session, inbound, address)
    except StaleButton:
        return refusals.stale(_pressed_item(session, office, inbound, now))
    except UnknownButton:
        return refusals.stale(None)
    if not text:
        return refusals.only_text()
    turn = Turn(
        session=session,
        office=office,
        actor=actor_of(session, address),
        person=address.person,
        address=address,
        now=now,
        text=text,
        about=_about(session, inbound),
    )
    return understand(turn)


def understand(turn: Turn) -> Outgoing:
    """What one known person's words come to."""
    command = find_command(turn.text)
    if command is not None:
        found, rest = command
        forget(turn)
        return found.run(turn, rest) if turn.may(found.action) else refusals.not_for_you()
    direct = about_item(turn)
    if direct is not None:
        return direct
    question = open_question(turn.session, turn.address.id)
    if question is not None and question.question == QUESTION:
        return go_on(turn, question)
    if question is not None and question.question == WHICH:
        forget(turn)
    return free_text(turn)


def _words(session: Session, inbound: Inbound, address: Address) -> str:
    if inbound.press is not None:
        return pressed(session, address.person_id, inbound.press)
    return inbound.text.strip()


def _about(session: Session, inbound: Inbound) -> tuple[int, ...]:
    """The numbers of the items in the message that was replied to."""
    if inbound.reply_to is None:
        return ()
    found = session.scalars(
        select(Milestone.number)
        .join(Delivery, Delivery.milestone_id == Milestone.id)
        .where(Delivery.channel == inbound.channel, Delivery.message_id == inbound.reply_to)
    )
    return tuple(sorted(set(found)))


def _pressed_item(session: Session, office: Office, inbound: Inbound, now: datetime) -> Item | None:
    press = session.scalar(select(Press).where(Press.id == inbound.press))
    milestone = session.get(Milestone, press.milestone_id) if press else None
    if milestone is None:
        return None
    return items(session, office, [milestone], local_day(now))[0]
