"""The cases in which `nhacviec run` refuses to start; tests/faults shows it running."""

import pytest

from bot.app.program import bind_clock
from storage.commune import MOVED, REAL
from storage.database import Database
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
    [(REAL, ("--clock", "2025-10-08T07:55")), (MOVED, ())],
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
