"""The database: one place where sessions are opened, each for one commune or expressly for all."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import Annotated, Any, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    Executable,
    ForeignKey,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql.base import ExecutableOption

from storage import words
from storage.bare_tables import names_bare_table

T = TypeVar("T")
S = TypeVar("S", bound=Executable)


class UnscopedQuery(Exception):
    """A query left the commune its session was opened for, or its session was opened for none"""


class ForeignRow(Exception):
    """A row of one commune was written in a session opened for another"""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite has no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer(), "sqlite")
Key = Annotated[int, mapped_column(Id, primary_key=True)]


def _word(enum: type[StrEnum]) -> Enum:
    return Enum(
        enum,
        native_enum=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


WORDS: dict[Any, Any] = {
    enum: _word(enum)
    for enum in vars(words).values()
    if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum
}


class Base(DeclarativeBase):
    """Every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        int: Id,
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        **WORDS,
    }


class CommuneOwned:
    """A row that belongs to exactly one commune."""

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), index=True)


class Tenant:
    """The row of the commune itself."""

    id: Mapped[int] = mapped_column(Id, primary_key=True)


class _Everything:
    """The scope of the engine, the outbox and the command line: all communes."""


EVERYTHING = _Everything()
CommuneScope = int | _Everything | None


SEES = text("SELECT set_config('nhacviec.commune', :commune, true)")
"""Tells PostgreSQL which rows this transaction may see and write (migrations/row_security.py)."""


class ScopedSession(Session):
    """A session that sees one commune, or all of them when that was asked for by name."""

    def __init__(
        self, bind: Engine | None = None, *, scope: CommuneScope = None, **options: Any
    ) -> None:
        super().__init__(bind, info={"scope": scope}, **options)

    @property
    def commune_id(self) -> int:
        """The commune this session was opened for."""
        scope = self.info["scope"]
        if not isinstance(scope, int):
            raise UnscopedQuery
        return scope

    def connection(self, *args: Any, **options: Any) -> Connection:
        """The raw connection; only a session for all communes gives it away."""
        if self.info["scope"] is not EVERYTHING:
            raise UnscopedQuery
        return super().connection(*args, **options)

    def notify(self, channel: str, told: str) -> None:
        """Say something on a channel of PostgreSQL when this transaction is committed."""
        connection = super().connection()
        if connection.dialect.name == "postgresql":
            values = {"channel": channel, "told": told}
            connection.execute(text("SELECT pg_notify(:channel, :told)"), values)


@event.listens_for(ScopedSession, "do_orm_execute")
def _keep_to_commune(state: ORMExecuteState) -> None:
    scope = state.session.info["scope"]
    if scope is EVERYTHING:
        return
    filtered = state.is_select or state.is_update or state.is_delete
    if scope is None or not state.is_orm_statement or not filtered:
        raise UnscopedQuery
    if not state.is_relationship_load and names_bare_table(state.statement):
        raise UnscopedQuery
    if state.execution_options.get("kept"):
        state.statement = _kept_to(scope, state.statement)
    else:
        state.statement = state.statement.options(*_criteria(scope))


def kept(statement: S) -> S:
    """A statement that is made once and asked often, so that its form for a commune is kept too."""
    return statement.execution_options(kept=True)


@lru_cache(maxsize=500)
def _kept_to(commune_id: int, statement: Executable) -> Executable:
    return statement.options(*_criteria(commune_id))


@lru_cache(maxsize=4_000)
def _criteria(commune_id: int) -> tuple[ExecutableOption, ...]:
    """What keeps a statement to one commune; making it anew costs more than many a query."""
    return (
        with_loader_criteria(
            CommuneOwned, lambda cls: cls.commune_id == commune_id, include_aliases=True
        ),
        with_loader_criteria(Tenant, lambda cls: cls.id == commune_id, include_aliases=True),
    )


@event.listens_for(ScopedSession, "before_flush")
def _own_new_rows(session: Session, context: UOWTransaction, instances: object) -> None:
    scope = session.info["scope"]
    if scope is None:
        raise UnscopedQuery
    if scope is EVERYTHING:
        return
    for row in [*session.new, *session.dirty, *session.deleted]:
        if isinstance(row, CommuneOwned):
            if row.commune_id is None:
                row.commune_id = scope
            if row.commune_id != scope:
                raise ForeignRow


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            "busy_timeout=30000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgresql(engine: Engine) -> None:
    """Plan for few rows: what is kept as a plan takes a third of a table for due, and would start
    other processes, or a compiler, to read nothing. That took ten times what the question does.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        for setting in ("max_parallel_workers_per_gather = 0", "jit = off"):
            connection.execute(f"SET {setting}")
        connection.commit()


class Database:
    """Connections to one database. Its work is synchronous; async code comes in by `run`."""

    def __init__(self, url: str | URL, options: Mapping[str, Any] | None = None) -> None:
        self.url = make_url(url)
        # What a statement was given is somebody's words; its errors reach the log.
        # A server's connections are tried before they are used: it may have been started anew.
        told = {"pool_pre_ping": self.url.get_backend_name() != "sqlite", **(options or {})}
        self.engine = create_engine(self.url, hide_parameters=True, **told)
        (_prepare_sqlite if self.is_sqlite else _prepare_postgresql)(self.engine)
        threads = 1 if self.is_sqlite else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the single file of one commune's machine."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def commune(self, commune_id: int) -> Iterator[ScopedSession]:
        """One transaction that sees and writes one commune only; rolled back on an error."""
        with self._begin(commune_id) as session:
            yield session

    @contextmanager
    def everything(self) -> Iterator[ScopedSession]:
        """One transaction over all communes: for the engine, the outbox and the command line."""
        with self._begin(EVERYTHING) as session:
            yield session

    def one_or_all(self, commune_id: int | None) -> AbstractContextManager[ScopedSession]:
        """One transaction of a commune, or over all of them where none is named."""
        return self.everything() if commune_id is None else self.commune(commune_id)

    @contextmanager
    def _begin(self, scope: CommuneScope) -> Iterator[ScopedSession]:
        session = ScopedSession(self.engine, scope=scope, expire_on_commit=False)
        with session, session.begin():
            if not self.is_sqlite:
                seen = scope if isinstance(scope, int) else 0
                Session.connection(session).execute(SEES, {"commune": str(seen)})
            yield session

    async def run(self, work: Callable[..., T], *args: Any, **options: Any) -> T:
        """Do database work from async code, off the event loop, one at a time on SQLite."""
        call = partial(work, *args, **options)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def close(self) -> None:
        """Finish what runs and give back all connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()
