"""What the rules found, weighed against what the words lean to."""

from bot.language.dates.base import DatePhrase
from bot.language.replies.deferral import deferral
from bot.language.replies.extension import wanted_anyhow
from bot.language.replies.leaning import lean
from bot.language.replies.percent import find_percent
from bot.language.replies.reasons import find_reason
from bot.language.replies.reply import Intent
from bot.language.replies.verdict import JudgingContext, ReplyVerdict

# What the word of the rules counts for, as a logarithm: measured on sentences that neither the
# rules nor the weights had seen. They are best at requests, and weakest at what is but unfinished.
TRUST = {
    Intent.EXTENSION: 3.0,
    Intent.BLOCKED: 2.0,
    Intent.QUESTION: 2.0,
    Intent.ACKNOWLEDGE: 2.0,
    Intent.OTHER: 2.0,
    Intent.DONE: 1.5,
    Intent.IN_PROGRESS: 1.0,
}
LIKELY = -0.1
UNLIKELY = -2.5

_STATES = (Intent.BLOCKED, Intent.DONE, Intent.IN_PROGRESS)


def weighed(
    verdict: ReplyVerdict, key: str, moments: list[DatePhrase], scene: JudgingContext
) -> ReplyVerdict:
    """The verdict, or what the words lean to so strongly that the rules must have erred.

    Where rules and words differ the intent is unsure, so that the sender is asked.
    """
    leanings = lean(key)
    if not leanings:
        return verdict
    scores = leanings | {verdict.intent: leanings.get(verdict.intent, 0) + _trust(verdict)}
    best = max(scores, key=lambda intent: scores[intent])
    if best is not verdict.intent:
        return _as(best, key, moments, scene)
    return _with_confidence(verdict, leanings[best])


def _trust(verdict: ReplyVerdict) -> float:
    """How much the rules count: less where they but guess."""
    trust = TRUST[verdict.intent]
    if "intent" in verdict.unsure:
        return trust / 4
    return trust / 2 if verdict.confidence < 0.7 and not verdict.unsure else trust


def _with_confidence(verdict: ReplyVerdict, likely: float) -> ReplyVerdict:
    """A guess that the words bear out is none; a verdict that they hardly bear is unsure."""
    if "intent" in verdict.unsure and likely > LIKELY:
        unsure = tuple(name for name in verdict.unsure if name != "intent")
        return verdict.changed(confidence=0.75, unsure=unsure)
    if likely < UNLIKELY:
        return verdict.changed(confidence=0.5)
    return verdict


def _as(intent: Intent, key: str, moments: list[DatePhrase], scene: JudgingContext) -> ReplyVerdict:
    """The key read as of this intent."""
    if intent is Intent.EXTENSION:
        asked = deferral(key, wanted_anyhow(key, moments, scene.today))
        return asked.changed(unsure=("intent", *asked.unsure), confidence=0.5)
    whole = (0, len(key))
    if intent not in _STATES:
        return ReplyVerdict(intent, confidence=0.5, unsure=("intent",), spans={"intent": whole})
    percent, reason = find_percent(key), find_reason(key)
    if intent is Intent.DONE:
        reason = None
    if intent is Intent.BLOCKED:
        reason = reason or whole
    spans = (
        {"intent": whole}
        | ({"percent": percent[1]} if percent else {})
        | ({"reason": reason} if reason else {})
    )
    return ReplyVerdict(
        intent,
        percent[0] if percent else None,
        reason_present=reason is not None,
        confidence=0.5,
        unsure=("intent",),
        spans=spans,
    )
