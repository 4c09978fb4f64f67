"""Settings: all problems reported at once, and the example file with every setting."""

import re
from pathlib import Path

import pytest

from bot.settings import DEFAULTS, SECRETS, BadSettings, read_settings

EXAMPLE = Path(__file__).parents[1] / "config.example.env"


def test_the_example_shows_every_setting_with_its_default() -> None:
    shown = re.findall(r"^# ([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(shown) == dict(DEFAULTS)
    assert len(shown) == len(DEFAULTS)


def test_every_example_setting_has_a_comment_above_it() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")
    for block in blocks[1:]:
        *words, setting = block.splitlines()
        assert words, setting
        assert re.fullmatch(r"# [A-Z_]+=.*", setting)


def test_all_problems_are_reported_at_once() -> None:
    wrong = {
        "DATABASE_URL": "mysql://x",
        "TELEGRAM_BOT_TOKEN": "not a token",
        "TELEGRAM_BASE_URL": "api.telegram.org",
        "ZALO_BOT_TOKEN": "zalo",
        "ZALO_BASE_URL": "ftp://zalo",
        "PUBLIC_URL": "http://nhac.xa.vn",
        "WEB_URL": "10.20.1.5:8080",
        "WEB_PORT": "http",
        "TICK_SECONDS": "0",
        "RETENTION_DAYS": "7",
        "PING_URL": "ping",
        "LOG_FORMAT": "xml",
    }
    with pytest.raises(BadSettings) as caught:
        read_settings(wrong)
    assert [problem.split(":")[0] for problem in sorted(caught.value.problems)] == sorted(wrong)


def test_an_office_with_only_the_web_page_is_not_in_training() -> None:
    settings = read_settings({"WEB_URL": "http://10.20.1.5:8080/"})
    assert not settings.training
    assert settings.web_url == "http://10.20.1.5:8080"
    assert settings.database_url == "sqlite:///var/nhacviec.db"


def test_blank_is_unset_and_no_token_means_training() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": " ", "WEB_PORT": ""})
    assert settings.training
    assert settings.web_port == 8080
    assert settings.database_url == "sqlite:///var/tap-duot.db"


def problems_of(environment: dict[str, str]) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        read_settings(environment)
    return caught.value.problems


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("7000000001:AAE-from-a-file\n", encoding="utf-8")
    told = {"TELEGRAM_BOT_TOKEN_FILE": str(file), "TELEGRAM_BOT_TOKEN": " "}
    assert read_settings(told).tokens["telegram"] == "7000000001:AAE-from-a-file"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_given_itself_and_by_a_file_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("https://7000000001:AAE-from-a-file", encoding="utf-8")
    told = problems_of({f"{name}_FILE": str(file), name: "7000000001:AAE-itself"})
    assert told[0] == f"{name} và {name}_FILE cùng được đặt; chỉ giữ một."


@pytest.mark.parametrize("name", SECRETS)
def test_an_empty_file_of_a_secret_is_refused(name: str, tmp_path: Path) -> None:
    """Passed over, it would open training mode."""
    file = tmp_path / "secret"
    file.write_text(" \n", encoding="utf-8")
    told = problems_of({f"{name}_FILE": str(file)})
    assert told == [f"{name}_FILE: tệp {file} đang trống; ghi mã vào đó, hoặc bỏ dòng {name}_FILE."]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN"),
        ("telegram_bot_token", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("ZALO_BOT_TOKEN_FIL", "ZALO_BOT_TOKEN_FILE"),
        ("WEBURL", "WEB_URL"),
    ],
)
def test_a_misspelt_setting_is_refused(name: str, meant: str) -> None:
    assert problems_of({name: "x"}) == [f"{name}: không có cấu hình tên này; có phải {meant}?"]


@pytest.mark.parametrize("name", ["HOME", "DATABASE_USER", "LOG_DIR", "PATH", "PUBLIC_IP", "PORT"])
def test_what_is_set_for_other_programs_is_left_to_them(name: str) -> None:
    assert read_settings({name: "x"}).training


def test_a_secret_whose_file_is_missing_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="ZALO_BOT_TOKEN_FILE"):
        read_settings({"ZALO_BOT_TOKEN_FILE": str(tmp_path / "none")})
