"""From the signs of a stretch of text to its one intent and its fields, by the guide's order."""

from dataclasses import dataclass, field, replace
from datetime import date

from bot.language import dates_base
from bot.language.dates_base import Moment
from bot.language.dates_found import find_moments
from bot.language.evidence import Sign, Span, signs
from bot.language.extension import find_extension
from bot.language.patterns import Pattern, pattern
from bot.language.percent import find_percent
from bot.language.quota import LEFT, find_count
from bot.language.reasons import find_reason
from bot.language.reply import Intent, ReplyContext
from bot.language.text import Text, cut_text
from scheduler.working_time import Calendar

_WISH = pattern(r"xin|cho (?:em|anh|chị|tôi|mình|đến|tới|thêm)|đề nghị|hẹn|nộp được không")
_THUMBS = frozenset("👍👌🙏✅🆗💪❤🫡☑✔")
_STATUS = (
    Sign.BLOCKED,
    Sign.CANNOT,
    Sign.HELP,
    Sign.WAITS_INSIDE,
    Sign.UNFINISHED,
    Sign.BUSY,
    Sign.DONE,
    Sign.DID,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The day, the calendar and what was asked."""

    today: date
    calendar: Calendar
    context: ReplyContext


@dataclass(frozen=True, slots=True)
class Verdict:
    """The intent and fields of one stretch; spans are places in the key."""

    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    quota_done: int | None = None
    reason_present: bool = False
    confidence: float = 0.9
    unsure: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)


def says(stretch: str) -> bool:
    """Whether a stretch of a key tells the state of an item."""
    found = signs(stretch)
    return (
        any(sign in found for sign in _STATUS)
        or find_percent(stretch) is not None
        or find_extension(stretch, [], date.min) is not None
        or _WISH.search(stretch) is not None
    )


def judge(message: Text, start: int, end: int, scene: Scene) -> Verdict:
    """What key[start:end] of a message says of its item."""
    stretch = cut_text(message, start, end)
    moments, broken = find_moments(stretch, dates_base.Scene(scene.today, scene.calendar))
    verdict = _judge(stretch.key, moments, scene)
    if broken and verdict.intent is Intent.EXTENSION:
        verdict = _doubt(verdict, "new_deadline")
    return _shifted(verdict, start)


def _shifted(verdict: Verdict, by: int) -> Verdict:
    spans = {name: (first + by, last + by) for name, (first, last) in verdict.spans.items()}
    return _changed(verdict, spans=spans)


def _changed(verdict: Verdict, **changes: object) -> Verdict:
    return replace(verdict, **changes)  # type: ignore[arg-type]


def _doubt(verdict: Verdict, name: str) -> Verdict:
    return _changed(verdict, unsure=(*verdict.unsure, name), confidence=0.5)


def _judge(key: str, moments: list[Moment], scene: Scene) -> Verdict:
    asked = find_extension(key, moments, scene.today)
    if asked:
        return _extension(key, asked.place, asked.due, asked.vague)
    found = signs(key)
    if scene.context.task_kind == "quota":
        verdict = _quota(key, found, scene.context)
        if verdict:
            return verdict
    return _of_campaign(_status(key, found), found, scene) or _talk(key, found, moments)


def _extension(key: str, place: Span, due: Moment | None, vague: bool) -> Verdict:
    spans = {"intent": place}
    percent, reason = find_percent(key), find_reason(key)
    if due:
        spans["new_deadline"] = (due.start, due.end)
    if reason:
        spans["reason"] = reason
    if percent:
        spans["percent"] = percent[1]
    return Verdict(
        Intent.EXTENSION,
        percent=percent[0] if percent else None,
        new_deadline=due.due if due else None,
        reason_present=reason is not None,
        confidence=0.6 if vague else 0.9,
        unsure=("new_deadline",) if vague else (),
        spans=spans,
    )


def _quota(key: str, found: dict[Sign, Span], context: ReplyContext) -> Verdict | None:
    if Sign.QUESTION in found and Sign.DONE not in found and "?" in key:
        return None
    count = find_count(key, context.target, context.done)
    if count is None:
        return None
    percent, reason = find_percent(key), find_reason(_without(LEFT, key))
    spans = {"quota_done": count.place, "intent": count.place}
    if reason:
        spans["reason"] = reason
    return Verdict(
        Intent.QUOTA,
        percent=percent[0] if percent else None,
        quota_done=count.done,
        reason_present=reason is not None,
        confidence=0.9 if count.sure else 0.6,
        unsure=() if count.sure else ("quota_done",),
        spans=spans,
    )


def _without(shape: Pattern, key: str) -> str:
    """The key with what the shape takes left blank; places stay the same."""
    for match in shape.finditer(key):
        key = key[: match.start()] + " " * len(match.group()) + key[match.end() :]
    return key


def _of_campaign(verdict: Verdict | None, found: dict[Sign, Span], scene: Scene) -> Verdict | None:
    """A campaign goes on after a deed that does not close it."""
    if scene.context.task_kind != "campaign" or verdict is None or Sign.CLOSED in found:
        return verdict
    return (
        _changed(verdict, intent=Intent.IN_PROGRESS) if verdict.intent is Intent.DONE else verdict
    )


def _status(key: str, found: dict[Sign, Span]) -> Verdict | None:
    """Blocked, done or in progress; None where nothing of the sort is told."""
    percent = find_percent(key)
    told = percent[0] if percent else None
    spans = {"percent": percent[1]} if percent else {}
    if Sign.TO_ALL in found:
        return None
    blocked = _blocked(found)
    if blocked and Sign.OWN_PART not in found and not _is_done(found, told):
        place = find_reason(key) or blocked
        spans |= {"intent": blocked, "reason": place}
        return Verdict(Intent.BLOCKED, told, reason_present=True, spans=spans)
    if _is_done(found, told):
        spans["intent"] = found.get(Sign.DONE) or (percent[1] if percent else (0, 0))
        late = find_reason(key) if Sign.LATE in found else None
        spans |= {"reason": late} if late else {}
        return Verdict(Intent.DONE, told, reason_present=late is not None, spans=spans)
    place_of = _unfinished(found) or (percent[1] if percent else None)
    if place_of is None and Sign.DID in found and Sign.QUESTION not in found:
        return Verdict(Intent.DONE, confidence=0.6, spans={"intent": found[Sign.DID]})
    if place_of is None or _only_asks(found, percent is not None):
        return None
    reason = find_reason(key) if Sign.OWN_PART not in found else None
    spans["intent"] = place_of
    if reason:
        spans["reason"] = reason
    return Verdict(Intent.IN_PROGRESS, told, reason_present=reason is not None, spans=spans)


def _blocked(found: dict[Sign, Span]) -> Span | None:
    """The obstacle; a thing asked of one's own leaders as a step of the work is none."""
    obstacle = found.get(Sign.BLOCKED) or found.get(Sign.CANNOT)
    if Sign.BLOCKED not in found and Sign.BUSY in found:
        return None
    onward = found.get(Sign.GOES_ON)
    if obstacle and onward and onward[0] > obstacle[1] and Sign.CANNOT not in found:
        return None
    return obstacle or (None if Sign.WAITS_INSIDE in found else found.get(Sign.HELP))


def _is_done(found: dict[Sign, Span], told: int | None) -> bool:
    if told == 100:
        return Sign.UNFINISHED not in found or Sign.DONE in found
    if Sign.DONE not in found or told is not None:
        return False
    if Sign.LATE in found:
        return True
    if {Sign.BLOCKED, Sign.CANNOT, Sign.OWN_PART} & found.keys():
        return False
    if Sign.FINAL in found and Sign.UNFINISHED not in found:
        return True
    unfinished = _unfinished(found)
    if unfinished is None or Sign.SUPPLEMENT in found:
        return True
    return unfinished == found.get(Sign.BUSY)


def _only_asks(found: dict[Sign, Span], told: bool) -> bool:
    """A question that but touches on somebody's workload."""
    weak = Sign.UNFINISHED not in found
    return weak and not told and Sign.QUESTION in found


def _unfinished(found: dict[Sign, Span]) -> Span | None:
    for sign in (Sign.UNFINISHED, Sign.OWN_PART, Sign.WAITS_INSIDE, Sign.BUSY):
        if sign in found:
            return found[sign]
    return None


def _talk(key: str, found: dict[Sign, Span], moments: list[Moment]) -> Verdict:
    """A question, an acknowledgement, or neither."""
    chat = Sign.CHAT in found or Sign.TO_ALL in found
    question = Sign.QUESTION in found or Sign.ASKS_FOR in found or "?" in key
    if question and not chat:
        return Verdict(Intent.QUESTION, confidence=0.8, spans=_at(found, Sign.QUESTION))
    for sign in (Sign.ACKNOWLEDGE, Sign.PROMISE):
        if sign in found and not chat:
            return Verdict(Intent.ACKNOWLEDGE, confidence=0.85, spans={"intent": found[sign]})
    if _THUMBS & set(key):
        return Verdict(Intent.ACKNOWLEDGE, confidence=0.8)
    likely = None if chat else _likely(found)
    return likely or Verdict(
        Intent.OTHER, confidence=0.7 if chat else 0.4, unsure=() if chat else ("intent",)
    )


_LIKELY = (
    (Sign.MAYBE_BLOCKED, Intent.BLOCKED),
    (Sign.MAYBE_UNFINISHED, Intent.IN_PROGRESS),
    (Sign.MAYBE_DONE, Intent.DONE),
    (Sign.MAYBE_PROMISE, Intent.ACKNOWLEDGE),
)


def _likely(found: dict[Sign, Span]) -> Verdict | None:
    """What is probably meant, to be asked back."""
    for sign, intent in _LIKELY:
        if sign in found:
            reason = intent is Intent.BLOCKED
            spans = {"intent": found[sign]} | ({"reason": found[sign]} if reason else {})
            return Verdict(intent, None, None, None, reason, 0.4, ("intent",), spans)
    return None


def _at(found: dict[Sign, Span], sign: Sign) -> dict[str, Span]:
    return {"intent": found[sign]} if sign in found else {}
