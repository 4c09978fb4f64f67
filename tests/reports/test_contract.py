"""Every report in every format has the same numbers and text, read by other libraries."""

from collections.abc import Callable, Mapping

import pytest

from bot.language.text.letters import clean
from bot.reports.catalogue import all_reports, format_names, render
from bot.reports.formats.png import ROWS
from bot.texts.document import Form, Report
from storage.milestone import Milestone
from tests.reports import reading
from tests.reports.office import DECEMBER, NASTY, YEAR, Archive
from tests.reports.reading import flat

SECRET = "Diễn tập Sao Biển"
REPORTS = [*all_reports()]
FORMS = [Form.PARTY, Form.UBND]


def read(archive: Archive, name: str, form: Form = Form.PARTY) -> Report:
    return archive.report(name, YEAR if name == "scores" else DECEMBER, form=form)


def test_every_report_and_format_is_tested() -> None:
    assert {"period", "scores", "overdue"} <= set(REPORTS)
    assert set(format_names()) == set(HELD)


def docx(content: bytes, report: Report) -> None:
    words = reading.docx_words(content)
    assert reading.docx_tables(content, report) == reading.on_paper(report)
    for section in report.sections:
        for point in section.points:
            assert flat(point) in words


def xlsx(content: bytes, report: Report) -> None:
    words, sheets = reading.xlsx_words(content), reading.xlsx_tables(content)
    assert [*sheets] == [table.name for table in report.tables]
    for table in report.tables:
        assert sheets[table.name] == [
            [reading.as_in_a_sheet(cell) for cell in row] for row in table.rows
        ]
    assert all(flat(point) in words for each in report.sections for point in each.points)


def pdf(content: bytes, report: Report) -> None:
    words = reading.pdf_words(content)
    for rows in reading.on_paper(report):
        assert all(line in words for line in reading.one_line(rows))
    assert all(flat(point) in words for each in report.sections for point in each.points)


def png(content: bytes, report: Report) -> None:
    words = reading.png_words(report)
    assert content.startswith(b"\x89PNG")
    for rows in reading.on_paper(report):
        for row in rows[:ROWS]:
            assert reading.in_order(words, row), row
    assert all(flat(line) in words for line in report.summary)


def ics(content: bytes, report: Report) -> None:
    turns = [(clean(each.title), each.days[0]) for each in report.series]
    dues = [(clean(due.title), due.day) for due in report.dues]
    assert reading.ics_days(content) == dues + turns


HELD: Mapping[str, Callable[[bytes, Report], None]] = {
    "docx": docx,
    "ics": ics,
    "pdf": pdf,
    "png": png,
    "xlsx": xlsx,
}
"""How each format is read back and held against the report."""


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_contains_the_same_report(archive: Archive, name: str) -> None:
    report = read(archive, name)
    for format_name in format_names():
        HELD[format_name](render(report, format_name), report)


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_renders_an_empty_report(archive: Archive, name: str) -> None:
    report = archive.report(name, DECEMBER, about="của Trạm Y tế", now="2025-10-07T08:00")
    for format_name in format_names():
        HELD[format_name](render(report, format_name), report)


@pytest.mark.parametrize("form", FORMS)
def test_both_forms_contain_the_same_report(archive: Archive, form: Form) -> None:
    report = read(archive, "period", form)
    docx(render(report, "docx"), report)


@pytest.mark.parametrize("name", REPORTS)
def test_no_format_reveals_a_confidential_task(archive: Archive, name: str) -> None:
    def hide(row: Milestone) -> None:
        row.title = row.task.title = row.task.basis = row.task.quote = SECRET
        row.document_number = "12-KH/ĐU"
        row.task.confidential = True

    for number in range(1, 7):
        archive.change(number, hide)
    report = read(archive, name)
    told = [*reading.on_paper(report), *reading.xlsx_tables(render(report, "xlsx")).values()]
    words = flat(str(told)) + reading.pdf_words(render(report, "pdf"))
    words += reading.docx_words(render(report, "docx")) + reading.png_words(report)
    words += str(reading.ics_days(render(report, "ics")))
    for hidden in (SECRET, NASTY, "12-KH/ĐU", "hướng dẫn"):
        assert flat(hidden) not in words
        assert hidden not in words
    for table in report.tables:
        for row in table.rows if table.columns[0].title == "Số" else ():
            assert "xem sổ tại Văn phòng" in str(row[1])
            assert set(row[2:]) == {None}
