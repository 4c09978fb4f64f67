"""`nhacviec template`: the table that an office fills in, from the command line."""

from openpyxl import load_workbook

from bot.texts.plan_columns import COLUMNS, PLAN_SHEET
from tests.commandline.shell import Shell


def test_the_template_has_the_posts_of_the_commune_and_is_not_written_over(office: Shell) -> None:
    said = office.run("template", "-o", "mau.xlsx")
    assert (said.code, said.errors) == (0, [])
    assert said.lines == ["Đã ghi mau.xlsx. Điền xong thì nạp: nhacviec import mau.xlsx"]
    book = load_workbook(office.folder / "mau.xlsx")
    assert [cell.value for cell in book[PLAN_SHEET][1]] == [each.heading for each in COLUMNS]
    lists = {cell.value for row in book["Danh-muc"].iter_rows() for cell in row}
    assert {"Trưởng Ban Xây dựng Đảng", "kinh tế - xã hội"} <= lists
    again = office.run("template", "-o", "mau.xlsx")
    assert (again.code, again.lines) == (2, [])
    assert again.errors == ["mau.xlsx: đã có tệp này, nên không ghi; chọn tên khác."]


def test_the_template_needs_a_plan_and_a_place(beginner: Shell, office: Shell) -> None:
    assert beginner.run("template").errors[0].startswith("Chưa có kế hoạch nào.")
    assert office.run("template", "-o", "/proc/mau.xlsx").code == 1
