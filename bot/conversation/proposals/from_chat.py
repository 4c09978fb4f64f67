"""Propose a task from a chat message, and ask for the fields it lacks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.conversation.proposals.edits import Editor, UnclearEdit
from bot.conversation.proposals.review import ask_next_field
from bot.conversation.proposals.store import add_proposals, new_paper
from bot.conversation.turn import Turn
from bot.importers.completing import missing_keys, with_kind
from bot.importers.plan_known import KnownBlocks, known_of
from bot.importers.proposal_blocks import Draft, drafts_of, with_clarities, with_title
from bot.language.papers.lines import text_lines
from bot.language.papers.obligations import read_conclusion
from bot.language.papers.plain import first_capital
from bot.language.requests.deadlines import deadline_within
from bot.language.requests.proposing import TALKED
from bot.texts import proposals as texts
from scheduler.calendar.repetition import Every, Repetition
from scheduler.delivery.channel import Outgoing
from storage.proposal import proposals_with_verdict
from storage.words import ProposalVerdict, Purpose, TaskKind

MOST_PARTS = 8
"""The most parts of a sentence that say one rule together."""
_PART = re.compile(r"(?:(?<!\d),|,(?!\d)|[;\n])+")
"""What parts an order; the comma of decimals does not."""


def propose_task(turn: Turn, text: str) -> Outgoing:
    """Propose a task from `text`, and ask for its first missing field."""
    known = known_of(turn.session)
    editor = Editor(known, turn.now, turn.office.calendar)
    title, fields = split_title_and_fields(text, editor)
    draft = _draft(turn, title, known)
    block, aside, unclear = draft.block, draft.aside, ""
    if "due" not in block and deadline_within(title, turn.today, turn.office.calendar):
        fields = [("due", title), *fields]
    note = texts.long_title(len(title))
    for field, words in fields:
        try:
            edited = editor.edit(field, words, block, aside)
        except UnclearEdit as why:
            unclear = unclear or why.answer
            continue
        block, aside, note = edited.block, edited.aside, note or edited.note
    paper = new_paper(turn, Purpose.TALK, texts.CHAT_SOURCE_NAME, None, turn.now)
    whole = Draft("", "", with_clarities({**block, "key": f"viec-{paper.id}"}, aside), dict(aside))
    add_proposals(turn.session, paper, [whole])
    (proposal,) = proposals_with_verdict(turn.session, paper.id, ProposalVerdict.PENDING)
    understood = texts.understood(block.get("title", "")) if missing_keys(block) and title else ""
    return ask_next_field(
        turn, proposal, " ".join(part for part in (understood, note, unclear) if part)
    )


def split_title_and_fields(text: str, editor: Editor) -> tuple[str, list[tuple[str, str]]]:
    """Split a text into the task's title and its (field, words) pairs."""
    title: list[str] = []
    fields: list[tuple[str, str]] = []
    weights: list[tuple[str, str]] = []
    first, colon, rest = text.partition(":")
    if colon and editor.says_weight(first):
        weights, text = [("weight", first)], rest
    for part in _whole_rules([each.strip() for each in _PART.split(text)], editor):
        named = editor.field_named(part) if part else None
        if named == ("due", part) and fields and fields[-1][0] == "due":
            # A day and its hour may stand apart, with a comma between them.
            fields[-1] = ("due", f"{fields[-1][1]}, {part}")
        elif named is not None:
            fields.append(named)
        elif part and editor.says_weight(part):
            weights.append(("weight", part))
        elif part and editor.is_rule(part):
            fields.append(("repeats", part))
        elif fields and part:
            field, words = fields[-1]
            fields[-1] = (field, f"{words}; {part}")
        elif part:
            title.append(part)
    if not {"due", "repeats"} & {field for field, _ in fields}:
        return _without_rule(", ".join(title), [*fields, *weights], editor)
    return ", ".join(title), [*fields, *weights]


def _whole_rules(parts: list[str], editor: Editor) -> Iterator[str]:
    """The parts; several that together state one rule of repetition are joined (a list of weekdays
    has commas).
    """
    at = 0
    while at < len(parts):
        longest = min(len(parts), at + MOST_PARTS)
        joined = ((", ".join(parts[at:end]), end) for end in range(longest, at + 1, -1))
        whole = (found for found in joined if editor.is_rule_near_start(found[0], len(parts[at])))
        text, at = next(whole, (parts[at], at + 1))
        yield text


def _without_rule(
    title: str, fields: list[tuple[str, str]], editor: Editor
) -> tuple[str, list[tuple[str, str]]]:
    """The title without the rule of repetition at its end; the rule is added to the fields.
    "Monthly" alone stays in the title: it means standing work with monthly reports.
    """
    found = editor.rule_at_end(title)
    if found is None or found.start == 0 or found.rule == Repetition(Every.MONTH):
        return title, fields
    return title[: found.start].rstrip(" ,;:-"), [("repeats", title[found.start :]), *fields]


def _draft(turn: Turn, title: str, known: KnownBlocks) -> Draft:
    """The draft that a title alone gives, read like a paper's sentence."""
    if not title:
        return Draft("", "", {"key": "viec", "kind": TaskKind.DATED.value, "ro": {}}, {})
    lines = text_lines(f"{TALKED}\n- {first_capital(title)}.")
    found = read_conclusion(lines, turn.today, turn.office.calendar, known.names())
    drafts = drafts_of(found, known)
    read = drafts[0].block if len(drafts) == 1 else {}
    aside = drafts[0].aside if drafts else {}
    block = _dated({"key": "viec", "kind": TaskKind.DATED.value, **read}, aside)
    block, aside = with_title(block, aside, first_capital(title))
    block.pop("clause", None)
    block.pop("quote", None)
    return Draft("", "", block, {**aside, "period": None})


def _dated(block: Mapping[str, Any], aside: Mapping[str, Any]) -> dict[str, Any]:
    """A standing task without a reporting period becomes a dated one."""
    if block["kind"] == TaskKind.STANDING.value and not aside.get("every"):
        return with_kind(block, TaskKind.DATED)
    return dict(block)
