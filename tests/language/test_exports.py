"""The report kind, formats, form and period that a request for a file means."""

import json
from pathlib import Path

import pytest

from bot.language.requests.exports import understand_export
from bot.reports.catalogue import all_reports, format_names
from scheduler.calendar.period import Length

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parent / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    if '"export"' in line
]


@pytest.mark.parametrize(
    ("text", "report", "formats"),
    [
        ("báo cáo tháng 11", "period", ()),
        ("bao cao thang 11 ra word", "period", ("docx",)),
        ("báo cáo quý IV pdf và excel", "period", ("xlsx", "pdf")),
        ("báo cáo tuần này ảnh", "period", ("png",)),
        ("xuất excel việc quá hạn của công an", "overdue", ("xlsx",)),
        ("xuat danh sach cham tien do", "overdue", ()),
        ("xuất danh sách chưa báo cáo", "unreported", ()),
        ("em xuất giúp chị danh sách đến hạn tuần sau ra excel", "soon", ("xlsx",)),
        ("in danh sách việc", "open", ("pdf",)),
        ("xuất excel việc đã xong muộn", "late", ("xlsx",)),
        ("xuất excel việc đã hoàn thành tháng 11", "done", ("xlsx",)),
        ("xuất danh sách việc chờ duyệt", "decide", ()),
        ("in giúp anh bảng tiến độ", "period", ("pdf",)),
        ("xuất bảng xếp loại cán bộ cuối năm ra excel", "scores", ("xlsx",)),
        ("xuất lịch việc của công an", "open", ("ics",)),
        ("tai ve", "period", ()),
        ("xuất file csv việc của phòng kinh tế", "open", ("xlsx",)),
    ],
)
def test_report_kind_and_formats_are_read(text: str, report: str, formats: tuple[str, ...]) -> None:
    found = understand_export(text)
    assert (found.report, found.formats) == (report, formats)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("báo cáo tuần", Length.WEEK),
        ("báo cáo tháng", Length.MONTH),
        ("báo cáo quý", Length.QUARTER),
        ("bao cao nam", Length.YEAR),
        ("báo cáo đột xuất từ 1/10 đến 20/10", Length.FREE),
        ("xuất excel", None),
    ],
)
def test_length_of_the_period_is_read(text: str, length: Length | None) -> None:
    assert understand_export(text).length is length


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("báo cáo tháng 10 mẫu ủy ban", "báo cáo tháng 10 "),
        ("báo cáo tháng theo mẫu UBND của Công an xã", "báo cáo tháng  của Công an xã"),
        ("bao cao quy mau chinh quyen ra word", "bao cao quy  ra word"),
        ("báo cáo tháng thể thức nghị định 30", "báo cáo tháng "),
    ],
)
def test_the_form_name_is_not_read_as_a_unit(text: str, rest: str) -> None:
    found = understand_export(text)
    assert found.ubnd
    assert found.text == rest


@pytest.mark.parametrize("text", ["báo cáo tháng của UBND xã", "báo cáo tháng mẫu Đảng"])
def test_a_unit_name_is_not_read_as_the_form(text: str) -> None:
    assert not understand_export(text).ubnd


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each["id"])
def test_every_corpus_question_means_an_existing_report(question: dict[str, str]) -> None:
    found = understand_export(question["text"])
    assert found.report in all_reports()
    assert set(found.formats) <= set(format_names())
