"""`nhacviec import` is idempotent, writes nothing in a dry run, and nothing from a bad file."""

import stat

import pytest

from tests.commandline.shell import PLAN, YEARLY, Shell


def total(lines: list[str]) -> str:
    return lines[-1]


def test_a_second_import_changes_nothing(office: Shell) -> None:
    again = office.run("import", PLAN)
    assert again.code == 0
    assert total(again.lines).startswith("Tổng: thêm 0, đổi 0 chi tiết, giữ nguyên 3")


def test_a_dry_run_reports_and_writes_nothing(beginner: Shell) -> None:
    told = beginner.run("import", PLAN, "--dry-run")
    assert told.code == 0
    assert any(line.startswith("sẽ thêm") for line in told.lines)
    real = beginner.run("import", PLAN)
    assert total(real.lines) == total(told.lines)


def test_the_yearly_frame_is_imported_for_the_requested_year(shell: Shell) -> None:
    told = shell.run("import", YEARLY, "--year", "2026")
    assert told.code == 0
    assert any(line.startswith("đã thêm") and "-2026/" in line for line in told.lines)


def test_a_bad_file_reports_every_fault_with_its_line_and_changes_nothing(office: Shell) -> None:
    text = PLAN.read_text(encoding="utf-8")
    assert "due: 2025-12-31" in text
    assert "kind: quota" in text
    bad = office.folder / "bad.yaml"
    text = "due: 30 tháng Chạp 2025".join(text.rsplit("due: 2025-12-31", 1))
    bad.write_text(text.replace("kind: quota", "kind: quotas", 1), encoding="utf-8")
    told = office.run("import", bad)
    assert told.code == 2
    assert told.lines == []
    assert len(told.errors) >= 2
    for line in told.errors:
        name, number, words = line.split(":", 2)
        assert name == str(bad)
        assert int(number) > 1
        assert words.strip()
    again = office.run("import", PLAN)
    assert total(again.lines).startswith("Tổng: thêm 0, đổi 0 chi tiết")


NO_PLAN = "không phải tệp kế hoạch"
NO_FILE = "không có tệp này."
FOLDER = "là một thư mục; cần ghi rõ một tệp."
NO_TEXT = "không phải tệp chữ UTF-8; cần lưu lại với bảng mã UTF-8."
NO_BACKUP = "không phải bản sao lưu nguyên vẹn của chương trình này. Chưa thay đổi gì."


@pytest.mark.parametrize(
    ("command", "name", "told"),
    [
        ("import", "nowhere.yaml", NO_FILE),
        ("import", "nowhere.xlsx", NO_FILE),
        ("import", "nowhere.csv", NO_FILE),
        ("import", "folder", FOLDER),
        ("import", "bytes.yaml", NO_TEXT),
        ("import", "some.csv", "bảng phải ở dạng .xlsx"),
        ("import", "some.XLS", "bảng phải ở dạng .xlsx"),
        ("import", "some.ics", NO_PLAN),
        ("import", "some.docx", NO_PLAN),
        ("import", "some.db", NO_PLAN),
        ("preview", "folder", FOLDER),
        ("preview", "some.xlsx", "bảng Excel thì nạp trước"),
        ("preview", "some.csv", "bảng phải ở dạng .xlsx"),
        ("propose", "folder", FOLDER),
        ("propose", "nowhere.docx", NO_FILE),
        ("days", "folder", FOLDER),
        ("days", "nowhere.yaml", NO_FILE),
        ("days", "some.ics", "không phải tệp ngày"),
        ("days", "some.xlsx", "không phải tệp ngày"),
        ("days", "bytes.yaml", NO_TEXT),
        ("restore", "nowhere.db", NO_FILE),
        ("restore", "folder", FOLDER),
        ("restore", "some.db", NO_BACKUP),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(
    beginner: Shell, command: str, name: str, told: str
) -> None:
    if name == "folder":
        (beginner.folder / name).mkdir()
    elif not name.startswith("nowhere"):
        content = b"\xff\xfe\x00\x99" if name.startswith("bytes") else b"BEGIN:VCALENDAR\n"
        (beginner.folder / name).write_bytes(content)
    said = beginner.run(command, name)
    assert (said.code, said.lines, len(said.errors)) == (2, [], 1)
    assert said.errors[0].startswith(f"{name}: {told}")


def test_stored_files_are_readable_by_their_owner_only(beginner: Shell) -> None:
    assert beginner.run("import", PLAN).code == 0
    assert beginner.run("backup").code == 0
    files = [path for path in (beginner.folder / "var").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".db"}
    assert len(files) > 1
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in files} == {"0o600"}


def test_a_task_that_the_file_no_longer_names_is_told_and_kept(office: Shell) -> None:
    text = PLAN.read_text(encoding="utf-8")
    shorter = office.folder / "shorter.yaml"
    head, tasks = text.split("\ntasks:\n")
    _, _, rest = tasks.split("\n  - key: ", 2)
    shorter.write_text(f"{head}\ntasks:\n  - key: {rest}", encoding="utf-8")
    told = office.run("import", shorter, "--dry-run")
    assert told.code == 0
    assert any(line.startswith("Không còn trong tệp, vẫn giữ: ") for line in told.lines)
    assert not any("Không còn trong tệp" in line for line in office.run("import", PLAN).lines)
