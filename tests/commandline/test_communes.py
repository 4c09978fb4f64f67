"""`commune`: communes are added, listed, suspended and resumed; invitations link to their bot."""

import asyncio
import json

import pytest

from tests.commandline.shell import PLAN, YEARLY, Shell
from tests.servers.front import front
from tests.servers.telegram import TelegramServer

HERE = "nguyen-luong-bang"


def lines(shell: Shell) -> list[dict[str, object]]:
    return [json.loads(line) for line in shell.run("commune", "list", "--json").lines]


def test_a_commune_is_added_and_listed(shell: Shell) -> None:
    assert "Chưa có xã nào" in shell.run("commune", "list").lines[0]
    added = shell.run("commune", "add", "xa-an-hai", "Xã An Hải", "--place", "An Hải")
    assert added.code == 0
    assert "--commune xa-an-hai" in added.lines[-1]
    assert shell.run("import", PLAN).code == 0
    assert [row["key"] for row in lines(shell)] == [HERE, "xa-an-hai"]
    here, added_one = shell.run("commune", "list").lines
    assert "45 việc đang mở" in here
    assert "Xã An Hải  0 người  0 việc đang mở  chưa có bot" in added_one


@pytest.mark.parametrize(
    ("key", "name"), [("../x", "Xã"), ("Xã", "Xã"), ("", "Xã"), ("x" * 41, "Xã"), ("xa", " ")]
)
def test_an_invalid_key_or_name_adds_no_commune(shell: Shell, key: str, name: str) -> None:
    said = shell.run("commune", "add", key, name)
    assert (said.code, len(said.errors)) == (2, 1)
    assert lines(shell) == []


def test_a_commune_key_is_unique(shell: Shell) -> None:
    shell.run("commune", "add", "xa", "Xã Một")
    assert "Đã có xã" in shell.run("commune", "add", "xa", "Xã Hai").errors[0]
    assert [row["name"] for row in lines(shell)] == ["Xã Một"]


def test_a_commune_is_suspended_and_resumed(shell: Shell) -> None:
    shell.run("commune", "add", "xa", "Xã Một")
    assert "Các xã: xa" in shell.run("commune", "suspend", "xb").errors[0]
    first = shell.run("commune", "suspend", "xa").lines
    assert "Xã Một tạm dừng" in first[0]
    assert shell.run("commune", "suspend", "xa").lines == first, "it stays as it was"
    assert "TẠM DỪNG" in shell.run("commune", "list").lines[0]
    assert "hoạt động trở lại" in shell.run("commune", "resume", "xa").lines[0]
    assert "không bị tạm dừng" in shell.run("commune", "resume", "xa").lines[0]


async def test_an_invitation_has_the_link_of_the_communes_own_bot(shell: Shell) -> None:
    async with TelegramServer("1:aaaaaaaaaaaa") as own, TelegramServer("2:bbbbbbbbbbbb") as other:
        own.world.username, other.world.username = "xa_nha_bot", "xa_khac_bot"
        folder = shell.folder / "ma"
        for key, server in ((HERE, own), ("xa", other)):
            (folder / key).mkdir(parents=True)
            (folder / key / "telegram_token").write_text(server.token + "\n")
        async with front({own.token: own.url, other.token: other.url}) as url:
            settings = {"SECRETS_DIR": "ma", "TELEGRAM_BASE_URL": url}
            await asyncio.to_thread(shell.run, "import", PLAN, **settings)
            await asyncio.to_thread(shell.run, "commune", "add", "xa", "Xã Một", **settings)
            words = ("invite", "Trưởng Công an xã", "--commune", HERE)
            invited = await asyncio.to_thread(shell.run, *words, **settings)
            (folder / "xb").mkdir()
            (folder / "xb" / "zalo_token").write_text("mã")
            (folder / "xc").mkdir()
            (folder / "xc" / "telegram_token").write_text(own.token)
            checked = await asyncio.to_thread(shell.run, "check", **settings)
    assert invited.errors == []
    assert any("t.me/xa_nha_bot" in line for line in invited.lines)
    told = "\n".join(checked.lines)
    assert "LỖI  SECRETS_DIR/xb: không có xã" in told
    assert "LỖI  SECRETS_DIR/xb/zalo_token: không đọc được mã bot" in told
    assert f"Cùng một mã bot ở nhiều xã: {HERE}/telegram_token, xc/telegram_token" in told
    assert "4 mã, 3 bot trả lời" in told


def test_commands_require_a_commune_when_there_are_several(shell: Shell) -> None:
    shell.run("import", PLAN)
    shell.run("commune", "add", "xa", "Xã Một")
    assert "--commune" in shell.run("invite", "Trưởng Công an xã").errors[0]
    assert shell.run("invite", "Trưởng Công an xã", "--commune", HERE).code == 0
    assert (
        "Không có chức danh"
        in shell.run("invite", "Trưởng Công an xã", "--commune", "xa").errors[0]
    )


def test_a_shipped_frame_is_imported_for_the_named_commune_alone(shell: Shell) -> None:
    shell.run("import", PLAN)
    shell.run("commune", "add", "an-hai", "Xã An Hải", "--place", "tỉnh Nghệ An")
    told = shell.run("import", YEARLY, "--year", "2026", "--commune", "an-hai")
    assert told.code == 0
    assert not any("xã mới" in line for line in told.lines)
    found = {row["key"]: row for row in lines(shell)}
    assert [(key, row["name"]) for key, row in found.items()] == [
        ("an-hai", "Xã An Hải"),
        (HERE, "xã Nguyễn Lương Bằng"),
    ]
    assert (found[HERE]["open"], found["an-hai"]["open"]) == (45, 70)
    again = shell.run("import", YEARLY, "--year", "2026", "--commune", "an-hai")
    assert again.lines[-1].startswith("Tổng: thêm 0, đổi 0 chi tiết")


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_an_unknown_commune_is_refused_and_nothing_is_imported(
    shell: Shell, dry: tuple[str, ...]
) -> None:
    shell.run("commune", "add", "an-hai", "Xã An Hải")
    told = shell.run("import", PLAN, "--commune", "an-hi", *dry)
    assert (told.code, told.lines) == (2, [])
    assert told.errors == ["Không có xã mang khóa an-hi. Các xã: an-hai."]
    assert [(row["key"], row["open"]) for row in lines(shell)] == [("an-hai", 0)]


def test_a_plan_without_a_named_commune_says_that_it_adds_its_own(shell: Shell) -> None:
    shell.run("commune", "add", "an-hai", "Xã An Hải")
    made = f"lập xã mới theo tệp: xã Nguyễn Lương Bằng, khóa {HERE}."
    assert any(f"Sẽ {made}" in line for line in shell.run("import", PLAN, "--dry-run").lines)
    assert [row["key"] for row in lines(shell)] == ["an-hai"]
    assert any(f"Đã {made}" in line for line in shell.run("import", PLAN).lines)
    assert not any(made in line for line in shell.run("import", PLAN).lines)


def test_a_file_is_previewed_with_the_days_of_the_named_commune(shell: Shell) -> None:
    shell.run("commune", "add", "an-hai", "Xã An Hải")
    off = shell.folder / "nghi.yaml"
    off.write_text(
        "days:\n  - {date: 2025-12-29, working: false, name: Lễ hội, basis: Thông báo}\n"
    )
    assert shell.run("days", off, "--commune", "an-hai").code == 0
    day = ("preview", PLAN, "--from", "2025-12-29", "--to", "2025-12-29")
    everywhere = shell.run(*day).lines
    there = shell.run(*day, "--commune", "an-hai").lines
    assert len(there) < len(everywhere) / 2
    unknown = shell.run(*day, "--commune", "an-hi")
    assert (unknown.code, unknown.lines) == (2, [])
    assert unknown.errors == ["Không có xã mang khóa an-hi. Các xã: an-hai."]
