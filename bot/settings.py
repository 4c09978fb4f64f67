"""Settings, read once from the environment (and .env); every problem is listed at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.platforms import PLATFORMS, is_token
from bot.texts import settings as texts
from scheduler.calendar.working_time import VIETNAM


class BadSettings(Exception):
    """Settings that cannot be used; `problems` are sentences for whoever runs the program"""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program is told from outside.

    Without a token or a folder of them, and without the address of the office's page, it trains.
    """

    engine: str
    database_url: str
    tokens: Mapping[str, str]
    """Of each platform the token of the first commune's bot, or nothing."""
    servers: Mapping[str, str]
    """Of each platform where it is called."""
    public_url: str
    web_url: str
    web_host: str
    web_port: int
    tick_seconds: float
    evidence_folder: Path
    backup_folder: Path
    templates_folder: Path
    secrets_folder: Path | None
    retention_days: int
    ping_url: str
    log_format: str

    @property
    def training(self) -> bool:
        """Whether there is no platform to speak on."""
        said = (*self.tokens.values(), self.web_url, self.secrets_folder)
        return self.engine == EMBEDDED and not any(said)


UNSET = ""

EMBEDDED, WORKERS = ENGINES = ("embedded", "workers")
"""One process that does everything, or many that share a PostgreSQL database's work."""

DEFAULTS: Mapping[str, str] = {
    "ENGINE": EMBEDDED,
    "DATABASE_URL": UNSET,
    **{each.token_setting: UNSET for each in PLATFORMS.values()},
    **{each.server_setting: each.server for each in PLATFORMS.values()},
    "PUBLIC_URL": UNSET,
    "WEB_URL": UNSET,
    "WEB_HOST": "127.0.0.1",
    "WEB_PORT": "8080",
    "TICK_SECONDS": "5",
    "EVIDENCE_DIR": "var/bang-chung",
    "BACKUP_DIR": "var/sao-luu",
    "TEMPLATES_DIR": "var/mau",
    "SECRETS_DIR": UNSET,
    "RETENTION_DAYS": "365",
    "PING_URL": UNSET,
    "LOG_FORMAT": "plain",
}
"""Every setting and what it is when nobody sets it."""

SECRETS = ("DATABASE_URL", *(each.token_setting for each in PLATFORMS.values()), "PING_URL")
"""Settings that may stand in a file of their own, named by the setting with _FILE behind it."""

CHOICES = {"ENGINE": ENGINES, "LOG_FORMAT": ("plain", "json")}
"""What such settings may be."""

SERVER = "postgresql+psycopg"
"""What the address of a database server begins with."""

PUBLIC = re.compile(r"(https://|http://(?=(127\.0\.0\.1|localhost)([:/]|$)))[^/?#\s]+(/[^?#\s]*)?")
"""An address platforms call; without https only one on this machine, as in tests."""

TRAINING_DATABASE = "sqlite:///var/tap-duot.db"
DATABASE = "sqlite:///var/nhacviec.db"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises BadSettings with every problem."""
    problems: list[str] = []
    told = {**environment, **_secrets(environment, problems)}
    values = {name: told.get(name, "").strip() or DEFAULTS[name] for name in DEFAULTS}
    tokens = {name: values[each.token_setting] for name, each in PLATFORMS.items()}
    problems += _malformed(values)
    servers = {
        name: _address(values, each.server_setting, problems) for name, each in PLATFORMS.items()
    }
    web_url = _address(values, "WEB_URL", problems) if values["WEB_URL"] else ""
    folder = _folder(values["SECRETS_DIR"], "SECRETS_DIR", problems)
    has_bots = bool(folder or any(tokens.values()))
    url = _database(
        values["DATABASE_URL"] or (DATABASE if has_bots or web_url else TRAINING_DATABASE), problems
    )
    port = _number(values["WEB_PORT"], "WEB_PORT", 0, 65535, problems)
    tick = _number(values["TICK_SECONDS"], "TICK_SECONDS", 0.05, 60, problems)
    kept = _number(values["RETENTION_DAYS"], "RETENTION_DAYS", 30, 3650, problems)
    public_url = _public_url(values["PUBLIC_URL"], problems)
    ping_url = _address(values, "PING_URL", problems) if values["PING_URL"] else ""
    if values["ENGINE"] == WORKERS:
        problems += _shared_problems(url, has_bots, public_url)
    if problems:
        raise BadSettings(problems)
    return Settings(
        engine=values["ENGINE"],
        database_url=url,
        tokens=tokens,
        servers=servers,
        public_url=public_url,
        web_url=web_url,
        web_host=values["WEB_HOST"],
        web_port=int(port),
        tick_seconds=tick,
        evidence_folder=Path(values["EVIDENCE_DIR"]),
        backup_folder=Path(values["BACKUP_DIR"]),
        templates_folder=Path(values["TEMPLATES_DIR"]),
        secrets_folder=folder,
        retention_days=int(kept),
        ping_url=ping_url,
        log_format=values["LOG_FORMAT"],
    )


def _malformed(values: Mapping[str, str]) -> Iterator[str]:
    """What is no token, and no word of those that may be chosen."""
    for platform in PLATFORMS.values():
        token = values[platform.token_setting]
        if token and not is_token(token):
            yield texts.bad_token(platform.token_setting, platform.name)
    for name, choices in CHOICES.items():
        if values[name] not in choices:
            yield texts.bad_choice(name, choices)


def _database(url: str, problems: list[str]) -> str:
    """A file or a server, as the library calls it."""
    url = url.replace("postgresql://", f"{SERVER}://", 1)
    if not url.startswith(("sqlite:///", f"{SERVER}://")):
        problems.append(texts.BAD_DATABASE)
    return url


def _shared_problems(url: str, has_bots: bool, public_url: str) -> Iterator[str]:
    """What many processes need: a server they share, and platforms that call."""
    if not url.startswith(f"{SERVER}://"):
        yield texts.WORKERS_NEED_A_SERVER
    if has_bots and not public_url:
        yield texts.WORKERS_ARE_CALLED


def _secrets(environment: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    """The secrets that stand in files; what the environment itself says wins."""
    found = {}
    for name in SECRETS:
        path = environment.get(f"{name}_FILE", "").strip()
        if not path or environment.get(name, "").strip():
            continue
        try:
            found[name] = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(texts.unreadable_file(f"{name}_FILE", path))
    return found


def _folder(path: str, name: str, problems: list[str]) -> Path | None:
    if path and not Path(path).is_dir():
        problems.append(texts.no_folder(name, path))
    return Path(path) if path else None


def _address(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    address = values[name].rstrip("/")
    if not address.startswith(("http://", "https://")):
        problems.append(texts.bad_url(name))
    return address


def _public_url(address: str, problems: list[str]) -> str:
    """Platforms call over https only, and at no path of their own choice."""
    if address and not PUBLIC.fullmatch(address):
        problems.append(texts.BAD_PUBLIC_URL)
    return address.rstrip("/")


def _number(text: str, name: str, least: float, greatest: float, problems: list[str]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = least - 1
    if not least <= value <= greatest:
        problems.append(texts.bad_number(name, least, greatest))
    return value


def database_folder(url: str) -> Path | None:
    """The folder a database file lies in; None for a server."""
    path = url.removeprefix("sqlite:///")
    return Path(path).parent if path != url else None


def read_clock(text: str) -> datetime:
    """A moment like `2025-10-08T07:55`, in Vietnam unless it says otherwise. Or ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
