"""What a request for a later date says: the date, why, and how far the work is."""

from bot.language.dates.base import DatePhrase
from bot.language.replies.clauses import clauses, states_a_reason
from bot.language.replies.evidence import Span
from bot.language.replies.extension import ExtensionRequest
from bot.language.replies.percent import find_percent
from bot.language.replies.reasons import find_reason
from bot.language.replies.reply import Intent
from bot.language.replies.verdict import ReplyVerdict
from bot.language.text.phrases import overlaps


def deferral(key: str, asked: ExtensionRequest) -> ReplyVerdict:
    """The verdict on a request; where it names no sure date, that is to be asked."""
    place, due, vague = asked.place, asked.due, asked.vague
    spans = {"intent": place}
    percent = find_percent(key)
    reason = find_reason(key) or _beside(key, place, due)
    if due:
        spans["new_deadline"] = (due.start, due.end)
    if reason:
        spans["reason"] = reason
    if percent:
        spans["percent"] = percent[1]
    return ReplyVerdict(
        Intent.EXTENSION,
        percent=percent[0] if percent else None,
        new_deadline=due.due if due else None,
        new_hour=due.at if due else None,
        hour_alone=due is not None and due.hour_alone,
        reason_present=reason is not None,
        confidence=0.6 if vague else 0.9,
        unsure=("new_deadline",) if vague else (),
        spans=spans,
    )


def _beside(key: str, place: Span, due: DatePhrase | None) -> Span | None:
    """A clause beside a request that can only be why it is made."""
    for start, end in clauses(key):
        within = [place, *([(due.start, due.end)] if due else [])]
        if not overlaps((start, end), within) and states_a_reason(key[start:end]):
            return start, end
    return None
