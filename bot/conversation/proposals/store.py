"""Proposals in the database: add, change, accept, skip, reopen and count them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversation.proposals.edits import Edited
from bot.conversation.repeating import repetition_of_block
from bot.conversation.turn import Turn
from bot.importers.completing import (
    PlanBlock,
    due_in,
    kind_of,
    missing_clarities,
    missing_keys,
    opens_in,
    phases_in,
)
from bot.importers.faults import BadPlan
from bot.importers.plan_known import KnownBlocks, known_of, plan_of
from bot.importers.plan_saving import save_plan_in
from bot.importers.proposal_blocks import Draft, with_clarities
from bot.importers.quota_figures import figure_of
from bot.language.text.fold import fold
from bot.texts import items
from bot.texts import proposal_cards as cards
from bot.texts import proposals as texts
from scheduler.calendar.working_time import ONE_DAY, local_day
from storage.milestone import Milestone
from storage.proposal import Paper, Proposal, proposal_count, proposals_with_verdict
from storage.task import Task
from storage.words import Better, Figure, ProposalVerdict, Purpose, TaskKind, Weight

MIN_CONFIDENCE = 0.4
"""Below this confidence a proposal is a general order; "accept all" leaves it out."""
CHAT_SOURCE_KEY = "giao-viec"
"""The start of the source key of tasks given in chat; the year follows."""
LONGEST_NAME = 200


class CannotSave(Exception):
    """The import of plans does not accept the task; `problems` are sentences that say why"""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal that became a task: its title, its milestones' numbers, what stays unclear."""

    title: str
    numbers: tuple[int, ...]
    unclear: tuple[str, ...]
    repeated: str


def add_proposals(session: Session, paper: Paper, drafts: Iterable[Draft]) -> None:
    for place, draft in enumerate(drafts, 1):
        session.add(
            Proposal(
                paper_id=paper.id,
                place=place,
                section=draft.section,
                sentence=draft.sentence,
                block=draft.block,
                aside=draft.aside,
                verdict=ProposalVerdict.PENDING,
            )
        )
    session.flush()


def store_edit(proposal: Proposal, edited: Edited) -> None:
    """Store an edited block, with its clarities derived anew."""
    proposal.aside = edited.aside
    proposal.block = with_clarities(edited.block, edited.aside)


def accept_proposals(turn: Turn, found: Sequence[Proposal], known: KnownBlocks) -> list[Accepted]:
    """Make tasks of complete proposals of one paper. Raises CannotSave, having changed nothing."""
    paper = found[0].paper
    source = found[0].aside.get("source") or source_block(paper, turn.today)
    blocks = [without_empty_fields(each.block) for each in found]
    try:
        plan = plan_of(known, source, blocks, paper.name, turn.office.calendar)
        save_plan_in(turn.session, turn.office.national, plan, turn.now, turn.person.id)
    except BadPlan as bad:
        raise CannotSave([fault.text for fault in bad.faults]) from bad
    asked = known.commune["ro"]
    accepted = []
    for proposal, task in zip(found, plan.tasks, strict=True):
        _decide(turn, proposal, ProposalVerdict.ACCEPTED, {"task": task.key})
        numbers = _numbers(turn.session, task.key)
        unclear = tuple(missing_clarities(proposal.block, asked))
        repeated = repetition_of_block(turn, proposal.block)
        accepted.append(Accepted(shown_title(proposal.block), numbers, unclear, repeated))
    return accepted


def shown_title(block: PlanBlock) -> str:
    """The title of a block for a chat; hidden if the task is confidential."""
    return items.HIDDEN if block.get("confidential") else str(block.get("title", ""))


def skip_proposals(turn: Turn, found: Iterable[Proposal]) -> None:
    """Skip proposals; `reopen_skipped` makes them pending again."""
    for proposal in found:
        _decide(turn, proposal, ProposalVerdict.SKIPPED, {})


def reopen_skipped(turn: Turn, paper_id: int) -> int:
    """Make a paper's skipped proposals pending again; return how many."""
    found = proposals_with_verdict(turn.session, paper_id, ProposalVerdict.SKIPPED)
    for proposal in found:
        _decide(turn, proposal, ProposalVerdict.PENDING, {})
    return len(found)


def _decide(
    turn: Turn, proposal: Proposal, verdict: ProposalVerdict, after: Mapping[str, Any]
) -> None:
    before = proposal.verdict
    proposal.verdict = verdict
    proposal.decided_at, proposal.decided_by = turn.now, turn.person.id
    decided = {"verdict": verdict.value, **after}
    turn.context().audit(verdict.value, "proposal", proposal.id, {"verdict": before.value}, decided)
    turn.session.flush()


def without_empty_fields(block: PlanBlock) -> dict[str, Any]:
    """The block without empty fields, as the import of plans expects it."""
    return {name: value for name, value in block.items() if value not in ("", [], None)}


def source_block(paper: Paper, today: date) -> dict[str, Any]:
    """The source of a paper's tasks, in the shape of a plan file."""
    if paper.purpose is Purpose.TALK:
        return {
            "key": f"{CHAT_SOURCE_KEY}-{today.year}",
            "name": texts.CHAT_SOURCE_NAME,
            "title": texts.CHAT_SOURCE_NAME,
            "date": date(today.year, 1, 1).isoformat(),
        }
    dated = paper.dated or local_day(paper.at)
    name = paper.title or paper.name
    return {
        "key": f"van-ban-{paper.id}",
        "name": name[:LONGEST_NAME],
        "title": name,
        "date": dated.isoformat(),
        **({"number": paper.number} if paper.number else {}),
    }


def _numbers(session: Session, key: str) -> tuple[int, ...]:
    found = select(Milestone.number).join(Task).where(Task.key == key).order_by(Milestone.number)
    return tuple(session.scalars(found))


def proposal_card(turn: Turn, proposal: Proposal, known: KnownBlocks) -> cards.Card:
    block, aside, paper = proposal.block, proposal.aside, proposal.paper
    return cards.Card(
        place=proposal.place,
        of=proposal_count(turn.session, paper.id),
        paper="" if paper.purpose is Purpose.TALK else paper.title or paper.name,
        section=proposal.section,
        title=block.get("title", ""),
        sentence=proposal.sentence,
        clause=aside.get("clause", ""),
        kind=kind_of(block),
        sector=block.get("sector", ""),
        lead=block.get("lead", ""),
        named=aside.get("named", ""),
        support=block.get("support", ()),
        due=due_in(block),
        opens=opens_in(block),
        phases=phases_in(block),
        number=target_in_words(block),
        every=aside.get("every"),
        repeated=repetition_of_block(turn, block),
        basis=block.get("basis", ""),
        weight=Weight(block.get("weight") or Weight.ORDINARY),
        missing=missing_keys(block),
        unclear=missing_clarities(block, known.commune["ro"]),
        hints=() if block.get("lead") else tuple(dict.fromkeys(aside.get("offices", ()))),
        confidential=bool(block.get("confidential")),
        general=is_general(proposal),
    )


def is_general(proposal: Proposal) -> bool:
    """Whether it is unsure that this is a task: it may only order to carry out the paper."""
    return float(proposal.aside.get("confidence", 1)) < MIN_CONFIDENCE


def target_in_words(block: PlanBlock) -> str:
    """The target of a block in words; empty without one."""
    if block.get("target") is None:
        return ""
    stated, better = block.get("figure"), Better(block.get("better", Better.HIGHER))
    figure = figure_of(Figure(stated) if stated else None, better, block.get("measure", ""))
    return texts.target_in_words(block, figure)


def hinted_dates(proposal: Proposal, today: date) -> list[date]:
    """Due dates to offer where none is given: the ends of the paper's period and of the year."""
    period = proposal.aside.get("period") or ()
    ends = [date.fromisoformat(day) for day in period[1:]]
    year_end = date(today.year, 12, 31)
    return [day for day in dict.fromkeys((*ends, year_end)) if day >= today]


def block_filled_by_hints(proposal: Proposal, today: date) -> dict[str, Any]:
    """The block with missing fields filled from its hints where there are any."""
    block = dict(proposal.block)
    offices, ends = proposal.aside.get("offices", ()), hinted_dates(proposal, today)
    for name in missing_keys(block):
        if name == "lead" and offices:
            block["lead"] = offices[0]
            block["support"] = [post for post in block.get("support", ()) if post != offices[0]]
        elif name in ("due", "closes") and ends:
            block[name] = ends[0].isoformat()
    if "opens" in missing_keys(block) and (due := due_in(block)) is not None:
        block["opens"] = max(today, _month_before(due.on)).isoformat()
    return with_clarities(block, proposal.aside)


def _month_before(day: date) -> date:
    return day - 30 * ONE_DAY


def overview_of(session: Session, paper: Paper, changes: Mapping[str, int]) -> cards.Overview:
    """Counts of a paper's pending proposals; `changes` are those of importing it as a plan."""
    waiting = proposals_with_verdict(session, paper.id, ProposalVerdict.PENDING)
    known = known_of(session)
    blocks = [each.block for each in waiting]
    kinds = Counter(kind_of(block) for block in blocks)
    without = Counter(name for block in blocks for name in missing_keys(block))
    hinted = sum(bool(not each.block.get("lead") and each.aside.get("offices")) for each in waiting)
    days = sorted(due.on for block in blocks if (due := due_in(block)) is not None)
    sectors = {fold(name) for name in known.sectors}
    fresh = [block["sector"] for block in blocks if fold(block.get("sector", "")) not in sectors]
    return cards.Overview(
        paper_id=paper.id,
        paper=paper.title or paper.name,
        number=paper.number,
        dated=paper.dated,
        count=len(waiting),
        kinds={kind: kinds[kind] for kind in TaskKind if kinds[kind]},
        without=dict(without),
        hinted=hinted,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        lines=[_line(each.block, each.aside) for each in waiting[: cards.MAX_LINES]]
        if paper.purpose is not Purpose.CONCLUSION
        else (),
        new_sectors=[name for name in dict.fromkeys(fresh) if name],
        changes=changes,
    )


def _line(block: PlanBlock, aside: Mapping[str, Any]) -> str:
    was = date.fromisoformat(aside["was"]) if aside.get("was") else None
    title, lead = block.get("title", ""), block.get("lead", "")
    secret = bool(block.get("confidential"))
    return cards.overview_line(title, due_in(block), lead, was, secret)


def count_verdicts(session: Session, paper_id: int) -> Mapping[ProposalVerdict, int]:
    found = (
        select(Proposal.verdict, func.count())
        .where(Proposal.paper_id == paper_id)
        .group_by(Proposal.verdict)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def new_paper(turn: Turn, purpose: Purpose, name: str, dated: date | None, at: datetime) -> Paper:
    """Add a paper that did not come as a file."""
    paper = Paper(
        person_id=turn.person.id,
        address_id=turn.address.id,
        ref="",
        name=name[:LONGEST_NAME],
        purpose=purpose,
        title=name,
        dated=dated,
        at=at,
    )
    turn.session.add(paper)
    turn.session.flush()
    return paper
