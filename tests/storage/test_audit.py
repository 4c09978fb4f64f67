"""The audit is a hash chain: a changed, added or deleted row is detected."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.audit import Audit, AuditHead, ChainFault, check_chain
from storage.commune import Commune
from storage.database import Database, ForeignRow
from storage.migrations import configuration, upgrade

NOW = datetime(2025, 10, 8, 1, tzinfo=UTC)


def change(commune_id: int, noun_id: int = 1) -> Audit:
    """One change, with all that JSON may hold."""
    return Audit(
        commune_id=commune_id,
        at=NOW,
        person_id=7,
        channel="web",
        action="progress",
        noun="milestone",
        noun_id=noun_id,
        before={},
        after={"percent": 60, "reason": "chờ số liệu “2”", "village_values": {"10": 1, "9": 2}},
    )


@pytest.fixture
def two(database: Database) -> Database:
    """Two communes with alternating changes."""
    with database.everything() as session:
        for key in "ab":
            session.add(Commune(key=key, name=key))
    for noun_id in range(1, 5):
        for commune_id in (1, 2):
            with database.commune(commune_id) as session:
                session.add(change(commune_id, noun_id))
    return database


def broken(database: Database, commune_id: int = 1) -> tuple[tuple[ChainFault, int], ...]:
    with database.commune(commune_id) as session:
        return check_chain(session, commune_id).breaks


def write(database: Database, *changes: Audit) -> None:
    with database.commune(1) as session:
        for each in changes:
            session.add(each)
            session.flush()


def by_force(database: Database, *statements: str) -> None:
    """Run SQL with the triggers disabled, as an administrator of the database could."""
    with database.engine.begin() as connection:
        without_triggers(connection)
        for statement in statements:
            connection.execute(text(statement))


def without_triggers(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in ("audit_stays", "audit_is_kept"):
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))


def test_every_change_is_hashed_into_its_communes_chain(two: Database) -> None:
    for commune_id in (1, 2):
        assert broken(two, commune_id) == ()
        with two.commune(commune_id) as session:
            chain = check_chain(session, commune_id)
            head = session.get_one(AuditHead, commune_id)
            assert (chain.place, chain.hash) == (4, head.hash)


def test_one_transaction_over_all_communes_extends_each_chain(two: Database) -> None:
    with two.everything() as session:
        session.add_all([change(2), change(1), change(2)])
    assert (broken(two, 1), broken(two, 2)) == ((), ())


def test_a_rollback_leaves_no_gap_in_the_chain(two: Database) -> None:
    with pytest.raises(ForeignRow):
        write(two, change(1), change(2))
    with two.commune(1) as session:
        session.add(change(1))
    assert broken(two) == ()


UNNOTICED: dict[str, tuple[tuple[str, ...], tuple[tuple[ChainFault, int], ...]]] = {
    "changed": (("UPDATE audit SET person_id = 8 WHERE place = 2",), ((ChainFault.CHANGED, 2),)),
    "moved in time": (
        ("UPDATE audit SET at = '2025-10-08 00:00:00+00:00' WHERE place = 3",),
        ((ChainFault.CHANGED, 3),),
    ),
    "taken out": (("DELETE FROM audit WHERE place = 2",), ((ChainFault.MISSING, 2),)),
    "the last one taken out": (("DELETE FROM audit WHERE place = 4",), ((ChainFault.CUT, 4),)),
    "all taken out": (("DELETE FROM audit",), ((ChainFault.CUT, 1),)),
    "taken out and closed up": (
        ("DELETE FROM audit WHERE place = 3", "UPDATE audit SET place = 3 WHERE place = 4"),
        ((ChainFault.CHANGED, 3), (ChainFault.CUT, 4)),
    ),
    "changed, with a seal of its own": (
        ("UPDATE audit SET noun_id = 9, hash = 'f00' WHERE place = 2",),
        ((ChainFault.CHANGED, 2), (ChainFault.CHANGED, 3)),
    ),
}


@pytest.mark.parametrize("what", UNNOTICED)
def test_changes_by_raw_sql_are_detected(two: Database, what: str) -> None:
    statements, breaks = UNNOTICED[what]
    by_force(two, *(f"{each} {_of_commune(each)}" for each in statements))
    assert broken(two) == breaks
    assert broken(two, 2) == ()


def _of_commune(statement: str) -> str:
    return "AND commune_id = 1" if "WHERE" in statement else "WHERE commune_id = 1"


def test_a_row_without_a_hash_is_detected(two: Database) -> None:
    columns = "commune_id, at, channel, action, noun, noun_id, before, after"
    by_force(
        two,
        f"INSERT INTO audit ({columns}, hash) SELECT {columns}, '' FROM audit "
        "WHERE place = 1 AND commune_id = 1",
    )
    [(kind, _)] = broken(two)
    assert kind is ChainFault.NOT_IN_CHAIN


REWRITING = (
    "UPDATE audit SET action = 'x' WHERE place = 1",
    "DELETE FROM audit WHERE place = 1",
    "DELETE FROM audit",
)


@pytest.mark.parametrize("statement", REWRITING)
def test_the_database_refuses_to_change_audit_rows(two: Database, statement: str) -> None:
    with (
        pytest.raises(DBAPIError, match="never rewritten"),
        two.engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert broken(two) == ()


def test_changes_at_the_same_time_make_one_chain(two: Database) -> None:
    def write() -> None:
        for noun_id in range(10):
            with two.commune(1) as session:
                session.add_all([change(1, noun_id), change(1, noun_id + 100)])

    together([write] * 4)
    with two.commune(1) as session:
        chain = check_chain(session, 1)
    assert (chain.place, chain.breaks) == (4 + 4 * 20, ())


def together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_upgrade_hashes_rows_older_than_the_chain(two: Database) -> None:
    config = configuration()
    with two.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0008")
    upgrade(two)
    for commune_id in (1, 2):
        with two.commune(commune_id) as session:
            chain = check_chain(session, commune_id)
        assert (chain.place, chain.breaks) == (4, ())
