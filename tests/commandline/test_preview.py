"""`nhacviec preview`: the coming reminders, from a plan file or from the database."""

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest

from tests.commandline.shell import PLAN, YEARLY, Said, Shell

SPAN = ("--from", "2025-10-08", "--to", "2026-03-31", "--json")
KEYS = {"at", "number", "task", "milestone", "kind", "on_duty", "step", "to", "role"}


def moments(said: Said) -> list[datetime]:
    return [datetime.fromisoformat(json.loads(line)["at"]) for line in said.lines]


def test_preview_lines_have_fixed_keys_and_are_sorted(shell: Shell) -> None:
    said = shell.run("preview", PLAN, *SPAN)
    assert said.code == 0
    assert len(said.lines) > 500
    for line in said.lines:
        told = json.loads(line)
        assert set(told) == KEYS
        assert told["at"].endswith("+07:00")
    at = moments(said)
    assert at == sorted(at)
    assert min(at).date().isoformat() >= "2025-10-08"
    assert max(at).date().isoformat() <= "2026-03-31"
    assert all(time(7, 30) <= moment.time() <= time(17) for moment in at)


def test_preview_of_a_file_needs_no_database(beginner: Shell) -> None:
    assert beginner.run("preview", PLAN, *SPAN).code == 0
    assert list(beginner.folder.iterdir()) == []


def test_a_preview_loads_no_platform_and_nothing_that_draws(shell: Shell) -> None:
    """Late imports keep the command under two seconds."""
    loaded = shell.alone("preview", PLAN, *SPAN, PYTHONPROFILEIMPORTTIME="1").errors
    names = {line.rpartition("|")[2].strip() for line in loaded}
    assert "pydantic" in names
    assert not names & {"telegram", "aiohttp", "apscheduler", "matplotlib"}


def test_preview_of_a_day_is_readable_text(shell: Shell) -> None:
    said = shell.run("preview", PLAN, "--from", "2025-12-31", "--to", "2025-12-31")
    assert said.code == 0
    reminders = said.lines[: said.lines.index("")]
    assert reminders
    assert all(line.startswith("08:00 thứ Tư 31/12/2025") for line in reminders)
    told = next(line for line in said.lines if "ngày đến hạn" in line)
    assert told.endswith("Trưởng Ban Xây dựng Đảng: Kết nạp đảng viên mới năm 2025")
    assert not any("_" in line for line in said.lines), "no step or key as it is stored"


def test_preview_from_the_database_equals_preview_from_the_file(office: Shell) -> None:
    """Tasks handed over now differ from those of 2025, so a future period is compared."""
    today = datetime.now().astimezone().date()
    span = ("--from", f"{today}", "--to", f"{today + timedelta(days=400)}", "--json")
    said = office.run("preview", *span)
    assert said.code == 0
    assert moments(said) == sorted(moments(said))


@pytest.mark.parametrize("command", [("preview", PLAN), ("report", "period", "--format", "docx")])
def test_dates_the_wrong_way_round_are_refused(office: Shell, command: Sequence[str]) -> None:
    said = office.run(*command, "--from", "2026-12-31", "--to", "2026-10-01")
    assert (said.code, said.lines, said.errors) == (
        2,
        [],
        ["Từ ngày 31/12/2026 đến ngày 1/10/2026 là ngược; đổi lại hai ngày."],
    )


def test_an_invalid_date_is_refused(shell: Shell) -> None:
    said = shell.run("preview", PLAN, "--from", "31/12/2025")
    assert (said.code, said.errors) == (2, ["--from: cần ngày dạng 2025-12-31."])


YEAR_END = ("--from", "2026-10-01", "--to", "2027-03-31")


def load_shown(said: Said) -> list[str]:
    """What stands under the reminders."""
    assert said.code == 0
    return said.lines[said.lines.index("") + 1 :]


def test_a_preview_ends_with_the_load_of_each_post(shell: Shell) -> None:
    shown = load_shown(shell.run("preview", YEARLY, "--year", "2026", *YEAR_END))
    assert shown[0].startswith("Số dòng nhắc nhiều nhất một ngày của mỗi chức danh nếu không ai")
    own = shown[1 : shown.index("Riêng tin về việc của người khác (Văn phòng, lãnh đạo):")]
    assert any(line.startswith("  Trưởng phòng Kinh tế ") for line in own)
    most = [int(line.split(" dòng, ngày")[0].rsplit(" ", 1)[1]) for line in own]
    assert most == sorted(most, reverse=True)
    apart = shown[len(own) + 2 :]
    assert apart[0].startswith("  Chánh Văn phòng Đảng ủy ")
    assert any(line.startswith("Ngày nặng nhất: ") for line in apart)
    assert "Ngày trên 5 dòng, nên giãn:" in apart
    assert apart[-1].startswith("  … và ")


def test_a_preview_of_answered_work_is_lighter_and_names_the_worst_day_without_answers(
    shell: Shell,
) -> None:
    words = ("preview", YEARLY, "--year", "2026", *YEAR_END)
    silent, answered = shell.run(*words), shell.run(*words, "--answered")
    assert len(answered.lines) < len(silent.lines) / 2
    assert not any("quá hạn" in line for line in answered.lines)
    worst = next(line for line in load_shown(silent) if line.startswith("Ngày nặng nhất: "))
    day = worst.removeprefix("Ngày nặng nhất: ").removesuffix(".")
    shown = load_shown(answered)
    assert any(line.startswith(f"Nếu không ai trả lời, ngày nặng nhất: {day};") for line in shown)


def test_a_preview_of_stored_work_counts_its_load_too(office: Shell) -> None:
    today = datetime.now().astimezone().date()
    span = ("--from", f"{today}", "--to", f"{today + timedelta(days=60)}", "--answered")
    assert any(
        line.startswith("Ngày nặng nhất: ") for line in load_shown(office.run("preview", *span))
    )


def test_a_preview_without_reminders_says_so(shell: Shell) -> None:
    said = shell.run("preview", PLAN, "--from", "2025-01-01", "--to", "2025-01-02", "--answered")
    assert said.lines == ["Không có tin nhắc nào trong thời gian này."]
