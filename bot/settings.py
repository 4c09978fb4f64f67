"""Settings, read once from the environment (and .env); every problem is listed at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.platforms import PLATFORMS, is_token
from bot.texts import settings as texts
from scheduler.calendar.working_time import VIETNAM


class BadSettings(Exception):
    """Settings that cannot be used; `problems` are Vietnamese sentences, one for each problem"""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything set from outside, by the names of config.example.env in lower case."""

    engine: str
    database_url: str
    owner_url: str
    """The same PostgreSQL database, as the role that owns its tables; '' if the program's does."""
    tokens: Mapping[str, str]
    """By platform: the token of the first commune's bot, or ''."""
    servers: Mapping[str, str]
    """By platform: the base URL of its bot API."""
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
        """Whether to run in training mode: one process without tokens and without WEB_URL."""
        configured = (*self.tokens.values(), self.web_url, self.secrets_folder)
        return self.engine == EMBEDDED and not any(configured)


NOT_SET = ""

EMBEDDED, WORKERS = ENGINES = ("embedded", "workers")
"""One process that does everything, or many processes that share a PostgreSQL database."""

DEFAULTS: Mapping[str, str] = {
    "ENGINE": EMBEDDED,
    "DATABASE_URL": NOT_SET,
    "OWNER_DATABASE_URL": NOT_SET,
    **{each.token_setting: NOT_SET for each in PLATFORMS.values()},
    **{each.server_setting: each.server for each in PLATFORMS.values()},
    "PUBLIC_URL": NOT_SET,
    "WEB_URL": NOT_SET,
    "WEB_HOST": "127.0.0.1",
    "WEB_PORT": "8080",
    "TICK_SECONDS": "5",
    "EVIDENCE_DIR": "var/bang-chung",
    "BACKUP_DIR": "var/sao-luu",
    "TEMPLATES_DIR": "var/mau",
    "SECRETS_DIR": NOT_SET,
    "RETENTION_DAYS": "365",
    "PING_URL": NOT_SET,
    "LOG_FORMAT": "plain",
}
"""Every setting with its default."""

SECRETS = (
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    *(each.token_setting for each in PLATFORMS.values()),
    "PING_URL",
)
"""Settings whose value may be read from a file, named by NAME_FILE."""

KNOWN = (*DEFAULTS, *(f"{name}_FILE" for name in SECRETS))
"""Every name by which a setting is set."""

PLATFORM_NAMES = tuple(f"{name.upper()}_" for name in PLATFORMS)
SIMILAR, VERY_SIMILAR = 0.75, 0.9

CHOICES = {"ENGINE": ENGINES, "LOG_FORMAT": ("plain", "json")}
"""The values these settings may have."""

POSTGRESQL = "postgresql+psycopg"
"""The scheme of a PostgreSQL address, as SQLAlchemy wants it."""

PUBLIC_URL_SHAPE = re.compile(
    r"(https://|http://(?=(127\.0\.0\.1|localhost)([:/]|$)))[^/?#\s]+(/[^?#\s]*)?"
)
"""An address that platforms call: https, or http on this machine (tests)."""

TRAINING_DATABASE = "sqlite:///var/tap-duot.db"
DATABASE = "sqlite:///var/nhacviec.db"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises BadSettings with every problem."""
    problems = list(_misspelt(environment))
    given = {**environment, **_secrets(environment, problems)}
    values = {name: given.get(name, "").strip() or DEFAULTS[name] for name in DEFAULTS}
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
    owner_url = _owner(values["OWNER_DATABASE_URL"], url, problems)
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
        owner_url=owner_url,
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
    """Problems of tokens and of settings with a fixed choice of values."""
    for platform in PLATFORMS.values():
        token = values[platform.token_setting]
        if token and not is_token(token):
            yield texts.bad_token(platform.token_setting, platform.name)
    for name, choices in CHOICES.items():
        if values[name] not in choices:
            yield texts.bad_choice(name, choices)


def _database(url: str, problems: list[str]) -> str:
    """The database URL as SQLAlchemy wants it; anything but SQLite or PostgreSQL is a problem."""
    url = url.replace("postgresql://", f"{POSTGRESQL}://", 1)
    if not url.startswith(("sqlite:///", f"{POSTGRESQL}://")):
        problems.append(texts.BAD_DATABASE)
    return url


def _owner(url: str, database_url: str, problems: list[str]) -> str:
    """The owner's URL as SQLAlchemy wants it; it has to lead to a server, as the program's own."""
    url = url.replace("postgresql://", f"{POSTGRESQL}://", 1)
    both = (url, database_url)
    if url and not all(each.startswith(f"{POSTGRESQL}://") for each in both):
        problems.append(texts.BAD_OWNER)
    return url


def _shared_problems(url: str, has_bots: bool, public_url: str) -> Iterator[str]:
    """What ENGINE=workers needs: a PostgreSQL server and, with bots, a public address."""
    if not url.startswith(f"{POSTGRESQL}://"):
        yield texts.WORKERS_NEED_A_SERVER
    if has_bots and not public_url:
        yield texts.WORKERS_ARE_CALLED


def _secrets(environment: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    """The secrets read from NAME_FILE; NAME itself beside it, or an empty file, is a problem."""
    found = {}
    for name in SECRETS:
        path = environment.get(f"{name}_FILE", "").strip()
        if not path:
            continue
        if environment.get(name, "").strip():
            problems.append(texts.set_twice(name))
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            problems.append(texts.unreadable_file(f"{name}_FILE", path))
        else:
            problems += [] if found[name] else [texts.empty_file(f"{name}_FILE", path)]
    return found


def _misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """Problems of names that resemble a setting's. Most others belong to other programs, so only a
    name that begins with a platform's may differ more.
    """
    for name in environment:
        ours = name.upper().startswith(PLATFORM_NAMES)
        if near := meant_setting(name, SIMILAR if ours else VERY_SIMILAR):
            yield texts.misspelt(name, near)


def meant_setting(name: str, similarity: float) -> str | None:
    """The setting that a name was meant for; None for a setting's own name, or another program's.

    `similarity` is difflib's, from 0 to 1.
    """
    if name in KNOWN:
        return None
    return next(iter(get_close_matches(name.upper(), KNOWN, n=1, cutoff=similarity)), None)


def _folder(path: str, name: str, problems: list[str]) -> Path | None:
    if path and not Path(path).is_dir():
        problems.append(texts.no_folder(name, path))
    return Path(path) if path else None


def _address(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    address = values[name].rstrip("/")
    if not is_address(address):
        problems.append(texts.bad_url(name))
    return address


def is_address(text: str) -> bool:
    """Whether a text is an http address with a host, and a port that there may be."""
    try:
        parts = urlsplit(text)
        sound = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return sound and parts.scheme in ("http", "https") and not re.search(r"\s", text)


def _public_url(address: str, problems: list[str]) -> str:
    """The address without a trailing slash; platforms call over https only."""
    if address and not PUBLIC_URL_SHAPE.fullmatch(address):
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
    """The folder of a SQLite file; None for a database server."""
    path = url.removeprefix("sqlite:///")
    return Path(path).parent if path != url else None


def parse_moment(text: str) -> datetime:
    """An aware moment of `2025-10-08T07:55`, in Vietnam time without a zone. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
