"""The database: sessions, each limited to one commune or explicitly for all."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
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
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
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
from storage.connections import prepare_postgresql, prepare_sqlite
from storage.thousandths import Thousandths

T = TypeVar("T")
S = TypeVar("S", bound=Executable)


class UnscopedQuery(Exception):
    """A query would leave its session's commune, or its session was opened for none"""


class ForeignRow(Exception):
    """A row of one commune was written in a session opened for another"""


def is_outage(error: Exception) -> bool:
    """Whether the database itself failed: it is gone, locked or full.

    A row that a constraint or a column's type refuses is no outage, but the fault of that row.
    """
    of_a_row = isinstance(error, IntegrityError | DataError)
    return isinstance(error, DBAPIError) and not of_a_row


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. SQLite stores no time zone, so UTC is set on reading."""

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


IdType = BigInteger().with_variant(Integer(), "sqlite")
Key = Annotated[int, mapped_column(IdType, primary_key=True)]


def _enum_type(enum: type[StrEnum]) -> Enum:
    return Enum(
        enum,
        native_enum=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


ENUM_TYPES: dict[Any, Any] = {
    enum: _enum_type(enum)
    for enum in vars(words).values()
    if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum
}


class Base(DeclarativeBase):
    """The base class of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        int: IdType,
        datetime: UtcDateTime(),
        Decimal: Thousandths(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        **ENUM_TYPES,
    }


class CommuneOwned:
    """A row that belongs to exactly one commune."""

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), index=True)


class Tenant:
    """Base of the commune's own row."""

    id: Mapped[int] = mapped_column(IdType, primary_key=True)


class _Everything:
    """The scope of all communes: for the engine, the outbox and the command line."""


EVERYTHING = _Everything()
CommuneScope = int | _Everything | None


SET_COMMUNE = text("SELECT set_config('nhacviec.commune', :commune, true)")
"""Tells PostgreSQL which rows a transaction may read and write (migrations/row_security.py)."""


class ScopedSession(Session):
    """A session that sees one commune, or all if that was requested explicitly."""

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
        """The raw connection. Raises UnscopedQuery unless the session is for all communes."""
        if self.info["scope"] is not EVERYTHING:
            raise UnscopedQuery
        return super().connection(*args, **options)

    def notify(self, channel: str, payload: str) -> None:
        """Send a PostgreSQL notification when this transaction is committed; no-op on SQLite."""
        connection = super().connection()
        if connection.dialect.name == "postgresql":
            values = {"channel": channel, "payload": payload}
            connection.execute(text("SELECT pg_notify(:channel, :payload)"), values)


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
    if state.execution_options.get("prebuilt"):
        state.statement = _prebuilt_for(scope, state.statement)
    else:
        state.statement = state.statement.options(*_criteria(scope))


def prebuilt(statement: S) -> S:
    """Mark a statement built once and executed often: its form limited to a commune is cached."""
    return statement.execution_options(prebuilt=True)


@lru_cache(maxsize=500)
def _prebuilt_for(commune_id: int, statement: Executable) -> Executable:
    return statement.options(*_criteria(commune_id))


@lru_cache(maxsize=4_000)
def _criteria(commune_id: int) -> tuple[ExecutableOption, ...]:
    """The conditions that limit a statement to one commune; cached, since building them is slow."""
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


class Database:
    """Connections to one database. Its work is synchronous; async code calls `run`."""

    def __init__(self, url: str | URL, options: Mapping[str, Any] | None = None) -> None:
        self.url = make_url(url)
        # hide_parameters: errors reach the log, and parameters are people's texts.
        # pool_pre_ping: the server may have restarted since the connection was made.
        engine_options = {
            "pool_pre_ping": self.url.get_backend_name() != "sqlite",
            **(options or {}),
        }
        self.engine = create_engine(self.url, hide_parameters=True, **engine_options)
        (prepare_sqlite if self.is_sqlite else prepare_postgresql)(self.engine)
        threads = 1 if self.is_sqlite else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a SQLite file rather than PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def commune(self, commune_id: int) -> Iterator[ScopedSession]:
        """One transaction limited to one commune; rolled back on an error."""
        with self._begin(commune_id) as session:
            yield session

    @contextmanager
    def everything(self) -> Iterator[ScopedSession]:
        """One transaction over all communes: for the engine, the outbox and the command line."""
        with self._begin(EVERYTHING) as session:
            yield session

    def one_or_all(self, commune_id: int | None) -> AbstractContextManager[ScopedSession]:
        """One transaction of this commune, or over all for None."""
        return self.everything() if commune_id is None else self.commune(commune_id)

    @contextmanager
    def _begin(self, scope: CommuneScope) -> Iterator[ScopedSession]:
        session = ScopedSession(self.engine, scope=scope, expire_on_commit=False)
        with session, session.begin():
            if not self.is_sqlite:
                seen = scope if isinstance(scope, int) else 0
                Session.connection(session).execute(SET_COMMUNE, {"commune": str(seen)})
            yield session

    async def run(self, work: Callable[..., T], *args: Any, **options: Any) -> T:
        """Run database work in a thread, off the event loop; one at a time on SQLite."""
        call = partial(work, *args, **options)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def close(self) -> None:
        """Wait for running work and close all connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()
