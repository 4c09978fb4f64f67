"""Rules for periods: tuần sau, cuối tháng 11, quý I/2026, 6 tháng đầu năm."""

import re
from datetime import date, timedelta

from bot.language.dates.base import (
    DateContext,
    DatePhrase,
    Grain,
    Rule,
    add_months,
    full_year,
    monday,
    month_end,
)
from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, MONTH, value
from bot.language.text.patterns import pattern

_TURNS = {"nay": 0, "sau": 1, "toi": 1, "ke tiep": 1, "sau nua": 2, "truoc": -1, "roi": -1}
_TURNS |= {"vua roi": -1, "vua qua": -1, "qua": -1, "ngoai": -1}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 4, "tu": 4}
_PART = (
    r"(?:(?:đến |tới |trong |vào )?(?P<part>đầu|giữa|cuối|hết|nửa đầu|nửa cuối|trọn|"
    r"qua) )?(?:của )?"
)
_WHICH = r"này|nay|sau nữa|sau|tới|kế tiếp|trước|vừa rồi|vừa qua|rồi|qua"
_YEAR = r"(?: ?(?:năm|/|-|,) ?(?P<y>20\d\d)| năm (?P<rel>nay|sau|tới|ngoái))?"


def _year(match: re.Match[str], context: DateContext) -> int | None:
    if match["y"]:
        return full_year(match["y"])
    if match["rel"]:
        return context.today.year + _TURNS[fold(match["rel"])]
    return None


def _week(match: re.Match[str], context: DateContext) -> DatePhrase:
    part, which = fold(match["part"] or ""), match["which"]
    turn = _TURNS[fold(which)] if which else 0
    first = monday(context.today) + timedelta(days=7 * turn)
    if part == "dau" and not which and first < context.today:
        first += timedelta(days=7)
    friday, sunday = first + timedelta(days=4), first + timedelta(days=6)
    due = {"dau": first, "giua": first + timedelta(days=2)}.get(part, friday)
    if turn == 0 and due < context.today <= sunday and part != "dau":
        due = sunday
    since = friday if part == "cuoi" else first
    closing = part in ("het", "cuoi")
    return DatePhrase(
        *match.span(), due, since, (first, sunday), Grain.WEEK, closing, past=turn < 0
    )


def _coming(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Sang tuần, sang tháng: the next week or month."""
    if fold(match["unit"]) == "tuan":
        first = monday(context.today) + timedelta(days=7)
        whole = (first, first + timedelta(days=6))
        return DatePhrase(*match.span(), first + timedelta(days=4), first, whole, Grain.WEEK)
    first = add_months(context.today.replace(day=1), 1)
    last = month_end(first.year, first.month)
    return DatePhrase(*match.span(), last, first, (first, last), Grain.MONTH)


def _week_of_month(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Tuần thứ hai của tháng 12: its Friday, counted by the Fridays of the month."""
    month, number = value(match["m"]), value(match["n"])
    year = context.today.year + (month_end(context.today.year, month) < context.today)
    first = date(year, month, 1)
    friday = first + timedelta(days=(4 - first.weekday()) % 7 + 7 * (number - 1))
    return DatePhrase(*match.span(), friday, friday - timedelta(days=4), grain=Grain.WEEK)


def _month(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    written = match["m"] or match["n"]
    month = value(written)
    year = _year(match, context)
    if written == "sau" and year is None:
        return None
    if year is None:
        year = context.today.year
        passed = month_end(year, month) < context.today
        ahead = date(year, month, 1) > context.today
        year += (ahead and -1) if context.backwards else passed
    return _part_of_month(match, date(year, month, 1), context, past=False)


def _turned_month(match: re.Match[str], context: DateContext) -> DatePhrase:
    which = match["which"]
    turn = _TURNS[fold(which)] if which else 0
    first = add_months(context.today.replace(day=1), turn)
    part = fold(match["part"] or "")
    if not which and part == "dau" and context.today.day > 5:
        first = add_months(first, 1)
    if not which and part == "giua" and context.today.day > 15:
        first = add_months(first, 1)
    return _part_of_month(match, first, context, past=turn < 0)


def _part_of_month(
    match: re.Match[str], first: date, context: DateContext, past: bool
) -> DatePhrase:
    part = fold(match["part"] or "")
    last = month_end(first.year, first.month)
    days = {"dau": 5, "giua": 15, "nua dau": 15, "thuong tuan": 10, "trung tuan": 20}
    due = first.replace(day=days[part]) if part in days else last
    since = {"cuoi": first.replace(day=21), "nua cuoi": first.replace(day=16)}.get(part, first)
    if part == "giua":
        since = first.replace(day=11)
    closing = part in ("het", "cuoi", "nua cuoi")
    behind = past or (due < context.today and not context.backwards)
    return DatePhrase(*match.span(), due, since, (first, last), Grain.MONTH, closing, past=behind)


def _quarter(match: re.Match[str], context: DateContext) -> DatePhrase:
    named = fold(match["q"])
    year = _year(match, context)
    if named in _TURNS:
        index = context.today.year * 4 + (context.today.month - 1) // 3 + _TURNS[named]
        year, quarter = index // 4, index % 4 + 1
    else:
        quarter = _ROMAN[named] if named in _ROMAN else value(named)
        year = year or _year_of_quarter(quarter, context)
    phrase = _part_of_quarter(match, date(year, quarter * 3 - 2, 1))
    return phrase.moved(past=phrase.due < context.today and not context.backwards)


def _year_of_quarter(quarter: int, context: DateContext) -> int:
    year = context.today.year
    if context.backwards:
        return year - (date(year, quarter * 3 - 2, 1) > context.today)
    return year + (month_end(year, quarter * 3) < context.today)


def _this_quarter(match: re.Match[str], context: DateContext) -> DatePhrase:
    return _part_of_quarter(
        match, context.today.replace(month=(context.today.month - 1) // 3 * 3 + 1, day=1)
    )


def _part_of_quarter(match: re.Match[str], first: date) -> DatePhrase:
    part = fold(match["part"] or "")
    last = month_end(first.year, first.month + 2)
    whole = (first, last)
    if part == "dau":
        return DatePhrase(*match.span(), last, first, whole, Grain.QUARTER, sure=False)
    since = last.replace(day=1) if part == "cuoi" else first
    due = first.replace(month=first.month + 1, day=15) if part == "giua" else last
    return DatePhrase(*match.span(), due, since, whole, Grain.QUARTER, part in ("het", "cuoi"))


def _whole_year(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    year = (
        full_year(match["y"])
        if match["y"]
        else context.today.year + _TURNS[fold(match["rel"] or "nay")]
    )
    part = fold(match["part"] or "")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if part == "dau":
        return DatePhrase(
            *match.span(), date(year, 1, 31), first, (first, last), Grain.YEAR, sure=False
        )
    due = date(year, 6, 30) if part in ("giua", "nua dau") else last
    since = date(year, 12, 1) if part == "cuoi" else first
    past = year < context.today.year
    return DatePhrase(
        *match.span(), due, since, (first, last), Grain.YEAR, part in ("het", "cuoi"), past=past
    )


def _months_of_year(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """3 tháng cuối năm 2025, 6 tháng đầu năm."""
    count, year = value(match["n"]), _year(match, context)
    if not 1 <= count <= 11:
        return None
    first_ones = fold(match["end"]) == "dau"
    if year is None:
        gone = first_ones and month_end(context.today.year, count) < context.today
        year = context.today.year + (gone and not context.backwards)
    begin = 1 if first_ones else 13 - count
    first, last = date(year, begin, 1), month_end(year, begin + count - 1)
    return DatePhrase(*match.span(), last, first, (first, last), Grain.QUARTER)


def _last_of_month(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """Ngày (làm việc) cuối cùng của tháng 12."""
    if match["m"]:
        month = value(match["m"])
        year = _year(match, context) or context.today.year
        year += month_end(year, month) < context.today
    else:
        turned = add_months(context.today.replace(day=1), _TURNS[fold(match["which"] or "nay")])
        year, month = turned.year, turned.month
    last, first = month_end(year, month), date(year, month, 1)
    due = first if fold(match["end"]).startswith("dau") else last
    if match["working"]:
        closing = due == last
        due = (
            context.calendar.previous_working(due)
            if closing
            else context.calendar.next_working(due)
        )
    return DatePhrase(*match.span(), due)


_MONTH_PART = _PART.replace("|qua)", "|qua|thượng tuần|trung tuần|hạ tuần)")

RULES: tuple[Rule, ...] = (
    (pattern(rf"{_PART}(?:trong )?tuần (?:lễ )?(?P<which>{_WHICH})"), _week),
    (
        pattern(
            r"(?:trong |đến |tới )?(?P<part>đầu|giữa|cuối|hết|trong|"
            r"nội) tuần(?P<which>)(?! \w+ tháng)"
        ),
        _week,
    ),
    (
        pattern(rf"(?:sang|qua) (?P<unit>tuần|tháng)(?! (?:{_WHICH}|này|đầu|thứ|{MONTH})(?!\w))"),
        _coming,
    ),
    (
        pattern(rf"tuần (?:thứ )?(?P<n>hai|ba|tư|[2-4]) (?:của )?tháng (?P<m>{MONTH})"),
        _week_of_month,
    ),
    (
        pattern(
            rf"{_MONTH_PART}(?:trong )?(?:tháng ?(?P<m>{MONTH})|"
            rf"t(?P<n>1[0-2]|[189])){_YEAR}(?! nữa)(?! đầu)(?! cuối năm)"
        ),
        _month,
    ),
    (
        pattern(rf"{_MONTH_PART}(?:t|tháng )?(?P<m>1[0-2]|0?[1-9])(?P<n>)/(?P<y>20\d\d)(?P<rel>)"),
        _month,
    ),
    (pattern(rf"{_MONTH_PART}(?:trong )?tháng (?P<which>{_WHICH})"), _turned_month),
    (
        pattern(
            r"(?:trong |đến |tới )?(?P<part>đầu|giữa|cuối|hết|trong|nội|nửa đầu|"
            r"nửa cuối) tháng(?P<which>)"
        ),
        _turned_month,
    ),
    (
        pattern(
            rf"{_PART}(?:trong )?(?:quý|quí|q) ?(?P<q>iv|iii|ii|i|[1-4]|một|hai|ba|bốn|"
            rf"tư|này|nay|sau|tới|trước|vừa rồi|rồi|cuối)(?: năm)?{_YEAR}"
        ),
        _quarter,
    ),
    (pattern(r"(?P<part>giữa|cuối|hết|trong) quý"), _this_quarter),
    (
        pattern(
            rf"(?:trong )?(?P<n>{COUNT}) tháng (?P<end>đầu|cuối) năm(?: ?(?P<y>20\d\d)|"
            rf" (?P<rel>nay|sau|tới|ngoái))?"
        ),
        _months_of_year,
    ),
    (
        pattern(rf"{_PART}(?:trong )?năm (?:(?P<y>20\d\d)|(?P<rel>nay|này|sau|tới|ngoái|trước))"),
        _whole_year,
    ),
    (
        pattern(
            r"(?:trong |đến |tới )?(?P<part>giữa|cuối|hết|trong|nội) năm(?P<y>)(?P<rel>)(?! \d)"
        ),
        _whole_year,
    ),
    (
        pattern(
            r"ngày (?P<working>làm việc )?(?P<end>cuối cùng|cuối|đầu tiên|đầu) (?:của )?tháng"
            rf"(?: (?:(?P<m>{MONTH}){_YEAR}|(?P<which>này|sau|tới)))?"
        ),
        _last_of_month,
    ),
)
