"""`nhacviec report` writes a report to a file."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.commandline.report import NAMES
from bot.reports.catalogue import format_names
from storage.database import Database
from tests.commandline.shell import Shell
from tests.staffed_office import holder, staff_office
from tests.stories.world import BUILDER, CHIEF, ECONOMIST


@pytest.mark.parametrize("format_name", format_names())
def test_every_format_is_written_to_the_given_path(office: Shell, format_name: str) -> None:
    path = office.folder / f"bao-cao.{format_name}"
    said = office.run(
        "report", "period", "--from", "2025-10-01", "--to", "2025-10-31", "--format", format_name,
        "-o", path,
    )  # fmt: skip
    assert (said.code, said.errors) == (0, [])
    assert said.lines[0] == f"Đã ghi {path}"
    assert "Hoàn thành 0 việc" in said.lines[1]
    assert path.stat().st_size > 100


def test_a_report_without_a_path_gets_a_default_file_name(office: Shell) -> None:
    said = office.run("report", "period", "--from", "2025-10-01", "--to", "2025-10-31")
    assert said.lines[0] == "Đã ghi Báo cáo tháng 10 năm 2025.docx"
    assert (office.folder / "Báo cáo tháng 10 năm 2025.docx").is_file()


def test_a_report_is_filtered(office: Shell) -> None:
    said = office.run(
        "report", "open", "--format", "xlsx", "--unit", "cong an", "-o", office.folder / "a.xlsx"
    )
    assert said.code == 0
    [_, *rows] = load_workbook(office.folder / "a.xlsx")["Việc đang mở"].values
    assert {row[2] for row in rows} == {"Trưởng Công an xã"}
    said = office.run(
        "report", "open", "--format", "xlsx", "--sector", "kinh te - xa hoi",
        "--person", "trưởng phòng kinh tế", "-o", office.folder / "b.xlsx",
    )  # fmt: skip
    assert said.code == 2
    assert said.errors[0].startswith("Không có “trưởng phòng kinh tế”. Chọn một trong:")


def test_sectors_and_units_may_be_named_by_short_forms(office: Shell) -> None:
    path = office.folder / "short.xlsx"
    said = office.run(
        "report", "open", "--format", "xlsx", "--sector", "ktxh", "--unit", "pkt", "-o", path
    )  # fmt: skip
    assert (said.code, said.errors) == (0, [])
    [_, *rows] = load_workbook(path)["Việc đang mở"].values
    assert {row[2] for row in rows} == {"Trưởng phòng Kinh tế"}


def test_a_given_name_selects_a_person_and_an_ambiguous_one_lists_them(
    beginner: Shell, sqlite_url: str
) -> None:
    database = Database(sqlite_url)
    staff_office(database)
    with database.commune(1) as session:
        holder(session, ECONOMIST).name = "Trần Văn Hùng"
        holder(session, CHIEF).name, holder(session, BUILDER).name = "Lê Văn Dũng", "Vũ Mạnh Dũng"
    call = ("report", "open", "--format", "xlsx", "-o", beginner.folder / "p.xlsx", "--person")
    said = beginner.run(*call, "đ/c hung", DATABASE_URL=sqlite_url)
    assert (said.code, said.errors) == (0, [])
    [_, *rows] = load_workbook(beginner.folder / "p.xlsx")["Việc đang mở"].values
    assert {row[2] for row in rows} == {ECONOMIST}
    said = beginner.run(*call, "Dũng", DATABASE_URL=sqlite_url)
    assert said.code == 2
    assert said.errors[0].startswith("“Dũng” có thể là ")
    assert f"Lê Văn Dũng ({CHIEF})" in said.errors[0]
    assert f"Vũ Mạnh Dũng ({BUILDER})" in said.errors[0]


def test_lists_cover_the_given_days(office: Shell) -> None:
    path = office.folder / "c.xlsx"
    office.run(
        "report", "open", "--format", "xlsx", "--from", "2025-12-31", "--to", "2025-12-31",
        "-o", path,
    )  # fmt: skip
    [_, *rows] = load_workbook(path)["Việc đang mở"].values
    assert rows
    assert {f"{row[4]:%Y-%m-%d}" for row in rows} == {"2025-12-31"}


def test_a_report_in_the_administrative_form(office: Shell) -> None:
    path = office.folder / "d.docx"
    office.run("report", "period", "--form", "ubnd", "-o", path)
    head = Document(io.BytesIO(path.read_bytes())).tables[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing"], f"Không có “nothing”. Chọn một trong: {'; '.join(NAMES)}."),
        (["mine"], "Không có “mine”. Chọn một trong: "),
        (
            ["period", "--format", "doc"],
            "Không có “doc”. Chọn một trong: docx; ics; pdf; png; xlsx.",
        ),
        (["period", "--from", "hôm nay"], "--from: cần ngày dạng 2025-12-31."),
        (
            ["period", "--sector", "x"],
            "Không có “x”. Chọn một trong: xây dựng Đảng, hệ thống chính trị; ",
        ),
        (["period", "--commune", "x"], "Không có xã mang khóa x. Các xã: "),
    ],
)
def test_impossible_requests_are_explained(office: Shell, words: list[str], told: str) -> None:
    said = office.run("report", *words)
    assert said.code == 2
    assert said.errors[0].startswith(told)


def test_an_unwritable_path_is_reported(office: Shell) -> None:
    said = office.run("report", "period", "-o", office.folder / "không có" / "a.docx")
    assert said.code == 1
    assert "không ghi được" in said.errors[0]
