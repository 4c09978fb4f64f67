"""Part an item into phases, or add some: read, shown, and written after a yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from bot.conversation import shifting
from bot.conversation.acts import item_of, notify_lead
from bot.conversation.dialog import close_question, gives_up, set_question
from bot.conversation.perform import Performed, finish_act
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.importers.plan_known import KnownBlocks, known_of
from bot.language.replies.yes_no import is_unclear_answer, says_no, says_yes
from bot.language.requests.phasing import PhasesRequest, Step, read_phasing
from bot.language.text.fold import fold
from bot.texts import answers, proposals, questions, refusals
from bot.texts import phasing as texts
from bot.texts.phasing import ShownPhase
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.work.change import ChangeRefused
from scheduler.work.phases import other_phases, phases_passed
from scheduler.work.phasing import NewPhase, add_phases, check_phasing
from storage.dialog import Dialog
from storage.milestone import Milestone, find_milestones, is_open
from storage.unit import Post, post_by_name
from storage.words import TaskKind

PHASES = "phases"
"""Whether the phases shown are to be written."""
WRITES = "(?:cu )?(?:ghi|them|chia|luu)(?: cac)?(?: buoc)?"
MOST = 12
LONGEST = 200


class Unclear(Exception):
    """The request cannot be carried out; `answer` says what is missing"""

    def __init__(self, answer: Outgoing) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Parting:
    """What will be: the new phases, and the one that the item becomes, if any.

    `kept_lead`: the item's lead, where another was named for the step that it becomes.
    """

    new: Sequence[NewPhase]
    last: NewPhase | None
    kept_lead: str = ""


def ask_to_part_item(turn: Turn, text: str) -> Outgoing:
    """Take a request, and ask whether it was understood."""
    known = known_of(turn.session)
    request = read_phasing(text, turn.today, turn.office.calendar, known.names())
    if request is None or not (request.steps or request.undated):
        return texts.HOW_TO_ADD
    milestone = visible_milestone(turn, request.number)
    if milestone is None:
        return refusals.no_such_number(request.number)
    try:
        check_phasing(turn.context(), milestone)
        _check(turn, request)
        parting = _parting(turn, known, milestone, request)
    except ChangeRefused as why:
        return refusals.refused(why, item_of(turn, milestone))
    except Unclear as unclear:
        return unclear.answer
    phases = [_stored(phase) for phase in parting.new]
    last = _stored(parting.last) if parting.last else None
    data = {"number": milestone.number, "phases": phases, "last": last}
    set_question(turn, PHASES, {**data, "revision": milestone.revision})
    shown = _shown(turn, milestone, parting)
    return texts.ask_if_phases_right(item_of(turn, milestone), shown, parting.kept_lead, turn.today)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """On a yes write the phases that were shown; None for other text."""
    if gives_up(turn.text) or says_no(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    if not says_yes(turn.text, WRITES):
        return questions.YES_OR_NO if is_unclear_answer(turn.text) else None
    data = question.data
    close_question(turn)
    milestone = visible_milestone(turn, data["number"])
    if milestone is None:
        return refusals.no_such_number(data["number"])
    if milestone.revision != data["revision"]:
        return refusals.outdated_button(item_of(turn, milestone))
    was, followed = milestone.due_on, milestone.task.kind is TaskKind.PHASED
    new = [_read(each) for each in data["phases"]]
    last = _read(data["last"]) if data["last"] else None
    try:
        added = add_phases(turn.context(), milestone, new, last)
    except ChangeRefused as why:
        return refusals.refused(why, item_of(turn, milestone))
    item = item_of(turn, milestone)
    notify_lead(
        turn, milestone, texts.notice_phases_added(item, [row.number for row in added], turn.today)
    )
    of_task = Milestone.task_id == milestone.task_id
    rows = sorted(find_milestones(turn.session, is_open(), of_task), key=_in_order)
    listed = items(turn.session, turn.office, rows, turn.now)
    done = answers.with_undo_button(texts.phases_added(item, listed, turn.today), milestone.number)
    beside = [row.number for row in added]
    shift = shifting.question_after_act(turn, milestone, was, beside) if followed else None
    return finish_act(turn, Performed(done, done=True, shift=shift), ())


def _in_order(row: Milestone) -> tuple[Deadline, int]:
    return Deadline(row.due_on, row.due_time), row.number


def _stored(phase: NewPhase) -> list[object]:
    return [phase.title, phase.due.isoformat(), phase.lead_post_id]


def _read(stored: Sequence[str | int | None]) -> NewPhase:
    title, due, lead = stored
    return NewPhase(str(title), Deadline.fromisoformat(str(due)), int(lead) if lead else None)


def _check(turn: Turn, request: PhasesRequest) -> None:
    """Raise Unclear unless the steps are whole, named, ahead and in order."""
    number, steps = request.number, request.steps
    if request.undated:
        raise Unclear(texts.steps_without_day(number, request.undated))
    if request.count is not None and request.count != len(steps):
        names = [step.title for step in steps]
        raise Unclear(texts.other_number_of_steps(number, request.count, names))
    if len(steps) > MOST:
        raise Unclear(texts.too_many(number, MOST))
    for step in steps:
        if len(step.title) > LONGEST:
            raise Unclear(texts.too_long(number, LONGEST))
        if step.due.passed(turn.now):
            raise Unclear(texts.past(number, step.title, step.due))
    for earlier, later in pairwise(steps):
        if later.due < earlier.due:
            raise Unclear(texts.steps_out_of_order(number, later.title, earlier.title))


def _parting(
    turn: Turn, known: KnownBlocks, milestone: Milestone, request: PhasesRequest
) -> Parting:
    """What a request makes of an item. Raises Unclear.

    Where all steps are told, or the last is due when the item is, the item becomes that step.
    """
    steps = [_phase(turn, known, request.number, step) for step in request.steps]
    ends = request.divides or (len(steps) > 1 and steps[-1].due.on == milestone.due_on)
    if not ends:
        return Parting(steps, None)
    *new, last = steps
    was = Deadline(milestone.due_on, milestone.due_time)
    if last.due == Deadline(milestone.due_on):
        # The day it has, said again, keeps its hour.
        last = replace(last, due=was)
    others = other_phases(turn.session, milestone)
    if beyond := phases_passed(others, milestone.due_on, last.due.on):
        shown = [item_of(turn, row) for row in beyond]
        raise Unclear(texts.passes(item_of(turn, milestone), last.due, shown))
    kept = last.lead_post_id not in (None, milestone.lead_post_id)
    return Parting(new, last, milestone.lead.name if kept else "")


def _phase(turn: Turn, known: KnownBlocks, number: int, step: Step) -> NewPhase:
    if not step.lead:
        return NewPhase(step.title, step.due)
    found = known.posts_named(step.lead)
    if len(found) > 1:
        raise Unclear(texts.which_lead(number, proposals.which_post(found)))
    post = post_by_name(turn.session, found[0]) if found else None
    if post is None:
        names = {fold(name): name for name in known.names()}
        near = get_close_matches(fold(step.lead), list(names), n=3, cutoff=0.6)
        why = proposals.no_post(step.lead, [names[each] for each in near])
        raise Unclear(texts.which_lead(number, why))
    return NewPhase(step.title, step.due, post.id)


def _shown(turn: Turn, milestone: Milestone, parting: Parting) -> list[ShownPhase]:
    """The phases of the task as they will be, by due date, as far as they concern the change."""
    of_task = Milestone.task_id == milestone.task_id
    shown = [
        ShownPhase(row.title, Deadline(row.due_on, row.due_time), row.lead.name, row.number)
        for row in find_milestones(turn.session, is_open(), of_task)
        if parting.last is None or row.id != milestone.id
    ]
    for phase in parting.new:
        post = turn.session.get(Post, phase.lead_post_id) if phase.lead_post_id else None
        lead = post or milestone.task.lead
        shown.append(ShownPhase(phase.title, phase.due, lead.name))
    if parting.last is not None:
        title, due = parting.last.title, parting.last.due
        was = Deadline(milestone.due_on, milestone.due_time)
        itself = ShownPhase(title, due, milestone.lead.name, milestone.number, was)
        shown.append(itself)
    return _near(sorted(shown, key=lambda each: each.due), milestone.number)


def _near(shown: Sequence[ShownPhase], number: int) -> list[ShownPhase]:
    """Those that change, the item itself, and one phase on either side."""
    places = [at for at, each in enumerate(shown) if each.number in (None, number)]
    return list(shown[max(0, min(places) - 1) : max(places) + 2])
