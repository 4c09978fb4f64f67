"""A fresh database for each test, on SQLite and on PostgreSQL."""

import gc
import os
import shutil
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

from storage.connections import PRAGMAS
from storage.database import Database
from storage.migrations import upgrade
from tests import fuzzing
from tests.servers.postgres import own_server

EVERY = "--every-database"

fuzzing.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Whether all stories run on both kinds of database."""
    parser.addoption(EVERY, action="store_true", help="tell every story on PostgreSQL, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run only the first story of each file on PostgreSQL, unless all are requested. What differs
    between the databases is in `storage` and `scheduler`, whose tests run on both.
    """
    if config.getoption(EVERY):
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    told: set[Path] = set()
    for item in items:
        again = "stories" in item.path.parts and "postgresql" in item.name
        (left if again and item.path in told else kept).append(item)
        if again:
            told.add(item.path)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Exclude the objects of all imported modules from garbage collection: scanning them took a
    tenth of the run. Objects of the tests are still collected.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def first_engines() -> Iterator[dict[str, Engine]]:
    """The first engine of each kind of database; later engines share its compiled statements, since
    compiling them costs more than a whole story.
    """
    first: dict[str, Engine] = {}

    def taking_over(url: URL, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        if known := first.get(engine.dialect.name):
            engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.database.create_engine", taking_over)
        yield first


@pytest.fixture(scope="session", autouse=True)
def shipped_synchronous() -> Iterator[str]:
    """The SQLite setting for waiting on the disk; tests turn it off, since none of them cuts the
    power.
    """
    shipped = PRAGMAS["synchronous"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PRAGMAS, "synchronous", "OFF")
        yield shipped


@pytest.fixture(scope="session")
def sqlite_template(
    tmp_path_factory: pytest.TempPathFactory, first_engines: dict[str, Engine]
) -> Path:
    """One migrated file, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    first_engines["sqlite"] = database.engine
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL server: the one DATABASE_URL names, or our own."""
    named = make_url(os.environ.get("DATABASE_URL", "sqlite://"))
    if named.get_backend_name() == "postgresql":
        yield named
        return
    with own_server(careless=True) as url:
        yield url


def _administer(server: URL, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL, first_engines: dict[str, Engine]) -> Iterator[URL]:
    """One migrated database, copied for each test."""
    name = f"template_{uuid.uuid4().hex}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(postgres_server.set(database=name).render_as_string(False))
    upgrade(database)
    database.close()
    first_engines["postgresql"] = database.engine
    yield postgres_server.set(database=name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A fresh migrated file, in a folder of its own."""
    path = tmp_path_factory.mktemp("database") / "nhacviec.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_template: URL) -> Iterator[str]:
    """A fresh migrated database on the test server, by the name that the one before it had."""
    name = f"{postgres_template.database}_copy"
    _administer(
        postgres_template.set(database="postgres"),
        f"CREATE DATABASE {name} TEMPLATE {postgres_template.database}",
    )
    yield postgres_template.set(database=name).render_as_string(False)
    _administer(postgres_template.set(database="postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database, on each of the two engines."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    database = Database(request.getfixturevalue(name))
    yield database
    database.close()
