"""Review proposals with the secretary, one at a time, by buttons or words.

The proposal shown is the chat's open question, kept in the database. Any other words close the
review; its command reopens it at the first pending proposal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.dialog import close_question, set_question
from bot.conversation.proposals.edits import Editor, UnclearEdit
from bot.conversation.proposals.store import (
    CannotSave,
    accept_proposals,
    block_filled_by_hints,
    count_verdicts,
    hinted_dates,
    is_general,
    proposal_card,
    shown_title,
    skip_proposals,
    store_edit,
)
from bot.conversation.turn import Turn
from bot.importers.completing import missing_keys
from bot.importers.plan_known import KnownBlocks, known_of
from bot.language.replies.yes_no import says_yes
from bot.language.requests import proposing as words
from bot.language.text.fold import fold
from bot.texts import days
from bot.texts import proposal_cards as cards
from bot.texts import proposals as texts
from bot.texts.answers import say
from scheduler.delivery.channel import Block, Outgoing
from storage.dialog import Dialog
from storage.proposal import Paper, Proposal, proposals_with_verdict
from storage.words import ProposalVerdict, Purpose

ASKS_ABOUT_PROPOSAL = "proposal"
SHORT_LIST = 4
"""The most sectors that are offered as buttons."""


def show_first_pending(turn: Turn, paper: Paper, before: str = "") -> Outgoing:
    """Show the first pending proposal of a paper; `before` reports what was just done."""
    waiting = proposals_with_verdict(turn.session, paper.id, ProposalVerdict.PENDING)
    if not waiting:
        close_question(turn)
        if paper.purpose is Purpose.TALK:
            return say(before)
        counts = count_verdicts(turn.session, paper.id)
        given, passed = (
            counts.get(each, 0) for each in (ProposalVerdict.ACCEPTED, ProposalVerdict.SKIPPED)
        )
        done = texts.review_finished(paper.id, given, passed)
        return replace(done, blocks=(Block((before,)), *done.blocks)) if before else done
    return show_proposal(turn, waiting[0], before)


def show_proposal(turn: Turn, proposal: Proposal, before: str = "") -> Outgoing:
    """Show one proposal and make it the open question."""
    set_question(turn, ASKS_ABOUT_PROPOSAL, {"paper": proposal.paper_id, "proposal": proposal.id})
    return cards.card(proposal_card(turn, proposal, known_of(turn.session)), before)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as an answer about the open proposal; None if it is something else."""
    proposal = turn.session.get_one(Proposal, question.data["proposal"])
    if proposal.verdict is not ProposalVerdict.PENDING:
        return show_first_pending(turn, proposal.paper) if _is_review(turn.text) else None
    slot = question.data.get("slot")
    if slot is not None:
        return _fill(turn, proposal, slot)
    return _said(turn, proposal)


def _is_review(text: str) -> bool:
    return fold(text).strip(" .!") in words.ACCEPTS | words.SKIPS | words.ALL | words.ONE_BY_ONE


def _said(turn: Turn, proposal: Proposal) -> Outgoing | None:
    choice = fold(turn.text).strip(" .!")
    if choice in words.ACCEPTS:
        return _accept(turn, proposal)
    if choice in words.SKIPS:
        skip_proposals(turn, [proposal])
        return show_first_pending(turn, proposal.paper, texts.skipped(shown_title(proposal.block)))
    if choice in words.LATER:
        close_question(turn)
        waiting = proposals_with_verdict(turn.session, proposal.paper_id, ProposalVerdict.PENDING)
        return texts.review_postponed(len(waiting))
    if choice in words.ONE_BY_ONE:
        return show_proposal(turn, proposal)
    if choice in words.ALL or choice in words.ALL_AS_HINTED:
        return accept_all(turn, proposal.paper, choice in words.ALL_AS_HINTED)
    if choice in words.NONE:
        return skip_all(turn, proposal.paper)
    if proposal.paper.purpose is Purpose.TALK and says_yes(turn.text):
        return _accept(turn, proposal)
    return _edit(turn, proposal)


def _edit(turn: Turn, proposal: Proposal) -> Outgoing | None:
    editor = _editor(turn, known_of(turn.session))
    named = editor.field_named(turn.text)
    if named is None and editor.says_weight(turn.text):
        named = ("weight", turn.text)
    if named is None:
        return None
    try:
        edited = editor.edit(*named, proposal.block, proposal.aside)
    except UnclearEdit as unclear:
        return show_proposal(turn, proposal, unclear.answer)
    store_edit(proposal, edited)
    return show_proposal(
        turn, proposal, f"{texts.field_changed(edited.field)} {edited.note}".strip()
    )


def _editor(turn: Turn, known: KnownBlocks) -> Editor:
    return Editor(known, turn.now, turn.office.calendar)


def _accept(turn: Turn, proposal: Proposal, before: str = "") -> Outgoing:
    """Accept the proposal, or ask for its first missing field."""
    missing = missing_keys(proposal.block)
    if missing:
        data = {"paper": proposal.paper_id, "proposal": proposal.id, "slot": missing[0]}
        set_question(turn, ASKS_ABOUT_PROPOSAL, data)
        return texts.ask(missing[0], _choices(turn, proposal, missing[0]), before)
    try:
        (done,) = accept_proposals(turn, [proposal], known_of(turn.session))
    except CannotSave as refused:
        return show_proposal(turn, proposal, texts.cannot_save(refused.problems))
    return show_first_pending(
        turn, proposal.paper, texts.accepted(done.title, done.numbers, done.unclear, done.repeated)
    )


def _choices(turn: Turn, proposal: Proposal, slot: str) -> list[tuple[str, str]]:
    """The choices for a missing field, as (label, words of the button)."""
    if slot == "lead":
        return [(name, name) for name in dict.fromkeys(proposal.aside.get("offices", ()))][:3]
    if slot in ("due", "closes"):
        ends = [(days.full(day), days.full(day)) for day in hinted_dates(proposal, turn.today)]
        return [*ends, *((texts.STANDING,) if slot == "due" else ())]
    if slot == "opens":
        return [(days.full(turn.today), days.full(turn.today))]
    if slot == "sector":
        return [(name, name) for name in known_of(turn.session).sectors[:SHORT_LIST]]
    return []


def _fill(turn: Turn, proposal: Proposal, slot: str) -> Outgoing | None:
    """Take the text as the missing field, or as a change of another field that it names."""
    choice = fold(turn.text).strip(" .!")
    if choice in words.LATER:
        return show_proposal(turn, proposal)
    if choice in words.SKIPS:
        skip_proposals(turn, [proposal])
        return show_first_pending(turn, proposal.paper, texts.skipped(shown_title(proposal.block)))
    if says_yes(turn.text):
        return texts.ask(slot, _choices(turn, proposal, slot), "")
    editor = _editor(turn, known_of(turn.session))
    field, rest = editor.field_named(turn.text) or (slot, turn.text)
    try:
        edited = editor.edit(field, rest, proposal.block, proposal.aside)
    except UnclearEdit as unclear:
        return texts.ask(slot, _choices(turn, proposal, slot), unclear.answer)
    store_edit(proposal, edited)
    if proposal.paper.purpose is Purpose.TALK:
        return ask_next_field(turn, proposal, edited.note)
    return _accept(turn, proposal, edited.note)


def ask_next_field(turn: Turn, proposal: Proposal, before: str = "") -> Outgoing:
    """Ask for the first missing field of a task; when complete, show it for confirmation."""
    if missing_keys(proposal.block):
        return _accept(turn, proposal, before)
    return show_proposal(turn, proposal, before)


def skip_all(turn: Turn, paper: Paper) -> Outgoing:
    """Skip all pending proposals of a paper."""
    skip_proposals(turn, proposals_with_verdict(turn.session, paper.id, ProposalVerdict.PENDING))
    return show_first_pending(turn, paper)


def accept_all(turn: Turn, paper: Paper, hinted: bool) -> Outgoing:
    """Accept all complete proposals (with `hinted`, completed by their hints); review the rest."""
    known = known_of(turn.session)
    waiting = proposals_with_verdict(turn.session, paper.id, ProposalVerdict.PENDING)
    if hinted:
        for proposal in waiting:
            proposal.block = block_filled_by_hints(proposal, turn.today)
    complete = [each for each in waiting if not missing_keys(each.block) and not is_general(each)]
    done = _accept_each(turn, complete, known)
    left = proposals_with_verdict(turn.session, paper.id, ProposalVerdict.PENDING)
    return show_first_pending(turn, paper, texts.all_accepted(done, len(left), _waiting_for(left)))


def _accept_each(turn: Turn, complete: Sequence[Proposal], known: KnownBlocks) -> int:
    """Accept all at once, or one by one if one of them is refused; return how many."""
    if not complete:
        return 0
    try:
        return len(accept_proposals(turn, complete, known))
    except CannotSave:
        pass
    done = 0
    for proposal in complete:
        try:
            done += len(accept_proposals(turn, [proposal], known))
        except CannotSave:
            continue
    return done


def _waiting_for(left: Sequence[Proposal]) -> Mapping[str, int]:
    return Counter(missing[0] for each in left if (missing := missing_keys(each.block)))
