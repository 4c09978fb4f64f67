"""Rules for days counted from today: mai, ngày kia, 3 ngày nữa, 10 ngày làm việc."""

import re
from datetime import date, timedelta

from bot.language.dates.base import DateContext, DatePhrase, Rule, add_months
from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import pattern

_HALF_MONTH = 15
_NEAR = {"nay": 0, "mai": 1, "sau": 1, "mot": 2, "kia": 2, "qua": -1, "kìa": 3, "kia kia": 3}


def _near(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Hôm nay, sáng mai, chiều qua, ngày kia."""
    which = match["which"]
    days = 3 if which == "kìa" else _NEAR[fold(which)]
    return DatePhrase(*match.span(), context.today + timedelta(days=days), past=days < 0)


def _today(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), context.today)


def _past(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), context.today - timedelta(days=2), past=True, sure=False)


def _shift(day: date, count: int, unit: str, half: bool) -> date:
    if unit in ("tuan", "tuan le"):
        return day + timedelta(days=7 * count + (3 if half else 0))
    if unit == "thang":
        return add_months(day, count) + timedelta(days=_HALF_MONTH if half else 0)
    if unit == "nam":
        return add_months(day, 12 * count)
    return day + timedelta(days=count)


def _ahead(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    """3 ngày nữa, trong 2 tuần tới, thêm nửa tháng, 48 giờ tới."""
    groups = match.groupdict()
    unit = fold(groups["unit"])
    since = context.today if groups.get("within") else None
    if groups.get("halfway"):
        days = {"thang": _HALF_MONTH, "tuan": 3, "nam": 182}.get(unit)
        return (
            days and DatePhrase(*match.span(), context.today + timedelta(days=days), since) or None
        )
    count = value(groups["n"]) if groups.get("n") else 1
    if unit in ("gio", "tieng", "h"):
        days, rest = divmod(count, 24)
        return DatePhrase(*match.span(), context.today + timedelta(days=days), sure=not rest)
    if count > 366:
        return None
    due = _shift(context.today, count, unit, bool(groups.get("half")))
    return DatePhrase(*match.span(), due, since)


def _working_days(match: re.Match[str], context: DateContext) -> DatePhrase | None:
    count = value(match["n"])
    return DatePhrase(*match.span(), context.calendar.add_working_days(context.today, count))


def _ago(match: re.Match[str], context: DateContext) -> DatePhrase:
    day = _shift(context.today, -value(match["n"]), fold(match["unit"]), half=False)
    return DatePhrase(*match.span(), day, past=True)


_DAYTIME = r"(?:sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)"
_LEAD = r"(?:(?:cuối |đầu |hết |trong |ngay )?(?:giờ )?)?"
_UNIT = r"(?P<unit>ngày|hôm|bữa|tuần lễ|tuần|tháng|năm)"
_HALF = r"(?P<half> rưỡi)?"
_NOT_MANY = (
    r"(?<!một )(?<!đôi )(?<!dăm )(?<!hai )(?<!ba )(?<!may )(?<!vai )"
    r"(?<!\d-)(?<!\d - )(?<!\d,)(?<!\d, )"
)
_MORE = r"nữa|tới|sắp tới"
_ASK = (
    r"(?:gia hạn|lùi|hoãn|dời|khất)(?:(?! (?:đến|tới|sang|qua|ngày|mùng|trước|hết|vào|"
    r"từ)) [^\s\d,.;]+){0,3}|thêm(?: khoảng| tầm| cho)?|gia hạn(?: thêm| cho|"
    r" khoảng)?|lùi(?: lại| thêm| cho| hạn)*|"
    r"hoãn(?: lại| thêm)*|dời(?: lại| thêm)*|khất(?: thêm| lại)*|kéo dài(?: thêm)?|"
    r"(?:trong|sau)(?: vòng| khoảng| thời gian)*|không quá|khoảng|tầm|độ|"
    r"xin(?: em| anh| phép| thêm| khoảng| tầm)*|cho(?: em| anh| tôi| chị| mình| xin|"
    r" thêm| chúng em)*|"
    r"muộn|chậm(?: lại)?|trễ|nới(?: thêm)?|giãn(?: thêm)?|rộng"
)

_A_DAY = r"(?:ngày |hôm |đêm |lễ |dịp )*(?:tết|giao thừa|noel|rằm|mùng|mồng|thứ|\d)"

RULES: tuple[Rule, ...] = (
    (
        pattern(
            rf"(?<!mấy )(?<!vài ){_LEAD}(?:(?:{_DAYTIME}|ngày|hôm|bữa) )+(?P<which>nay|mai|mốt|"
            rf"(?<!hôm )(?<!bữa )(?:kia|kìa)|qua)(?! mốt)"
        ),
        _near,
    ),
    (pattern(r"(?:ngày|hôm|bữa) (?P<which>sau)(?! (?:tết|rằm|đó))"), _near),
    (pattern(rf"{_LEAD}(?P<which>mai)(?! mốt)(?: {_DAYTIME})?"), _near),
    (pattern(r"(?<!mai )(?<!mươi )(?<!hai )(?<!ba )(?P<which>=mốt)"), _near),
    (
        pattern(
            r"(?:trong|cuối|hết) (?:ngày|"
            r"buổi)(?: hôm nay)?(?! làm việc)(?! cuối)(?! \w+ tháng)(?! \d)|"
            r"(?:cuối|hết) giờ(?! (?:(?:làm việc|hành chính) )?(?:buổi )?(?:sáng|chiều))|"
            r"bây giờ|ngay bây giờ|"
            r"(?:trong )?ngày này"
        ),
        _today,
    ),
    (
        pattern(
            r"(?:hôm|bữa) (?:kia|kìa)|hôm trước|hôm rồi|bữa trước|bữa rồi|hôm bữa|hôm nọ|"
            r"vừa rồi|lúc nãy|hồi nãy"
        ),
        _past,
    ),
    (
        pattern(
            rf"(?:(?P<within>trong) (?:vòng |khoảng )?)?(?:khoảng |tầm |thêm |"
            rf"sau )?{_NOT_MANY}(?P<n>{COUNT}) {_UNIT}{_HALF} (?:{_MORE})(?! vừa)"
        ),
        _ahead,
    ),
    (
        pattern(
            rf"(?:(?:{_ASK}) )?(?P<halfway>nửa) (?P<unit>tháng|tuần|năm)(?: (?:{_MORE}))(?! đầu)"
        ),
        _ahead,
    ),
    (pattern(rf"(?:{_ASK}) (?P<halfway>nửa) (?P<unit>tháng|tuần|năm)(?! đầu)"), _ahead),
    (
        pattern(
            rf"(?:{_ASK}) {_NOT_MANY}(?P<n>{COUNT}) {_UNIT}{_HALF}(?! trước)"
            rf"(?! làm việc)(?! \d)(?! đầu)(?! cuối)(?: (?:{_MORE}))?"
        ),
        _ahead,
    ),
    (pattern(r"(?<!vài )(?<!mấy )(?<!nửa )(?P<unit>tuần|tháng) nữa"), _ahead),
    (
        pattern(
            r"(?:trong (?:vòng )?|sau |thêm )?(?P<n>\d{1,3}) ?(?P<unit>h|giờ|"
            r"tiếng)(?: đồng hồ)? (?:nữa|tới)"
        ),
        _ahead,
    ),
    (
        pattern(
            rf"(?:(?:trong|sau|thêm|xin|cho|gia hạn|lùi|chậm nhất|không quá)(?: vòng|"
            rf" thêm| em)* )?(?P<n>{COUNT}) (?:ngày|hôm|buổi) làm việc(?: (?:nữa|tới|"
            rf"tiếp theo))?(?: (?:kể )?(?:từ|tính từ) (?:hôm |ngày |ngày hôm )?nay)?"
        ),
        _working_days,
    ),
    (pattern(rf"(?:cách đây (?:khoảng )?)(?P<n>{COUNT}) {_UNIT}"), _ago),
    (pattern(rf"(?P<n>{COUNT}) {_UNIT} (?:trước|nay|qua|vừa qua|rồi)(?! {_A_DAY})"), _ago),
)
