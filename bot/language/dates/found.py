"""All the dates of a text, and what stands around each: trước, từ .. đến, the hour."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates import day, lunar, period, relative
from bot.language.dates.base import DateContext, DatePhrase, Grain, ImpossibleDate, Rule
from bot.language.dates.time import Hour, find_hours
from bot.language.text.patterns import Pattern, ends, loose
from bot.language.text.text import Text

# On a tie of length the earlier table wins.
_RULES: tuple[Rule, ...] = (
    *lunar.RULES,
    *day.RULES,
    *relative.RULES,
    *period.RULES,
)

_BEFORE = loose(
    r"(?<!\w)(?<!ngày )(?<!tuần )(?<!tháng )(?<!hôm )trước(?: (?:ngày|mốc|thời điểm|"
    r"hạn|hôm|cả))*[ ]?$"
)
_AFTER = loose(r"(?<!\w)(?<!ngày )(?<!tuần )(?<!tháng )sau(?: (?:ngày|mốc|thời điểm|hôm))*[ ]?$")
_FROM = loose(r"(?<!\w)từ(?: (?:ngày|hôm))*[ ]?$")
_NOW_TO = loose(
    r"(?<!\w)(?:từ|tính từ|kể từ) (?:nay|giờ|bây giờ|hôm nay)(?: cho)?(?: (?:đến|tới|"
    r"-))?(?: hết)?[ ]?$"
)
_TO = loose(r"[ ]?(?:cho )?(?:-|đến|tới|sang|->)?[ ]?(?:hết )?(?:ngày )?[ ]?$")
_SIGNED_TO = loose(r"[ ]?(?:cho )?(?:-|đến|tới|->)[ ]?(?:hết )?(?:ngày )?[ ]?$")
_SAME = loose(r"[ ,]*[(]?[ ]?(?:tức|là|nhằm)?[ ]?(?:là )?(?:ngày )?[ ]?$")
_JOIN = loose(r"[ ,()]*(?:của|vào|ngày|hôm|lúc|trước|khoảng|hồi|vào lúc)?[ ,(]*(?:lúc|ngày)?[ ]?$")
_LOOSELY = loose(
    r"(?:(?:sáng|trưa|chiều|tối|đêm|ngày|hôm) )*(?:thứ|t[2-7]|chủ nhật|mai|mốt|nay|kia)"
)
_WEEKDAY = loose(r"(?:(?:sáng|trưa|chiều|tối) )?(?:thứ|t[2-7]|chủ nhật)")
_JUST_PAST = loose(r" (?:vừa rồi|vừa qua|rồi|vừa xong)(?!\w)")
_NUMBERED = loose(
    r"\d+ ?[-/] ?[^\W\d]{2,}[-/\w]*(?: của [^\s,.;]+)? (?:(?:ký|ban hành) )?(?:ngày )?$"
)
_AFTERNOON = loose(r"(?<!\w)(?:chiều|tối)(?!\w)")


# More dates than this are not told in one message.
MOST = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """A phrase that names a day there is not."""

    start: int
    end: int
    error: ImpossibleDate


def find_moments(text: Text, scene: DateContext) -> tuple[list[DatePhrase], list[Broken]]:
    """The dates of the text in their order, and the impossible ones."""
    chosen = [one for one in _longest(_candidates(text.key, scene)) if not _is_name(text, one)]
    broken = [one for one in chosen if isinstance(one, Broken)]
    moments = [one for one in chosen if isinstance(one, DatePhrase)]
    hours = find_hours(text.key)
    moments = _same_day_twice(text.key, moments)
    moments = _with_hours(text.key, moments, hours)
    moments = _ranges(text.key, moments, scene)
    moments = [_weighed(text.key, moment) for moment in moments]
    moments = [_told_past(text.key, moment, scene) for moment in moments]
    if not moments and not broken and hours:
        hour = hours[0]
        moments = [DatePhrase(hour.start, hour.end, scene.today, at=hour.at)]
    return moments, broken


def _candidates(key: str, scene: DateContext) -> list[DatePhrase | Broken]:
    found: list[DatePhrase | Broken] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(key):
            try:
                moment = reader(match, scene)
            except ImpossibleDate as error:
                found.append(Broken(*match.span(), error))
                continue
            if moment is not None:
                found.append(moment)
    return found


def _is_name(text: Text, one: DatePhrase | Broken) -> bool:
    """Chị Mai is nobody's tomorrow."""
    if text.words(one.start, one.end) != "Mai" or one.start == 0:
        return False
    return text.key[: one.start].rstrip()[-1:] not in tuple(".!?\n")


def _longest(found: list[DatePhrase | Broken]) -> list[DatePhrase | Broken]:
    """Those that do not overlap, the longest first served."""
    kept: list[DatePhrase | Broken] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)[:MOST]


def _same_day_twice(key: str, moments: list[DatePhrase]) -> list[DatePhrase]:
    """Thứ 6 (21/11) is one date: the number says it. So is "tuần sau, thứ 2"."""
    kept: list[DatePhrase] = []
    for moment in moments:
        last = kept[-1] if kept else None
        joined = _joined(key, last, moment) if last and _gap(_SAME, key, last, moment) else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(moment)
    return kept


def _joined(key: str, first: DatePhrase, second: DatePhrase) -> DatePhrase | None:
    if second.grain != Grain.DAY:
        return None
    if first.grain == Grain.DAY and _LOOSELY.match(key, first.start):
        return second.moved(start=first.start, sure=first.due == second.due)
    if first.grain == Grain.WEEK and first.whole and _WEEKDAY.match(key, second.start):
        due = first.whole[0] + timedelta(days=second.due.weekday())
        return second.moved(start=first.start, due=due, past=first.past)
    return None


def _gap(pattern: Pattern, key: str, first: DatePhrase, second: DatePhrase) -> bool:
    between = key[first.end : second.start]
    return len(between) < 20 and pattern.match(between) is not None


def _with_hours(key: str, moments: list[DatePhrase], hours: list[Hour]) -> list[DatePhrase]:
    return [_with_hour(key, moment, hours) for moment in moments]


def _with_hour(key: str, moment: DatePhrase, hours: list[Hour]) -> DatePhrase:
    for hour in hours:
        if hour.start == moment.start:
            continue
        if hour.start < moment.start:
            between = key[hour.end : moment.start]
        else:
            between = key[moment.end : hour.start]
        if len(between) > 14 or not _JOIN.match(between):
            continue
        at = hour.at
        if at.hour < 12 and _AFTERNOON.search(key[moment.start : moment.end]):
            at = at.replace(hour=at.hour + 12)
        start, end = min(hour.start, moment.start), max(hour.end, moment.end)
        return moment.moved(start=start, end=end, at=at)
    return moment


def _ranges(key: str, moments: list[DatePhrase], scene: DateContext) -> list[DatePhrase]:
    """Từ A đến B becomes one moment: due B, since A."""
    kept: list[DatePhrase] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last and _runs_to(key, last, moment):
            since = _start_before(last, moment.due)
            kept[-1] = moment.moved(start=last.start, since=since, whole=(since, moment.due))
        elif ends(_NOW_TO, key, moment.start):
            kept.append(moment.moved(since=scene.today, whole=(scene.today, moment.due)))
        else:
            kept.append(moment)
    return kept


def _runs_to(key: str, first: DatePhrase, second: DatePhrase) -> bool:
    begun = ends(_FROM, key, first.start) is not None
    return _gap(_TO if begun else _SIGNED_TO, key, first, second)


def _start_before(first: DatePhrase, due: date) -> date:
    start = first.since or first.due
    while start > due and start.year > due.year - 2:
        start = start.replace(
            year=start.year - 1, day=min(start.day, 28 if start.month == 2 else 31)
        )
    return start


def _told_past(key: str, moment: DatePhrase, scene: DateContext) -> DatePhrase:
    """What the words after it put behind us, or the date of a document, is past."""
    dated = not scene.backwards and ends(_NUMBERED, key, moment.start)
    return moment.moved(past=True) if dated or _JUST_PAST.match(key, moment.end) else moment


def _weighed(key: str, moment: DatePhrase) -> DatePhrase:
    """What a word before the date makes of it."""
    if moment.at is None and ends(_BEFORE, key, moment.start):
        if moment.closing:
            return moment
        first = moment.since if moment.grain != Grain.DAY and moment.since else moment.due
        return moment.moved(due=first - timedelta(days=1), since=None, grain=Grain.DAY)
    if moment.grain == Grain.DAY and ends(_AFTER, key, moment.start):
        return moment.moved(due=moment.due + timedelta(days=1), sure=False)
    if ends(_FROM, key, moment.start) and moment.since is None:
        return moment.moved(sure=False)
    return moment
