"""What a message is that tells no state of the work: a question, an acknowledgement, or neither."""

from bot.language.replies.asking import asks
from bot.language.replies.evidence import Sign, Span
from bot.language.replies.reply import Intent
from bot.language.replies.verdict import ReplyVerdict

_THUMBS = frozenset("👍👌🙏✅🆗💪❤🫡☑✔")


def judge_talk(key: str, found: dict[Sign, Span]) -> ReplyVerdict:
    """A question, an acknowledgement, or neither."""
    chat = Sign.CHAT in found or Sign.TO_ALL in found
    question = Sign.QUESTION in found or Sign.ASKS_FOR in found or "?" in key or asks(key)
    if question and not chat:
        place = found.get(Sign.QUESTION) or found.get(Sign.ASKS_FOR) or (0, len(key))
        return ReplyVerdict(Intent.QUESTION, confidence=0.8, spans={"intent": place})
    for sign in (Sign.ACKNOWLEDGE, Sign.PROMISE):
        if sign in found and not chat:
            return ReplyVerdict(Intent.ACKNOWLEDGE, confidence=0.85, spans={"intent": found[sign]})
    thumb = next((at for at, letter in enumerate(key) if letter in _THUMBS), None)
    if thumb is not None:
        return ReplyVerdict(
            Intent.ACKNOWLEDGE, confidence=0.8, spans={"intent": (thumb, thumb + 1)}
        )
    likely = None if chat else _likely(found)
    return likely or ReplyVerdict(
        Intent.OTHER, confidence=0.7 if chat else 0.4, unsure=() if chat else ("intent",)
    )


_LIKELY = (
    (Sign.MAYBE_BLOCKED, Intent.BLOCKED),
    (Sign.MAYBE_UNFINISHED, Intent.IN_PROGRESS),
    (Sign.MAYBE_DONE, Intent.DONE),
    (Sign.MAYBE_PROMISE, Intent.ACKNOWLEDGE),
)


def _likely(found: dict[Sign, Span]) -> ReplyVerdict | None:
    """What is probably meant, to be asked back."""
    for sign, intent in _LIKELY:
        if sign in found:
            reason = intent is Intent.BLOCKED
            spans = {"intent": found[sign]} | ({"reason": found[sign]} if reason else {})
            return ReplyVerdict(intent, None, None, None, reason, 0.4, ("intent",), spans)
    return None
