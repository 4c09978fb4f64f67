"""Rules for days by number or weekday: 30-11, ngày 5 tháng sau, thứ 6 tuần sau."""

import re
from datetime import timedelta

from bot.language.dates.base import (
    DateContext,
    DatePhrase,
    ImpossibleDate,
    Rule,
    add_months,
    full_year,
    monday,
    next_solar,
    solar,
)
from bot.language.text.fold import fold
from bot.language.text.numbers import DAY, MONTH, value
from bot.language.text.patterns import loose, pattern

_NOT_AFTER = r"(?<![\w/.,+-])"
_COUNTED = (
    r"(?! ?%)(?! ?(?:phần trăm|ngày|hôm|tuần|giờ|phút|thôn|hộ|đồng chí|người|việc|"
    r"nhiệm vụ|cv|nv|số|"
    r"chi bộ|đảng viên|giấy|hồ sơ|mục|tiêu chí|chỉ tiêu|thanh niên|quần chúng|đ/c|ha|kế hoạch|"
    r"công việc|khối lượng|bước|phần|đơn vị|quân|trường hợp|đại biểu|km|tỷ|triệu|xã|"
    r"khu|nội dung)(?!\w))"
)
_RATIO_BEFORE = loose(
    r"(?<!\w)(?:đạt|được|kết nạp|lũy kế|hoàn thành|còn|khoảng|(?<!muộn )(?<!chậm )hơn|"
    r"gần|mới|chiếm|tỷ lệ|xong|tổng|số|"
    r"làm|có|tiến độ|việc|nhiệm vụ|mục|quyết định|công văn|kế hoạch|báo cáo|nghị quyết|thông báo|"
    r"tờ trình|"
    r"trực|cấp|=quá) $"
)
_DAY_WORD = r"(?:ngày|mùng|mồng|hôm|mung|ngày mùng|hạn)"
_WISH = r"(?:xin|cho|khất|lùi|hoãn|dời|hẹn|gia hạn|thêm|chậm|muộn|nới|giãn|chuyển)"
_MONTH_TURNS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1, "qua": -1}


def _iso(match: re.Match[str], context: DateContext) -> DatePhrase:
    year, month, day = (int(match[name]) for name in "ymd")
    if not 1 <= month <= 12:
        raise ImpossibleDate(match.group())
    return DatePhrase(*match.span(), solar(year, month, day, match.group()))


def _numeric(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    day, month, year = int(match["d"]), int(match["m"]), match["y"]
    explicit = match["word"] is not None or year is not None
    if not explicit and _RATIO_BEFORE.search(match.string, 0, match.start()):
        return None
    if match["s"] == "." and not explicit:
        return None
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        if explicit and not (year is None and match["s"] == "-"):
            raise ImpossibleDate(match.group())
        return None
    if year is None:
        return DatePhrase(*match.span(), next_solar(context, month, day, match.group()))
    due = solar(full_year(year), month, day, match.group())
    return DatePhrase(*match.span(), due)


def _from_day_to_day(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """10-12/12, từ ngày 10 đến ngày 12 tháng 12."""
    first, last, month = int(match["d1"]), int(match["d"]), int(match["m"])
    if not 1 <= first < last <= 31 or not 1 <= month <= 12:
        return None
    if match["y"]:
        due = solar(full_year(match["y"]), month, last, match.group())
    else:
        due = next_solar(context, month, last, match.group())
    return DatePhrase(*match.span(), due, due.replace(day=first))


def _from_date_to_date(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """1/11-15/11, 20/12/2025 - 5/1/2026."""
    days = [(int(match[f"d{each}"]), int(match[f"m{each}"]), match[f"y{each}"]) for each in (1, 2)]
    if not all(1 <= day <= 31 and 1 <= month <= 12 for day, month, _ in days):
        return None
    (day, month, year), (last_day, last_month, last_year) = days
    said = match.group()
    if last_year:
        due = solar(full_year(last_year), last_month, last_day, said)
    else:
        due = next_solar(context, last_month, last_day, said)
    turned = (month, day) > (last_month, last_day)
    since = solar(full_year(year) if year else due.year - turned, month, day, said)
    return DatePhrase(*match.span(), due, since, (since, due), ranged=True)


def _spoken(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    day, month = value(match["d"]), value(match["m"])
    if not 1 <= day <= 31 or (match["m"] == "sau" and match["y"] is None):
        return None
    if match["y"] is None:
        return DatePhrase(*match.span(), next_solar(context, month, day, match.group()))
    due = solar(full_year(match["y"]), month, day, match.group())
    return DatePhrase(*match.span(), due)


def _of_month(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """Ngày 30 tháng này, mùng 5 tháng sau."""
    turn = _MONTH_TURNS[fold(match["which"])]
    first = add_months(context.today.replace(day=1), turn)
    due = solar(first.year, first.month, value(match["d"]), match.group())
    return DatePhrase(*match.span(), due, past=turn < 0 or due < context.today)


def _bare_day(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """Ngày 30: of this month, or of the next month that has such a day."""
    wanted = value(match["d"])
    if not 1 <= wanted <= 31:
        return None
    step = -1 if context.backwards else 1
    for turn in range(0, 12 * step, step):
        first = add_months(context.today.replace(day=1), turn)
        due = first.replace(day=1) + timedelta(days=wanted - 1)
        fits = due <= context.today if context.backwards else due >= context.today
        if due.month == first.month and fits:
            return DatePhrase(*match.span(), due)
    return None


def _wished_day(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """Xin lùi đến 28: a bare number is a day in a request for a later date."""
    phrase = _bare_day(match, context)
    return phrase.moved(start=match.start("d")) if phrase else None


_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6}
_WEEK_TURNS = {"nay": 0, "sau": 1, "toi": 1, "ke tiep": 1, "truoc": -1, "roi": -1, "qua": -1}


def _weekday(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    named = fold(match["name"] or match["short"])
    index = int(named[-1]) - 2 if named[-1].isdigit() else _WEEKDAYS[named]
    week = match["week"]
    if week is None:
        return _next_weekday(match, context, index)
    turn = 2 if fold(week).endswith("sau nua") else _WEEK_TURNS[fold(week)]
    due = monday(context.today) + timedelta(days=7 * turn + index)
    return DatePhrase(*match.span(), due, past=turn < 0)


def _next_weekday(match: re.Match[str], context: DateContext, index: int) -> DatePhrase:
    which = fold(match["which"] or "")
    ahead = (index - context.today.weekday()) % 7 or 7
    back = (context.today.weekday() - index) % 7 or 7
    if which in ("truoc", "roi", "vua roi", "qua", "vua qua"):
        return DatePhrase(*match.span(), context.today - timedelta(days=back), past=True)
    if which == "nay" and ahead == 7:
        return DatePhrase(*match.span(), context.today)
    return DatePhrase(*match.span(), context.today + timedelta(days=ahead))


_YEAR = r"(?: ?(?:năm|/|-) ?(?P<y>20\d\d))?"
_ORDINAL = (
    r"(?<!lần )(?<!kỳ họp )(?<!khóa )(?<!phiên )(?<!điểm )(?<!việc )(?<!phần )(?<!bước )(?<!cấp )"
    r"(?<!đứng )(?<!hạng )(?<!đợt )(?<!mục )(?<!điều )(?<!nhiệm vụ )(?<!người )"
)

RULES: tuple[Rule, ...] = (
    (re.compile(r"(?<![\w/.-])(?P<y>20\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?![\w/])"), _iso),
    (
        loose(
            rf"(?:(?<!\w)(?P<word>{_DAY_WORD})(?: ?:)? ?)?{_NOT_AFTER}(?P<d>\d\d?) ?"
            rf"(?P<s>[/.-]) ?(?P<m>\d\d?)"
            rf"(?: ?(?P=s) ?(?P<y>\d{{4}}|\d\d))?(?!\w)(?![/-]\w)(?!\.\d)(?!,\d){_COUNTED}"
        ),
        _numeric,
    ),
    (
        loose(
            rf"(?<![\w/.,+])(?<!tháng )(?:từ )?(?:{_DAY_WORD} )?(?P<d1>\d\d?) ?(?:-|đến|tới|"
            rf"đến hết) ?(?:{_DAY_WORD} )?"
            rf"(?P<d>\d\d?) ?(?:/|tháng) ?(?P<m>\d\d?)(?: ?(?:/|năm) ?(?P<y>20\d\d))?(?![\w/-])"
        ),
        _from_day_to_day,
    ),
    (
        re.compile(
            r"(?<![\w/.,+-])(?P<d1>\d\d?)/(?P<m1>\d\d?)(?:/(?P<y1>20\d\d))? ?[-–] ?"
            r"(?P<d2>\d\d?)/(?P<m2>\d\d?)(?:/(?P<y2>20\d\d))?(?![\w/-])"
        ),
        _from_date_to_date,
    ),
    (pattern(rf"(?:{_DAY_WORD} )?(?P<d>{DAY}) tháng (?P<m>{MONTH})(?! nữa){_YEAR}"), _spoken),
    (
        pattern(
            rf"(?:{_DAY_WORD} )?(?P<d>{DAY}) (?:của )?tháng (?P<which>này|sau|tới|trước|rồi|qua)"
        ),
        _of_month,
    ),
    (pattern(rf"(?:ngày|mùng|mồng|hôm|ngày mùng) (?P<d>{DAY})(?![/.-]\d)(?! tháng)"), _bare_day),
    (
        loose(
            rf"(?<!\w)(?:{_WISH}(?: [^\s\d,.;]+){{0,5}} |(?:^|(?<=[,.;] )))(?:đến|tới|sang|qua|hết)"
            rf" (?P<d>\d\d?)(?!\w)(?! ?[/.,:+-] ?\d){_COUNTED}(?! (?:rồi|đã)(?!\w))"
        ),
        _wished_day,
    ),
    (loose(r"(?:^|(?<!\w)(?:đến|tới|sang|hạn|hẹn) )(?P<d>\d\d?) này(?!\w)"), _wished_day),
    (
        loose(
            rf"(?<!\w){_ORDINAL}(?:(?:sáng|trưa|chiều|tối|đêm|ngày) )?"
            r"(?:(?:thứ|(?<!bí )(?<!văn )(?<!đơn )thư) ?(?P<name>[2-7]|hai|ba|tư|năm|"
            r"sáu|bảy|bẩy)|(?P<short>t[2-7]|chủ nhật))"
            r"(?: (?:của )?tuần (?P<week>này|sau nữa|sau|tới|kế tiếp|trước|rồi|qua)"
            r"| (?P<which>này|tới|sau|vừa rồi|vừa qua|trước|rồi))?(?!\w)(?![/.]\d)(?! của tháng)"
        ),
        _weekday,
    ),
)
