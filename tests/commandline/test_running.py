"""The cases in which `nhacviec run` refuses to start; tests/faults shows it running."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.app.program import bind_clock
from bot.commandline.process import make_clock
from storage.commune import MOVED_BY_HAND, REAL, Commune
from storage.database import Database
from storage.milestone import Milestone, find_milestones
from storage.task import Task
from tests.commandline.shell import PLAN, TOKEN, Shell


def held(shell: Shell, kind: str) -> dict[str, str]:
    """Settings of a database that has run on that clock."""
    url = f"sqlite:///{shell.folder / 'held.db'}"
    assert shell.run("import", PLAN, DATABASE_URL=url).code == 0
    database = Database(url)
    bind_clock(database, kind)
    database.close()
    return {"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "WEB_PORT": "0"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [(REAL, ("--clock", "2025-10-08T07:55")), (MOVED_BY_HAND, ())],
)
def test_a_database_is_run_only_with_the_clock_it_was_created_with(
    shell: Shell, kind: str, words: tuple[str, ...]
) -> None:
    said = shell.run("run", *words, **held(shell, kind))
    assert (said.code, said.lines) == (2, [])
    assert said.errors == [
        "Cơ sở dữ liệu này đã chạy theo đồng hồ khác (giờ thật hoặc giờ tập). "
        "Dùng DATABASE_URL khác để tập dượt."
    ]


def test_training_refuses_a_platform_token(beginner: Shell) -> None:
    said = beginner.run("run", "--training", TELEGRAM_BOT_TOKEN=TOKEN)
    assert (said.code, said.lines) == (2, [])
    assert said.errors == ["Chế độ tập dượt không dùng với mã nền tảng; hãy bỏ TELEGRAM_BOT_TOKEN."]
    assert list(beginner.folder.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("--training",)])
def test_training_refuses_to_listen_for_other_machines(
    shell: Shell, words: tuple[str, ...]
) -> None:
    said = shell.alone("run", *words, WEB_HOST="0.0.0.0")
    assert (said.code, said.lines) == (2, [])
    assert said.errors == ["Chế độ tập dượt chỉ chạy trên 127.0.0.1; hãy bỏ WEB_HOST."]


def test_run_refuses_an_empty_database(shell: Shell) -> None:
    said = shell.run("run", TELEGRAM_BOT_TOKEN=TOKEN)
    assert (said.code, said.lines) == (2, [])
    assert "import" in said.errors[0]


def test_an_invalid_clock_is_refused(shell: Shell) -> None:
    said = shell.run("run", "--clock", "tomorrow")
    assert (said.code, said.errors) == (2, ["--clock: cần thời điểm dạng 2025-10-08T07:55."])


def test_all_bad_settings_are_listed_at_once(shell: Shell) -> None:
    said = shell.run("run", DATABASE_URL="mysql://x", WEB_PORT="http", TICK_SECONDS="0")
    assert (said.code, said.lines) == (2, [])
    named = {line.split(":")[0] for line in said.errors}
    assert named == {"DATABASE_URL", "WEB_PORT", "TICK_SECONDS"}


def test_the_settings_file_in_the_folder_is_read(shell: Shell) -> None:
    (shell.folder / ".env").write_text("WEB_PORT=http\n", encoding="utf-8")
    said = shell.run("run")
    assert (said.code, [line.split(":")[0] for line in said.errors]) == (2, ["WEB_PORT"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n# mã\nTELEGRAM_BOT_TOKN=7:x\n", [".env:3: TELEGRAM_BOT_TOKN: không có cấu hình"]),
        ("BOT_TOKEN=7:x\n", [".env:1: BOT_TOKEN: không có cấu hình"]),
        ("\nWEB_PORT 8080\n", [".env:2: không đọc được; cần TÊN=giá trị"]),
        ("7000000001:AAE-a-token-alone\n", [".env:1: không đọc được; cần"]),
        ("TICK_SECONDS\n", [".env:1: không đọc được; cần"]),
        ("LOG FORMAT=json\nWEB_PORT=http\n", [".env:1: không đọc được", "WEB_PORT: cần một số"]),
    ],
)
def test_what_cannot_be_read_in_the_settings_file_is_named(
    text: str, told: list[str], beginner: Shell
) -> None:
    (beginner.folder / ".env").write_text(text, encoding="utf-8")
    said = beginner.run("run")
    assert (said.code, said.lines, len(said.errors)) == (2, [], len(told))
    assert all(line.startswith(start) for line, start in zip(said.errors, told, strict=True)), said
    assert not any("AAE" in line for line in said.errors), "what may be a token is not shown"


def test_a_settings_file_that_is_no_text_is_named(beginner: Shell) -> None:
    file = beginner.folder / ".env"
    file.write_text("WEB_PORT=8080", encoding="utf-16")
    assert beginner.run("run").errors == [
        ".env: không đọc được tệp cấu hình (không phải chữ UTF-8)."
    ]
    file.unlink()
    file.mkdir()
    assert beginner.run("run").errors[0].startswith(".env: không đọc được tệp cấu hình (")


def test_a_name_of_another_program_in_the_settings_file_is_named_once(office: Shell) -> None:
    file = office.folder / ".env"
    file.write_text("COMPOSE_PROJECT=x\nLOG_FORMAT=${FORM:-json}\n", encoding="utf-8")
    try:
        said = office.run("commune", "list")
    finally:
        file.unlink()
    assert (said.code, said.errors) == (
        0,
        ["Lưu ý: .env:1: COMPOSE_PROJECT không phải cấu hình của chương trình, không dùng đến."],
    )


def test_what_is_imported_without_a_token_is_told_to_be_for_training(beginner: Shell) -> None:
    said = beginner.run("import", PLAN)
    where = "Cơ sở dữ liệu: var/tap-duot.db, của chế độ tập dượt, vì chưa có mã bot và WEB_URL."
    assert said.lines[0].startswith(where)
    said = beginner.run("invite", "Trưởng Ban Xây dựng Đảng")
    assert said.lines[-1].startswith(where)
    said = beginner.run("invite", "Trưởng Ban Xây dựng Đảng", "--json")
    assert (len(said.lines), said.errors[0].startswith(where)) == (1, True)
    said = beginner.run("run", TELEGRAM_BOT_TOKEN=TOKEN)
    assert said.code == 2
    assert "Đã nạp vào var/tap-duot.db, nhưng đó là của chế độ tập dượt" in said.errors[1]
    said = beginner.run("import", PLAN, WEB_URL="http://10.20.1.5:8080")
    assert said.lines[0] == "Cơ sở dữ liệu: var/nhacviec.db, chạy thật."


START = datetime(2025, 10, 8, 0, 55, tzinfo=UTC)


@pytest.mark.parametrize("lay", [None, False, True])
def test_a_rehearsal_before_the_import_is_told_and_may_lay_the_plan(
    beginner: Shell, capsys: pytest.CaptureFixture[str], lay: bool | None
) -> None:
    """Imported on the real clock, the plan would be silent until that clock's time."""
    url = f"sqlite:///{beginner.folder / 'held.db'}"
    assert beginner.run("import", PLAN, DATABASE_URL=url).code == 0
    with closing(Database(url)) as database:
        capsys.readouterr()
        make_clock(database, START, 1.0, lay)
        told = capsys.readouterr().err
        assert "sau giờ tập 07:55 thứ Tư 8/10/2025: trước lúc đó sẽ không nhắc gì." in told
        assert ("chạy lại với --lay" in told) == (lay is None)
        week = START + timedelta(days=7)
        with database.commune(1) as session:
            due = find_milestones(session, Milestone.next_fire_at <= week)
            commune = session.scalars(select(Commune)).one()
            born = session.scalars(select(Task).where(Task.next_birth_at.is_not(None))).all()
        assert (bool(due), bool(born)) == (lay is True, lay is True)
        assert commune.next_summary_at is not None
        assert (commune.next_summary_at < week) == (lay is True)


def test_a_rehearsal_after_the_import_asks_nothing(
    beginner: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{beginner.folder / 'held.db'}"
    assert beginner.run("import", PLAN, DATABASE_URL=url).code == 0
    with closing(Database(url)) as database:
        capsys.readouterr()
        make_clock(database, datetime.now(UTC) + timedelta(days=1), 1.0)
        assert capsys.readouterr().err == ""
