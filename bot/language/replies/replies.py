"""What an official's reply says: `understand_reply` reads it by the guide of labels."""

from dataclasses import replace
from datetime import date

from bot.language.replies import judgement
from bot.language.replies.documents import find_day, find_number
from bot.language.replies.items import ReplyPart, mentions, parts
from bot.language.replies.reasons import whole_reason
from bot.language.replies.reply import Intent, ReplyContext, ReplyReading
from bot.language.replies.verdict import JudgingContext, ReplyVerdict
from bot.language.text.patterns import loose
from bot.language.text.text import LONGEST, Text, read
from scheduler.calendar.working_time import Calendar

__all__ = ["Intent", "ReplyReading", "ReplyContext", "understand_reply"]


_NOT_YET = loose(r"\d (?:thì |là |vẫn |còn )*chưa(?: (?:ạ|anh|chị|nhé))*[ .!,;]*$")


def understand_reply(
    text: str, today: date, context: ReplyContext, calendar: Calendar | None = None
) -> ReplyReading:
    """What a message says of the sender's work, read on the day `today` (Vietnam).

    Several items with different outcomes come as `updates`. Never raises for any text.
    """
    message = read(text)
    scene = JudgingContext(today, calendar or Calendar(), context)
    found = mentions(message.key, context.open_tasks)
    cut = parts(message.key, found, judgement.says)
    stated = [part for part in cut if part.numbers]
    verdicts = [judgement.judge(message, part.start, part.end, scene) for part in stated]
    intents = {verdict.intent for verdict in verdicts}
    replies = [
        _reply(message, *each, scene, intents) for each in zip(stated, verdicts, strict=True)
    ]
    spoken = tuple(
        (_words(message, part), reply) for part, reply in zip(stated, replies, strict=True)
    )
    if len({reply.outcome for reply in replies}) > 1:
        return replace(_several(_grouped(replies)), parts=spoken)
    alone = len(cut) == len(stated) == 1
    whole = verdicts[0] if alone else judgement.judge(message, 0, len(message.key), scene)
    numbers = tuple(dict.fromkeys(number for part in stated for number in part.numbers))
    place = stated[0].place if stated else None
    made = _made(message, whole, numbers, place, len(message.key))
    reply = replace(made, parts=spoken)
    papers = {each.document_number for each in replies if each.document_number}
    return reply if len(papers) > 1 else _with_document(message, reply, scene, (0, LONGEST))


def _words(message: Text, part: ReplyPart) -> str:
    """The words of one part as typed."""
    return message.words(part.start, part.end).strip(" ,;.\n")


def _reply(
    message: Text,
    part: ReplyPart,
    verdict: ReplyVerdict,
    scene: JudgingContext,
    intents: set[Intent],
) -> ReplyReading:
    """What is said of the items of one part, with its document.

    `intents` is what all parts say: items excepted from those that are done are still in progress,
    and a bare "chưa" beside items that are accepted says nothing of progress.
    """
    if Intent.ACKNOWLEDGE in intents and _NOT_YET.search(message.key[part.start : part.end]):
        verdict = verdict.changed(unsure=("intent",), confidence=0.5)
    if part.excepted and Intent.DONE in intents and verdict.intent is Intent.OTHER:
        verdict = verdict.changed(intent=Intent.IN_PROGRESS, unsure=())
    reply = _made(message, verdict, part.numbers, part.place, part.end)
    return _with_document(message, reply, scene, message.span(part.start, part.end))


def _made(
    message: Text,
    verdict: ReplyVerdict,
    numbers: tuple[int, ...],
    place: tuple[int, int] | None,
    end: int,
) -> ReplyReading:
    """The reply of a verdict on a stretch of the key that goes to `end`."""
    spans = {name: message.span(*span) for name, span in verdict.spans.items()}
    if place:
        spans["task_numbers"] = message.span(*place)
    reason = verdict.spans.get("reason")
    if reason:
        others = [
            span for name, span in verdict.spans.items() if name in ("new_deadline", "percent")
        ]
        reason = whole_reason(message.key, reason, end, others)
    return ReplyReading(
        intent=verdict.intent,
        percent=verdict.percent,
        new_deadline=verdict.new_deadline,
        new_hour=verdict.new_hour,
        hour_alone=verdict.hour_alone,
        quota_done=verdict.quota_done,
        reason_present=verdict.reason_present,
        reason=message.words(*reason).strip() if reason and verdict.reason_present else None,
        task_numbers=numbers or None,
        confidence=verdict.confidence,
        unsure=verdict.unsure,
        spans=spans,
    )


def _grouped(replies: list[ReplyReading]) -> list[ReplyReading]:
    """One entry for each outcome, with all the items that share it."""
    groups: dict[tuple[object, ...], ReplyReading] = {}
    for reply in replies:
        last = groups.get(reply.outcome)
        numbers = dict.fromkeys(
            (*((last and last.task_numbers) or ()), *(reply.task_numbers or ()))
        )
        groups[reply.outcome] = replace(last or reply, task_numbers=tuple(numbers))
    return list(groups.values())


def _several(updates: list[ReplyReading]) -> ReplyReading:
    confidence = min(update.confidence for update in updates)
    unsure = tuple(dict.fromkeys(name for update in updates for name in update.unsure))
    return ReplyReading(
        Intent.UPDATES, updates=tuple(updates), confidence=confidence, unsure=unsure
    )


def _with_document(
    message: Text, reply: ReplyReading, scene: JudgingContext, within: tuple[int, int]
) -> ReplyReading:
    number = find_number(message.source, *within)
    if number is None:
        return reply
    written, span = number
    day = find_day(message, scene.today, span[1], scene.calendar)
    spans = reply.spans | {"document_number": span} | ({"document_date": day[1]} if day else {})
    dated = day[0] if day else None
    return replace(reply, document_number=written, document_date=dated, spans=spans)
