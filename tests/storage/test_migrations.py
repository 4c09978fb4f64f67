"""The migrations end at the schema of the models, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.database import Database
from storage.migrations import NewerDatabase, configuration, current_revision, revisions, upgrade
from storage.tables import metadata


def test_migrations_equal_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_partial_indexes_match_the_models(database: Database) -> None:
    kind = database.engine.dialect.name
    stated = {
        (table.name, index.name)
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options[kind]["where"] is not None
    }
    looked = inspect(database.engine)
    there = {
        (table, index["name"])
        for table in looked.get_table_names()
        for index in looked.get_indexes(table)
        if index.get("dialect_options", {}).get(f"{kind}_where") is not None
    }
    assert stated
    assert stated == {(table, name) for table, name in there if table in metadata.tables}


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = current_revision(database), inspect(database.engine).get_table_names()
    upgrade(database)
    assert (current_revision(database), inspect(database.engine).get_table_names()) == before


def test_a_newer_database_refuses_an_older_program(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        upgrade(database)


def test_revisions_are_in_the_order_alembic_gives() -> None:
    known = ScriptDirectory.from_config(configuration()).walk_revisions()
    assert revisions() == sorted(script.revision for script in known)
