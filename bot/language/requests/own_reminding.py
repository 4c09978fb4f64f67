"""Read a wish to be reminded: "nhắc tôi việc 4 vào 9h ngày 20/10", "mai nhắc em nộp báo cáo".

The verb stands first, or behind nothing but a time. Who is to be reminded is the speaker, said or
not; a wish for somebody else is told apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.language.dates.base import ImpossibleDate
from bot.language.dates.moments import Span, WhenSaid, find_when, left_of
from bot.language.replies.asking import asks
from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import pattern
from bot.language.text.text import Text, cut_text, read
from scheduler.calendar.working_time import Calendar

ANY_DAY = date(2025, 10, 8)
"""Whether words are a wish does not depend on the day; their places are found as of this one."""

_HINT = re.compile(r"(?<!\w)(?:nhac|hen)(?!\w)")
_SELF = r"tôi|tui|em|mình|=tớ|bản thân|chúng tôi|chúng em|bọn em|bọn tôi"
_VERB = pattern(
    r"(?:(?:đặt|tạo|lên|hẹn)(?: (?:giờ|lịch|lời|một|1|cho tôi|cho em|cho mình|giúp tôi))* )?"
    r"(?P<verb>nhắc nhở|nhắc|hẹn(?= (?:em|tôi|mình|tui)))"
    r"(?P<more>(?: (?:nhớ|lại|giúp|hộ|dùm|giùm|cho|với|thêm))*)"
    rf"(?: (?P<self>{_SELF}))?(?!\w)"
)
_POLITE_BEFORE = pattern(
    r"nhớ|hãy|xin|vui lòng|làm ơn|dạ|vâng|ạ|=a|ơi|bot|anh|chị|em|đồng chí|đ/c|văn phòng|nhờ|phiền|"
    r"giúp|hộ|cứ|ok|oke|và|có gì|có chi|để|nhé|nha|khoảng|nếu được|nếu có gì|cần|muốn|tôi|mình|"
    r"đề nghị|được|phải|này|thì|mà|báo"
)
_POLITE_BEHIND = pattern(
    r"(?:[ ,.!]*(?:(?:cho|giúp|hộ|giùm) (?:em|tôi|mình|tui)|nhé|nha|nhá|ạ|=a|với|giúp|hộ|nghe|luôn|"
    r"cái|đi|em|anh|chị|cảm ơn|cám ơn|thanks|"
    r"được không|được ko|dc không|dc ko|được chứ|có được không))+[ .!?]*$"
)
_ASKED = pattern(
    r"^(?:việc |cái |những )?(?:gì|nào|khi nào|bao giờ|lúc nào|mấy giờ|chưa|rồi|thế nào|đâu|không)"
    r"(?: (?:vậy|thế|nhỉ|ạ|à|đó|đấy))*$"
)
_OVER = pattern(r"(?:rồi|chưa|mãi|hoài|quá|nữa)[ .!?]*$")
_NUMBERED = pattern(
    r"(?:(?:việc|nhiệm vụ|nv|cv|mốc)(?: số)?|số) ?"
    r"(?P<numbers>\d{1,4}(?:(?:, ?| và | với | cùng )(?:việc )?(?:số )?\d{1,4})*)"
    r"(?![/\w.-])(?! (?:giờ|phút|ngày|tháng|tiếng))"
)
_BARE_NUMBERS = re.compile(r"\s*(?P<numbers>\d{1,4}(?:\s*,\s*\d{1,4})*)[\s.:,]*")
_THESE = pattern(r"^(?:các |những |mấy |về )*việc (?:này|đó|kia|ấy|trên|vừa rồi)$")
_LEADING = pattern(
    r"^[ ,:.;-]*(?:(?:là|về|rằng|để|phải|cần|nhớ|hãy|thì"
    r"|việc(?! này)(?! đó)(?! kia)(?! ấy)(?! trên)(?! vừa))(?!\w)(?! \d)[ ,:]*)+"
)
_JOINED_TO_TIME = pattern(
    r"(?:[ ,]*(?:vào lúc|vào|lúc|đến|tới|khoảng|tầm|hôm|ngày|khi|thì|cho|từ|trước))+[ ]?$"
)
_NOW = pattern(r"^ ?(?:ngay(?! mai)(?! kia)(?! mốt)(?! \d\d?[/-])(?! \d\d? tháng)|luôn|liền)")
_BEFORE_DUE = pattern(
    rf"(?:trước|sớm)(?: hạn| khi đến hạn| ngày đến hạn| ngày hạn)? (?P<n>{COUNT}) ngày"
    rf"|(?P<m>{COUNT}) ngày trước(?: khi)?(?: đến)? hạn|(?P<on>(?:vào |đúng )*(?:ngày )?đến hạn)"
)


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What is wanted when: item `numbers`, `words`, or `these` for what was just spoken of.

    `said`: the speaker says that it is for themselves. `when` is None where no time is said;
    `days_before` are then the days before the due date of the items, if that is said.
    """

    numbers: tuple[int, ...]
    words: str
    when: WhenSaid | None
    said: bool
    these: bool = False
    days_before: int | None = None


@lru_cache(maxsize=256)
def is_wish(text: str) -> bool:
    """Whether a text wishes to be reminded of something, or to remind somebody later.

    Never raises: it is asked of every message before that is stored.
    """
    if not _HINT.search(fold(text)):
        return False
    try:
        return read_wish(text, ANY_DAY, Calendar()) is not None
    except ImpossibleDate:
        return True


def read_wish(text: str, today: date, calendar: Calendar) -> ReminderWish | None:
    """The wish that a text is; None for any other text. Raises ImpossibleDate."""
    message = read(text)
    verb = _VERB.search(message.key)
    if verb is None or _NOW.match(_typed(message, verb.end())):
        return None
    tail = _POLITE_BEHIND.search(message.key, verb.end())
    end = tail.start() if tail else len(message.key)
    before = cut_text(message, 0, verb.start())
    behind = cut_text(message, verb.end(), end)
    ahead = _BEFORE_DUE.search(behind.key)
    first = find_when(before, today, calendar)
    then = None if ahead else find_when(_without_items(behind), today, calendar)
    named = _named_before(before.key, first)
    when = first or then
    spans = (ahead.span(),) if ahead else then.spans if then and first is None else ()
    words, numbers = _content(behind, spans)
    if named is None or not (verb["self"] or _is_plain(named, words, numbers, when or ahead)):
        return None
    said = read(words).key
    asked = message.source.rstrip().endswith("?") and asks(message.key)
    if _ASKED.search(said) or (tail is None and (asked or _OVER.search(said))):
        return None
    these = _THESE.search(said) is not None
    days = None if ahead is None or first else _days(ahead)
    words = "" if these else words
    return ReminderWish(named or numbers, words, when, bool(verb["self"]), these, days)


def _typed(message: Text, start: int) -> str:
    """What follows, as a key; "ngay" typed as "ngày" in a text with accents is a day."""
    return message.key[start : start + 12]


def _is_plain(named: tuple[int, ...], words: str, numbers: tuple[int, ...], when: object) -> bool:
    """Whether a text that does not say who is to be reminded is a wish: a time, and what."""
    return when is not None and not named and bool(words or numbers)


def _without_items(text: Text) -> Text:
    """The text with a comma for each item, which a date beside it would take for a count."""
    key = text.key
    for match in list(_NUMBERED.finditer(key)):
        comma = ",".ljust(len(match.group()))
        key = key[: match.start()] + comma + key[match.end() :]
    return Text(text.source, key, text.starts, text.ends, text.accented)


def _named_before(key: str, when: WhenSaid | None) -> tuple[int, ...] | None:
    """The items named before the verb; None if anything stands there but a time and courtesy."""
    rest = key
    for start, end in when.spans if when else ():
        rest = rest[:start] + " " * (end - start) + rest[end:]
    numbers: tuple[int, ...] = ()
    match = _NUMBERED.search(rest)
    bare = None if match else _BARE_NUMBERS.match(rest)
    found = match or (bare if bare and bare["numbers"] else None)
    if found is not None:
        numbers = _numbers(found["numbers"])
        rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
    for polite in list(_POLITE_BEFORE.finditer(rest)):
        rest = rest[: polite.start()] + " " * len(polite.group()) + rest[polite.end() :]
    return None if left_of(rest, ()) else numbers


def _content(behind: Text, spans: Iterable[Span]) -> tuple[str, tuple[int, ...]]:
    """The words that are left without the time, and the items that they name."""
    key = behind.key
    for start, end in sorted(spans):
        joined = _JOINED_TO_TIME.search(key, 0, start)
        start = joined.start() if joined else start
        key = key[:start] + "\x00" * (end - start) + key[end:]
    kept = _source(behind, key)
    lead = _LEADING.match(read(kept).key)
    if lead is not None:
        kept = read(kept).words(lead.end(), len(read(kept).key))
    kept = kept.strip(" ,.;:-\n")
    match = _NUMBERED.search(read(kept).key)
    if match is None:
        alone = _BARE_NUMBERS.fullmatch(kept)
        return ("", _numbers(alone["numbers"])) if alone else (kept, ())
    rest = f"{read(kept).key[: match.start()]} {read(kept).key[match.end() :]}"
    numbers = _numbers(match["numbers"])
    if not re.search(r"\w", rest):
        return "", numbers
    if match.start() == 0:
        after = read(kept).words(match.end(), len(read(kept).key)).strip(" ,.;:-")
        return after, numbers
    return kept, numbers


def _source(behind: Text, key: str) -> str:
    """The words as typed at the places of a key that are not blanked."""
    pieces: list[str] = []
    for match in re.finditer(r"[^\x00]+", key):
        pieces.append(behind.words(*match.span()).strip())
    return " ".join(" ".join(pieces).split())


def _days(match: re.Match[str]) -> int:
    return 0 if match["on"] else value(match["n"] or match["m"])


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", written)))


def read_content(text: str) -> tuple[tuple[int, ...], str]:
    """What the answer to "of what?" names: items, or words."""
    words, numbers = _content(read(text), ())
    return numbers, words
