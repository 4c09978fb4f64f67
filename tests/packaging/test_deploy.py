"""Everything that the deployment files name exists: commands, options, settings, files, routes."""

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.__main__ import app
from bot.settings import DEFAULTS, SECRETS, read_settings
from bot.web.access import ROUTES, AccessNeed
from bot.web.uploads import MAX_FORM
from tests.test_house import ROOT

NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "MPLCONFIGDIR"}
"""Environment variables of Python and its libraries."""

IMAGE = (ROOT / "Dockerfile").read_text("utf-8")
UNIT = (ROOT / "deploy" / "nhacviec.service").read_text("utf-8")
COMPOSE: Any = YAML(typ="safe").load(ROOT / "compose.yaml")
OURS = {name: each for name, each in COMPOSE["services"].items() if each.get("build")}


def commands() -> Iterator[Sequence[str]]:
    """Every call of the program, without its own name."""
    for service in OURS.values():
        yield service["command"]
    yield from (
        shlex.split(line)[1:] for line in re.findall(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)
    )
    (alone,) = re.findall(r"^CMD (\[.+\])$", IMAGE, re.MULTILINE)
    yield json.loads(alone)


def settings() -> Iterator[str]:
    """The name of every variable of the environment that is set."""
    for service in OURS.values():
        yield from service["environment"]
    yield from re.findall(r"^Environment=(\w+)=", UNIT, re.MULTILINE)
    for block in re.findall(r"^ENV ((?:.+\\\n)*.+)$", IMAGE.rpartition("\nFROM")[2], re.MULTILINE):
        yield from re.findall(r"(\w+)=", block)


@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_every_command_exists_with_its_options(words: Sequence[str]) -> None:
    context = app.make_context("nhacviec", list(words), resilient_parsing=True)
    _, command, rest = app.resolve_command(context, list(words))
    assert command is not None
    # It would raise for an option there is none of, or a value that is none.
    command.make_context(words[0], list(rest))


def test_every_setting_exists() -> None:
    known = {*DEFAULTS, *(f"{name}_FILE" for name in SECRETS), *NOT_OURS}
    assert set(settings()) - known == set()


def test_the_settings_of_compose_are_valid(tmp_path: Path) -> None:
    beside = {"PUBLIC_URL": "https://nhac.tinh.vn"}
    secret = tmp_path / "database_url"
    secret.write_text("postgresql+psycopg://nhacviec:x@database/nhacviec", "utf-8")
    owner = tmp_path / "owner_database_url"
    owner.write_text("postgresql+psycopg://nhacviec_owner:x@database/nhacviec", "utf-8")
    given = {"DATABASE_URL_FILE": str(secret), "SECRETS_DIR": str(tmp_path)}
    for name, service in OURS.items():
        told = {
            key: re.sub(r"\$\{(\w+):.*\}", lambda found: beside.get(found[1], ""), value)
            for key, value in service["environment"].items()
        }
        assert set(given) <= set(told)
        of_owner = {"OWNER_DATABASE_URL_FILE": str(owner)} if name == "tables" else {}
        assert set(of_owner) == {"OWNER_DATABASE_URL_FILE"} & set(told)
        assert read_settings(told | given | of_owner).engine == "workers"


def test_health_checks_need_no_session() -> None:
    asked = re.findall(r"http://127\.0\.0\.1:8080(/\w+)", IMAGE)
    assert asked == ["/healthz"]
    assert ROUTES["GET /healthz"] is AccessNeed.NOTHING


def test_every_file_of_the_image_passes_dockerignore() -> None:
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    copied = [
        name
        for names in re.findall(r"^COPY (?!--)(.+) \S+$", IMAGE, re.MULTILINE)
        for name in names.split()
    ]
    assert set(copied) == set(let_in)
    assert all((ROOT / name).exists() for name in copied)


def test_services_run_unprivileged_on_read_only_file_systems() -> None:
    assert re.findall(r"^USER (\d+)$", IMAGE, re.MULTILINE) == ["10001"]
    for service in OURS.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        volumes = {each.split(":")[1] for each in service["volumes"] if not each.endswith(":ro")}
        written = dict(re.findall(r"(EVIDENCE_DIR|BACKUP_DIR)=(\S+)", IMAGE))
        assert volumes == set(written.values())


def test_the_https_proxy_shares_the_network_of_the_web_service() -> None:
    laid_over: Any = YAML(typ="safe").load(ROOT / "deploy" / "compose.https.yaml")
    proxy = laid_over["services"].pop("proxy")
    assert proxy["network_mode"] == "service:web"
    assert set(laid_over["services"]) <= set(OURS)
    (file,) = (each.split(":")[0] for each in proxy["volumes"] if each.startswith("./"))
    front = (ROOT / file).read_text("utf-8")
    assert "reverse_proxy 127.0.0.1:8080" in front
    (let_through,) = re.findall(r"max_size (\d+)MB", front)
    assert int(let_through) * 10**6 >= MAX_FORM > (int(let_through) - 1) * 10**6
