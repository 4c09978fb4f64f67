"""Answers to a request for a report or a list as a file."""

from collections.abc import Sequence

from bot.texts import reports
from bot.texts.document import Report
from scheduler.calendar.period import Period
from scheduler.delivery.channel import Block, Bold, Button, Handout, Outgoing

LENGTHS = ("tuần", "tháng", "quý", "năm")


def report_answer(report: Report, files: Sequence[Handout]) -> Outgoing:
    lines = "\n".join(("", *report.summary))
    return Outgoing((Block((Bold(report.label), lines)),), handouts=tuple(files))


def empty_report(report: Report) -> Outgoing:
    return Outgoing((Block((Bold(report.label), "\n" + "\n".join(report.summary))),))


def not_begun(period: Period) -> Outgoing:
    span = reports.span(period)
    words = f"{span[:1].upper()}{span[1:]} chưa bắt đầu, chưa có số liệu để báo cáo."
    return Outgoing((Block((words,)),))


def ask_which_period() -> Outgoing:
    words = (
        "Đồng chí cần báo cáo kỳ nào? Gõ “báo cáo tháng 11”, “báo cáo quý IV”, hoặc “báo cáo đột "
        "xuất từ 01/10 đến 20/10”; thêm “của Công an xã”, “mẫu ủy ban”, “pdf” nếu cần."
    )
    row = tuple(Button(f"Báo cáo {length}", f"báo cáo {length}") for length in LENGTHS)
    return Outgoing((Block((words,)),), (row,))
