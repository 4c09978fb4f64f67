"""Review the proposals of papers."""

import re

from bot.conversation.command import Command
from bot.conversation.proposals.review import accept_all, show_first_pending, skip_all
from bot.conversation.proposals.store import reopen_skipped
from bot.conversation.turn import Turn
from bot.language.requests import proposing as words
from bot.language.text.fold import fold
from bot.texts import proposals as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.proposal import Paper, papers_with_verdict, proposals_with_verdict
from storage.words import ProposalVerdict

_NAMED = re.compile(r"(\d{1,9})(?: (.+))?")


def run(turn: Turn, rest: str) -> Outgoing:
    """Show the first pending proposal; "NUMBER words" names a paper and may decide all of it."""
    named = _NAMED.fullmatch(fold(rest).strip(" .!"))
    if named is not None:
        paper = turn.session.get(Paper, int(named[1]))
        return texts.NONE_WAITING if paper is None else _of_paper(turn, paper, named[2] or "")
    waiting = papers_with_verdict(turn.session, ProposalVerdict.PENDING)
    if not waiting:
        return texts.NONE_WAITING
    if len(waiting) == 1:
        return show_first_pending(turn, waiting[0])
    counts = [
        (row, len(proposals_with_verdict(turn.session, row.id, ProposalVerdict.PENDING)))
        for row in waiting
    ]
    return texts.which_paper([(row.id, row.title or row.name, count) for row, count in counts])


def _of_paper(turn: Turn, paper: Paper, choice: str) -> Outgoing:
    if choice in words.ALL or choice in words.ALL_AS_HINTED:
        return accept_all(turn, paper, choice in words.ALL_AS_HINTED)
    if choice in words.NONE:
        return skip_all(turn, paper)
    if choice in words.AGAIN:
        reopen_skipped(turn, paper.id)
    return show_first_pending(turn, paper)


COMMAND = Command(
    ("de xuat", "xem de xuat"),
    Action.PLAN,
    run,
    rest_pattern=r"\d{1,9}(?: [a-z ]{2,30})?",
)
