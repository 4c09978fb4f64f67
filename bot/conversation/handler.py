"""Handle one inbound message: find the speaker, the open question and the meaning, and answer.

Called inside one transaction of the speaker's commune.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import edited_and_forwarded, fresh_code
from bot.conversation.command import find_command, run_command
from bot.conversation.correcting import take_correction
from bot.conversation.dialog import NEXT_PAGE, current_question, is_only_an_answer
from bot.conversation.files import albums, evidence, incoming
from bot.conversation.free_text import answer_free_text
from bot.conversation.letters import spell_out_letter
from bot.conversation.linking import groups, link
from bot.conversation.linking.codes import LinkRefused, TooManyCodes, is_valid, shared_phone_mark
from bot.conversation.linking.hashing import CodeHash
from bot.conversation.notify import answer_chat
from bot.conversation.numbered import card_or_act
from bot.conversation.open_question import answer_something_else, take_answer
from bot.conversation.screen import (
    CARD_REFRESH_TIME,
    ScreenState,
    read_screen,
    refresh,
    send_answer,
)
from bot.conversation.turn import MessageCache, Turn
from bot.language.text.paging import parted
from bot.language.text.typed_code import typed_code
from bot.queries.reader import actor_with_holdings
from bot.texts import groups as group_texts
from bot.texts import linking as link_texts
from bot.texts import people as people_texts
from bot.texts import refusals
from bot.texts.acts import LETTERS
from bot.texts.wording import Words
from scheduler.calendar.working_time import local_day
from scheduler.delivery.buttons import StaleButton, UnknownButton, words_of_press
from scheduler.delivery.channel import Capabilities, Inbound, Outgoing
from scheduler.delivery.chats import apply_chat_change, mark_reachable
from scheduler.delivery.items import items
from scheduler.delivery.typed_answers import chosen_button
from scheduler.delivery.wording import Item
from scheduler.ladder.office import Office
from scheduler.work.permissions import Action
from storage.audit import Audit
from storage.delivery import numbers_in_message
from storage.dialog import ShownButton
from storage.milestone import Milestone
from storage.person import Address
from storage.speaker import Speaker, find_speaker


def handle(
    session: Session,
    office: Office,
    inbound: Inbound,
    now: datetime,
    channels: Mapping[str, Capabilities],
    code_hash: CodeHash | None = None,
) -> Outgoing | None:
    """Answer one message: a linked chat through the outbox, an unlinked one by the return value.

    `channels` are the open channels of the commune, by name. `code_hash` is the hash of the
    message's `code_of`.
    """
    able = channels.get(inbound.channel)
    if inbound.change is not None:
        apply_chat_change(session, Words(), office.commune_id, inbound, frozenset(channels), now)
        return None
    if not inbound.private:
        return groups.answer_in_group(session, office, inbound, able, now, code_hash)
    where = (inbound.channel, inbound.address)
    speaker = find_speaker(session, *where, local_day(now), now - CARD_REFRESH_TIME)
    address = speaker.address if speaker is not None else None
    phone = shared_phone_mark(inbound)
    if address is not None and phone is not None:
        answer_chat(session, address, link_texts.LINKED_ALREADY, now)
        return None
    turn = _turn(session, office, inbound, speaker, now, channels) if speaker is not None else None
    taken = fresh_code.take_code(turn, code_hash) if turn is not None and code_hash else None
    if code_hash is not None and taken is None and _is_code(turn, session, inbound, code_hash, now):
        refused = _link(session, inbound, code_hash, able, now)
        if refused is None or address is None:
            return refused
        answer_chat(session, address, refused, now)
        return None
    if speaker is None or turn is None:
        return link.greet_stranger(session, inbound, able, now)
    mark_reachable(session, speaker.address, now)
    if inbound.withheld:
        record_withheld(session, speaker.address, now)
        answer_chat(session, speaker.address, refusals.SECRET_DROPPED, now)
        return None
    if isinstance(taken, Turn):
        turn = taken
    if isinstance(taken, Turn | None) and albums.add_to_album(turn, inbound):
        return None
    before = read_screen(turn, inbound)
    send_answer(turn, taken if isinstance(taken, Outgoing) else _answer(turn, inbound, before))
    refresh(turn, before)
    return None


def _is_code(
    turn: Turn | None, session: Session, inbound: Inbound, code_hash: CodeHash, now: datetime
) -> bool:
    """Whether a text that has the form of a code is meant as one.

    Ordinary words of a linked person may have that form (as “28 da nhan 55”): they count as a code
    only if it is valid, or a fresh code is asked for.
    """
    if turn is None or fresh_code.waits_for_code(turn):
        return True
    typed = typed_code(inbound.text)
    return typed is not None and (typed.sure or is_valid(session, code_hash, now))


def _link(
    session: Session,
    inbound: Inbound,
    code_hash: CodeHash,
    able: Capabilities | None,
    now: datetime,
) -> Outgoing | None:
    """Link the chat and greet its person; return the answer if it cannot be linked."""
    phone = shared_phone_mark(inbound) is not None
    people = able.people if able else None
    try:
        address = link.link_chat(session, inbound.channel, inbound.address, code_hash, now, people)
    except link.ChannelFull as full:
        return link_texts.people_limit_reached(inbound.channel, full.people)
    except link.ChatTaken as other:
        return link_texts.chat_belongs_to_another(other.owner, other.posts, other.wanted)
    except link.CodeOfGroup:
        return group_texts.CODE_IS_FOR_GROUP
    except TooManyCodes as refused:
        return link_texts.too_many_codes(refused.until)
    except LinkRefused:
        return link_texts.UNKNOWN_PHONE if phone else link_texts.WRONG_CODE
    link.greet_linked_person(session, address, now, by_phone=phone)
    return None


def _turn(
    session: Session,
    office: Office,
    inbound: Inbound,
    speaker: Speaker,
    now: datetime,
    channels: Mapping[str, Capabilities],
) -> Turn:
    address = speaker.address
    return Turn(
        session=session,
        office=office,
        actor=actor_with_holdings(address.person_id, address.channel, speaker.holdings),
        person=address.person,
        address=address,
        now=now,
        text=inbound.text.strip(),
        about=numbers_in_message(session, inbound.channel, inbound.reply_to),
        channels=channels,
        sign_in=inbound.sign_in,
        album=inbound.album,
        cache=MessageCache(
            looked_for=True,
            question=speaker.question,
            offered=speaker.offered,
            has_cards=speaker.has_cards,
        ),
    )


def _answer(turn: Turn, inbound: Inbound, before: ScreenState) -> Outgoing:
    press = inbound.press or _chosen(turn, inbound)
    try:
        if press:
            turn = replace(turn, text=words_of_press(turn.session, turn.person.id, press))
    except StaleButton:
        return refusals.outdated_button(_pressed_item(turn.session, turn.office, press, turn.now))
    except UnknownButton:
        return refusals.outdated_button(None)
    if before.answers_closed_question and find_command(turn.text) is None:
        return refusals.QUESTION_CLOSED
    if inbound.forwarded and any(
        each.kind in evidence.EVIDENCE_KINDS for each in inbound.attachments
    ):
        turn = replace(turn, text="")
    doubted = edited_and_forwarded.ask_if_meant(turn, inbound) if turn.text else None
    if doubted is not None:
        return doubted
    if not turn.text:
        return incoming.answer_files_only(turn, inbound.attachments)
    return incoming.answer_files_and_text(turn, inbound.attachments, answer_if_understood)


def record_withheld(session: Session, address: Address, now: datetime) -> None:
    """Record that a message marked secret came and from whom, never its content."""
    session.add(
        Audit(
            at=now,
            person_id=address.person_id,
            channel=address.channel,
            action="withheld",
            noun="person",
            noun_id=address.person_id,
            before={},
            after={},
        )
    )


def answer_text(turn: Turn) -> Outgoing:
    """Act on a linked person's text; return the answer."""
    return answer_if_understood(turn) or refusals.NOT_UNDERSTOOD


def answer_if_understood(turn: Turn) -> Outgoing | None:
    """Act on a linked person's text; None when it is not understood."""
    turn = spell_out_letter(_on_page(turn))
    if not turn.actor.post_ids and not _is_own(turn.text):
        return people_texts.without_post()
    done = run_command(turn)
    if done is not None:
        return done
    mended = take_correction(turn)
    if mended is not None:
        return mended
    question = current_question(turn)
    if question is not None and question.question != NEXT_PAGE:
        answer = answer_something_else(turn, question) or take_answer(turn, question)
        if answer is not None:
            return answer
    elif is_only_an_answer(turn.text):
        return refusals.NOTHING_ASKED
    if turn.text.lower() in LETTERS:
        return refusals.ask_item_of_letter(turn.text.lower())
    return card_or_act(turn) or answer_free_text(turn)


def _is_own(text: str) -> bool:
    """Whether a text is a command that needs no post: one's own data, or an end to one's chat."""
    named = find_command(text)
    return named is not None and named[0].action is Action.OWN_DATA


def _on_page(turn: Turn) -> Turn:
    text, page = parted(turn.text)
    return replace(turn, text=text, page=page) if page > 1 else turn


def _chosen(turn: Turn, inbound: Inbound) -> str | None:
    """The id of the button that a typed letter stands for, on a platform without buttons.

    None if files came with a text that has a digit: that is the number of their item.
    """
    if inbound.attachments and any(each.isdecimal() for each in inbound.text):
        return None
    return chosen_button(inbound.text, turn.cache.offered)


def _pressed_item(
    session: Session, office: Office, press: str | None, now: datetime
) -> Item | None:
    shown = session.scalar(select(ShownButton).where(ShownButton.id == press))
    milestone = session.get(Milestone, shown.milestone_id) if shown else None
    if milestone is None:
        return None
    return items(session, office, [milestone], now)[0]
