"""What is deleted from a SQLite file is in none of its bytes, nor in its log."""

from pathlib import Path

from storage.commune import Commune
from storage.connections import empty_write_log
from storage.database import Database
from storage.person import Person

WORDS = "Lê Văn Bình " * 12


def test_what_is_deleted_is_in_no_byte_of_the_files(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    path = Path(database.url.database or "")
    files = (path, path.with_name(f"{path.name}-wal"))
    with database.everything() as session:
        session.add(Commune(id=1, key="xa", name="Xã"))
        session.flush()
        session.add_all([Person(commune_id=1, name=WORDS[:190]) for _ in range(300)])
    empty_write_log(database.engine)
    assert WORDS.encode()[:150] in path.read_bytes()
    with database.everything() as session:
        for person in session.query(Person):
            session.delete(person)
    empty_write_log(database.engine)
    assert not any(WORDS.encode()[:150] in file.read_bytes() for file in files if file.exists())
    database.close()
