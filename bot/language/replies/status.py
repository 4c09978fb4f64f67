"""How far the work is: blocked, done or in progress, from the signs of a stretch."""

from bot.language.replies.asking import without_questions
from bot.language.replies.clauses import clauses, tells_of_others
from bot.language.replies.evidence import Sign, Span, signs
from bot.language.replies.percent import find_percent
from bot.language.replies.reasons import find_reason
from bot.language.replies.reply import Intent
from bot.language.replies.turns import as_of_now
from bot.language.replies.verdict import ReplyVerdict
from bot.language.text.patterns import pattern

SIGNS = (
    Sign.DONE,
    Sign.UNFINISHED,
    Sign.BLOCKED,
    Sign.DID,
    Sign.WAITS_INSIDE,
    Sign.STARTED,
    Sign.BUSY,
    Sign.CANNOT,
    Sign.HELP,
)
_UNFINISHED = (Sign.UNFINISHED, Sign.OWN_PART, Sign.WAITS_INSIDE, Sign.STARTED, Sign.BUSY)
# What a plain "xong" beside them outweighs.
_WEAK = (Sign.STARTED, Sign.BUSY)

_NOT_YET_ABLE = pattern(
    r"(?:chưa|không) (?:thể )?(?!(?:được|kịp|xong)(?!\w))[^\W\d]+(?: [^\s,.;!?:]+){0,5}? (?:được|"
    r"nổi|xong được)"
    r"(?! \d)(?! chưa)(?! không)"
)


_NOT_ACCEPTED = pattern(
    r"(?:chưa|không|ko) (?:dám |thể )?nhận(?: việc| nhiệm vụ)?"
    r"(?= (?:vì|do|bởi|tại|ạ|nhé|nha|đâu)(?!\w)|[ ]?(?:[,.;:!]|$))"
)


def judge_status(key: str) -> ReplyVerdict | None:
    """Blocked, done or in progress; None where nothing of the sort is told."""
    key = _without_refusal(without_questions(as_of_now(key)))
    found = signs(key)
    percent = find_percent(key)
    stated = percent[0] if percent else None
    spans = {"percent": percent[1]} if percent else {}
    if Sign.TO_ALL in found:
        return None
    blocked = _blocked(found) or _hindered(key, found)
    if blocked and Sign.OWN_PART not in found and not _is_done(found, stated):
        spans |= {"intent": blocked, "reason": find_reason(key) or blocked}
        return ReplyVerdict(Intent.BLOCKED, stated, reason_present=True, spans=spans)
    if _is_done(found, stated):
        spans["intent"] = found.get(Sign.DONE) or (percent[1] if percent else (0, 0))
        late = find_reason(key) if Sign.LATE in found else None
        spans |= {"reason": late} if late else {}
        return ReplyVerdict(Intent.DONE, stated, reason_present=late is not None, spans=spans)
    place = _unfinished(found) or (percent[1] if percent else None)
    if place is None and Sign.DID in found and Sign.QUESTION not in found:
        return ReplyVerdict(Intent.DONE, confidence=0.6, spans={"intent": found[Sign.DID]})
    if place is None or _only_asks(found, percent is not None):
        return None
    reason = find_reason(key) if Sign.OWN_PART not in found else None
    spans |= {"intent": place} | ({"reason": reason} if reason else {})
    return ReplyVerdict(Intent.IN_PROGRESS, stated, reason_present=reason is not None, spans=spans)


def _without_refusal(key: str) -> str:
    """The key with what says that the work is not taken on left blank: it tells no state."""
    for match in _NOT_ACCEPTED.finditer(key):
        key = key[: match.start()] + " " * len(match.group()) + key[match.end() :]
    return key


def _blocked(found: dict[Sign, Span]) -> Span | None:
    """The obstacle; a thing asked of one's own leaders as a step of the work is none."""
    obstacle = found.get(Sign.BLOCKED) or found.get(Sign.CANNOT)
    if Sign.BLOCKED not in found and Sign.BUSY in found:
        return None
    onward = found.get(Sign.GOES_ON)
    if obstacle and onward and onward[0] > obstacle[1] and Sign.CANNOT not in found:
        return None
    return obstacle or (None if Sign.WAITS_INSIDE in found else found.get(Sign.HELP))


def _hindered(key: str, found: dict[Sign, Span]) -> Span | None:
    """What others or things do where the work "chưa làm được": it holds the work up."""
    if Sign.BUSY in found or not _NOT_YET_ABLE.search(key):
        return None
    return next(((a, b) for a, b in clauses(key) if tells_of_others(key[a:b])), None)


def _is_done(found: dict[Sign, Span], stated: int | None) -> bool:
    if stated == 100:
        return Sign.UNFINISHED not in found or Sign.DONE in found
    if Sign.DONE not in found or stated is not None:
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
    weak = [found.get(sign) for sign in _WEAK]
    return unfinished in weak and (Sign.CLEAR in found or unfinished == found.get(Sign.BUSY))


def _only_asks(found: dict[Sign, Span], stated: bool) -> bool:
    """A question that but touches on somebody's workload."""
    weak = Sign.UNFINISHED not in found
    return weak and not stated and Sign.QUESTION in found


def _unfinished(found: dict[Sign, Span]) -> Span | None:
    return next((found[sign] for sign in _UNFINISHED if sign in found), None)
