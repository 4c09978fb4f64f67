"""From the signs of a stretch of text to its one intent and its fields, by the guide's order."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.language.dates import base
from bot.language.dates.base import DatePhrase
from bot.language.dates.found import find_date_phrases
from bot.language.replies import status
from bot.language.replies.clauses import clauses, is_of_others
from bot.language.replies.deferral import deferral
from bot.language.replies.evidence import Sign, Span, find, signs
from bot.language.replies.extension import find_extension
from bot.language.replies.figures import find_figure
from bot.language.replies.percent import find_percent
from bot.language.replies.quota import LEFT, Count, find_count, find_part
from bot.language.replies.reasons import find_reason
from bot.language.replies.reply import Intent, ReplyContext
from bot.language.replies.supposing import asserts
from bot.language.replies.talk import judge_talk
from bot.language.replies.verdict import JudgingContext, ReplyVerdict
from bot.language.replies.weighing import weighed
from bot.language.text.patterns import Pattern, loose, pattern
from bot.language.text.phrases import overlaps
from bot.language.text.text import Text, cut_text

_WISH = pattern(r"xin|cho (?:em|anh|chị|tôi|mình|đến|tới|thêm)|đề nghị|hẹn|nộp được không")
_TELLING = (*status.SIGNS, Sign.ACKNOWLEDGE, Sign.QUESTION)
_SHORTLY = loose(r"(?:^|\d)[ :]*(?:thì |là |cũng )?(?:rồi|chưa|ok|ổn|xong)(?!\w)")


@lru_cache(maxsize=256)
def says(stretch: str) -> bool:
    """Whether a stretch of a key tells the state of an item."""
    if _SHORTLY.search(stretch):
        return True
    return (
        any(find(stretch, sign) for sign in _TELLING)
        or find_percent(stretch) is not None
        or find_extension(stretch, [], date.min) is not None
        or _WISH.search(stretch) is not None
    )


def judge(message: Text, start: int, end: int, scene: JudgingContext) -> ReplyVerdict:
    """What key[start:end] of a message says of its item."""
    stretch = cut_text(message, start, end)
    moments, broken = find_date_phrases(stretch, base.DateContext(scene.today, scene.calendar))
    verdict = _judge(stretch.key, moments, scene)
    if broken and verdict.intent is Intent.EXTENSION:
        verdict = _doubt(verdict, "new_deadline")
    place = verdict.spans.get("intent", (0, len(stretch.key)))
    if not asserts(stretch.key, verdict.intent, place):
        verdict = _doubt(verdict, "intent")
    return _shifted(verdict, start)


def _shifted(verdict: ReplyVerdict, by: int) -> ReplyVerdict:
    spans = {name: (first + by, last + by) for name, (first, last) in verdict.spans.items()}
    return verdict.changed(spans=spans)


def _doubt(verdict: ReplyVerdict, name: str) -> ReplyVerdict:
    return verdict.changed(unsure=(*verdict.unsure, name), confidence=0.5)


def _judge(key: str, moments: list[DatePhrase], scene: JudgingContext) -> ReplyVerdict:
    asked = find_extension(key, moments, scene.today)
    if asked:
        return weighed(deferral(key, asked), key, moments, scene)
    found = signs(key)
    if scene.context.task_kind == "quota":
        verdict = _quota(key, found, scene.context)
        if verdict:
            return verdict
    verdict = weighed(status.judge_status(key) or judge_talk(key, found), key, moments, scene)
    return _of_campaign(verdict, found, scene)


def _quota(key: str, found: dict[Sign, Span], context: ReplyContext) -> ReplyVerdict | None:
    if Sign.QUESTION in found and Sign.DONE not in found and "?" in key:
        return None
    count = _counted(key, context)
    if count is None:
        return None
    percent = find_percent(key) if context.counts_whole else None
    reason = find_reason(_without(LEFT, key)) or _of_others(key, count.place)
    spans = {"quota_done": count.place, "intent": count.place}
    if percent:
        spans["percent"] = percent[1]
    if reason:
        spans["reason"] = reason
    return ReplyVerdict(
        Intent.QUOTA,
        percent=percent[0] if percent else None,
        quota_done=Decimal(count.done),
        reason_present=reason is not None,
        confidence=0.9 if count.sure else 0.6,
        unsure=() if count.sure else ("quota_done",),
        spans=spans,
    )


def _counted(key: str, context: ReplyContext) -> Count | None:
    """The quota's number after what is said."""
    if not context.counts_whole:
        return find_figure(key, context)
    target = None if context.target is None else int(context.target)
    done = None if context.done is None else int(context.done)
    return find_part(key) or find_count(key, target, done)


def _of_others(key: str, taken: Span) -> Span | None:
    """A clause on what others do, beside a count: why it is no higher."""
    return next(
        (
            (start, end)
            for start, end in clauses(key)
            if not overlaps((start, end), [taken]) and is_of_others(key[start:end])
        ),
        None,
    )


def _without(shape: Pattern, key: str) -> str:
    """The key with what the shape takes left blank; places stay the same."""
    for match in shape.finditer(key):
        key = key[: match.start()] + " " * len(match.group()) + key[match.end() :]
    return key


def _of_campaign(
    verdict: ReplyVerdict, found: dict[Sign, Span], scene: JudgingContext
) -> ReplyVerdict:
    """A campaign goes on after a deed that does not close it."""
    if scene.context.task_kind != "campaign" or Sign.CLOSED in found:
        return verdict
    return verdict.changed(intent=Intent.IN_PROGRESS) if verdict.intent is Intent.DONE else verdict
