"""Words shared by all reports and formats: periods, headings, letterheads."""

from datetime import datetime

from bot.texts.document import Form, Letterhead, Report
from scheduler.calendar.period import Length, Period
from scheduler.calendar.working_time import VIETNAM

CHAIRMAN = ("chu tich ubnd", "chu tich uy ban nhan dan")
"""Prefixes of the UBND chairman's post name, folded."""

SUMMARY_SHEET = "Tổng hợp"
QUARTERS = ("I", "II", "III", "IV")
ROMAN = ("I", "II", "III", "IV", "V", "VI")
PAGE = "Trang {page}/{pages}"
MORE_ROWS = "… và {count} dòng nữa, xem tệp Excel"


def span(period: Period) -> str:
    """A period as it is written in a title."""
    since, until = period.since, period.until
    match period.length:
        case Length.WEEK:
            return f"tuần từ {since:%d/%m} đến {until:%d/%m/%Y}"
        case Length.MONTH:
            return f"tháng {since.month} năm {since.year}"
        case Length.QUARTER:
            return f"quý {QUARTERS[since.month // 3]} năm {since.year}"
        case Length.YEAR:
            return f"năm {since.year}"
        case Length.FREE:
            return f"từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}"


def period_text(period: Period, about: str) -> str:
    """A period with the report's filter in words."""
    return f"{span(period)} {about}".rstrip()


def figures_moment(report: Report) -> str:
    """Says at which moment the figures were read."""
    return f"Số liệu lập lúc {moment(report.made_at)}"


def moment(at: datetime) -> str:
    """A moment in Vietnam as 09:30 ngày 15/10/2025."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def heading_lines(report: Report) -> tuple[str, ...]:
    """The heading lines of a format without a letterhead."""
    issued = issuer(report.form, report.letterhead)
    return (issued.upper(), f"{report.kind} {report.title}", figures_moment(report))


def issuer(form: Form, letterhead: Letterhead) -> str:
    """The issuer: Party committee or UBND, with the commune's name."""
    return f"{'UBND' if form is Form.UBND else 'Đảng ủy'} {letterhead.commune}"


def commune_alone(letterhead: Letterhead) -> str:
    """The commune's name without "xã", "phường" ... before it, as in a letter's date line."""
    for kind in ("xã ", "phường ", "đặc khu ", "thị trấn "):
        if letterhead.commune.lower().startswith(kind):
            return letterhead.commune[len(kind) :]
    return letterhead.commune


def superior(letterhead: Letterhead) -> str:
    """The province's Party committee: Thành ủy or Tỉnh ủy."""
    return "Tỉnh ủy" if letterhead.place.lower().startswith("tỉnh") else "Thành ủy"


def date_line(report: Report) -> str:
    """Place and day of a report, as Nguyễn Lương Bằng, ngày 31 tháng 10 năm 2025."""
    day = report.made_at.astimezone(VIETNAM)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{commune_alone(report.letterhead)}, ngày {day.day:02} tháng {month} năm {day.year}"
