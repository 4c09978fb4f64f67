"""Give an item to another lead post; of phased work the phase alone or the whole task, as asked."""

import re
from collections.abc import Sequence

from bot.conversation.acts import item_of
from bot.conversation.dialog import close_question, gives_up, set_question
from bot.conversation.lookup import post_named
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.yes_no import is_unclear_answer
from bot.language.text.fold import fold
from bot.texts import linking, questions, refusals
from bot.texts import people as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.ladder.recipients import read_directory
from scheduler.work.change import ChangeRefused, SamePost
from scheduler.work.people import check_reassigning, reassign_milestone, reassign_task
from storage.dialog import Dialog
from storage.milestone import Milestone, find_milestones, is_open
from storage.unit import Post
from storage.words import TaskKind

REASSIGN = "reassign"
"""Whether a phase alone or its whole task is given to another post."""

ORDER = re.compile(r"(\D*)(\d{1,4})(?::?\s+giao\s+l\wi)?\s+cho\s+(.+)", re.IGNORECASE)
_PART = "(?:buoc|giai doan|moc|viec)"
ALONE = re.compile(
    rf"(?:chi |moi )?rieng(?: {_PART})?(?: (?:nay|do|ay|\d+))?(?: thoi)?|"
    rf"(?:chi|moi) {_PART}(?: (?:nay|do|ay|\d+))?(?: thoi)?|"
    r"(?:buoc|giai doan|moc)(?: (?:nay|do|ay))?(?: thoi)?|viec nay thoi"
)
COURTESY = r"(?:[ ,]+(?:em|anh|chi|a|nhe|nha|di|dong chi))+$"
WHOLE = re.compile(
    r"(?:giao )?(?:ca|toan bo|het|tat ca)(?: (?:nhiem vu|viec|cac|buoc|giai doan|goi|nay|do|luon))*"
)
AT_END = re.compile(r"[,:;(]\s*([^,:;()]+?)\s*\)?\s*$")


def reassign_item(turn: Turn, rest: str) -> Outgoing:
    """Take "NUMBER cho POST", maybe with whether the phase alone or the whole task is meant."""
    match = ORDER.fullmatch(rest)
    if match is None:
        return texts.HOW_TO_REASSIGN
    milestone = visible_milestone(turn, int(match[2]))
    if milestone is None:
        return refusals.no_such_number(int(match[2]))
    called, alone = _named(match[3], _scope(match[1]))
    post = post_named(turn, called)
    if post is None:
        return linking.no_such_post(called)
    return _given(turn, milestone, post, alone)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as what is to be given: the phase alone or the whole task."""
    if gives_up(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    alone = _scope(turn.text)
    if alone is None:
        return texts.SCOPE_AGAIN if is_unclear_answer(turn.text) else None
    close_question(turn)
    milestone = visible_milestone(turn, question.data["number"])
    if milestone is None:
        return refusals.no_such_number(question.data["number"])
    return _given(turn, milestone, turn.session.get_one(Post, question.data["post"]), alone)


def _named(words: str, alone: bool | None) -> tuple[str, bool | None]:
    """The name of the post, without what is said behind it of the phase or the whole task."""
    found = AT_END.search(words)
    said = _scope(found[1]) if found else None
    if found is None or said is None:
        return words, alone
    return words[: found.start()], said


def _scope(words: str) -> bool | None:
    """Whether the phase alone is meant, or (False) the whole task; None if neither is said."""
    said = re.sub(COURTESY, "", fold(words).strip(" .!"))
    if ALONE.fullmatch(said):
        return True
    return False if WHOLE.fullmatch(said) else None


def _given(turn: Turn, milestone: Milestone, post: Post, alone: bool | None) -> Outgoing:
    try:
        check_reassigning(turn.context(), milestone)
        others = _other_phases(turn, milestone)
        if alone is None and others:
            return _ask(turn, milestone, post, others)
        if alone and (others or milestone.task.kind is TaskKind.PHASED):
            former: Sequence[Post] = [reassign_milestone(turn.context(), milestone, post)]
        else:
            former = reassign_task(turn.context(), milestone, post)
    except ChangeRefused as why:
        return refusals.refused(why, item_of(turn, milestone))
    item, people = item_of(turn, milestone), read_directory(turn.session, turn.today)
    names = ", ".join(each.name for each in former)
    beside = () if alone else tuple(sorted(row.number for row in others))
    taken = texts.notice_taken(item, post.name, beside)
    given = texts.notice_given(item, names, turn.today, beside)
    for to, message in (*((each.id, taken) for each in former), (post.id, given)):
        recipients = [each.person_id for each in people.recipients_of_post(to) if each.person_id]
        notify_others(turn, recipients, message, milestone.task.on_duty)
    return texts.reassigned(item, names, turn.today, beside)


def _other_phases(turn: Turn, milestone: Milestone) -> Sequence[Milestone]:
    """The other open phases of a phased task; none of other work, which is given as a whole."""
    if milestone.task.kind is not TaskKind.PHASED:
        return ()
    of_task = Milestone.task_id == milestone.task_id
    return find_milestones(turn.session, is_open(), of_task, Milestone.id != milestone.id)


def _ask(turn: Turn, milestone: Milestone, post: Post, others: Sequence[Milestone]) -> Outgoing:
    rows = sorted((milestone, *others), key=lambda row: (row.due_on, row.number))
    if all(row.lead_post_id == post.id for row in rows):
        raise SamePost
    listed = items(turn.session, turn.office, rows, turn.now)
    set_question(turn, REASSIGN, {"number": milestone.number, "post": post.id})
    return texts.ask_what_to_reassign(item_of(turn, milestone), listed, post.name)
