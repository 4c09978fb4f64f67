"""Contents of evidence and papers: files in a folder, named by their SHA-256."""

import hashlib
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.commune import Commune, communes
from storage.database import Database
from storage.evidence import Evidence
from storage.milestone import Milestone
from storage.proposal import Paper

_HASH = re.compile(r"[0-9a-f]{64}")


class FileMissing(Exception):
    """The file is not in the folder, or cannot be read"""


class FileChanged(Exception):
    """The content of the file is not what was stored under its hash"""


def path_of(folder: Path, hash: str) -> Path:
    return folder / hash[:2] / hash


def store_content(folder: Path, content: bytes) -> str:
    """Write content under its SHA-256 atomically, readable by this user only; return the hash.

    A file of that name whose content has changed is replaced.
    """
    name = hashlib.sha256(content).hexdigest()
    place = path_of(folder, name)
    if is_intact(place):
        return name
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return name


def read_content(folder: Path, hash: str) -> bytes:
    """The content stored under a hash. Raises FileMissing or FileChanged."""
    try:
        content = path_of(folder, hash).read_bytes()
    except OSError as error:
        raise FileMissing(hash) from error
    if hashlib.sha256(content).hexdigest() != hash:
        raise FileChanged(hash)
    return content


def is_intact(path: Path) -> bool:
    """Whether a file exists and its content has the hash that is its name."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.name
    except OSError:
        return False


def copy_intact_files(source: Path, target: Path) -> int:
    """Copy every undamaged file of `source` that `target` lacks or has in a damaged state; returns
    how many were damaged in `target`. Raises OSError.
    """
    mended = 0
    for path in _stored_in(source):
        there = target / path.relative_to(source)
        if is_intact(there) or not is_intact(path):
            continue
        mended += there.exists()
        store_content(target, path.read_bytes())
    return mended


def _stored_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("??/*")) if folder.is_dir() else ():
        if _HASH.fullmatch(path.name):
            yield path


def damaged_files_by_commune(
    database: Database, folder: Path
) -> list[tuple[Commune, tuple[int, ...]]]:
    """The communes that have a missing or changed file, each with the numbers of the items whose
    evidence is affected; a paper belongs to no item.
    """
    with database.everything() as session:
        known = communes(session)
    found: list[tuple[Commune, tuple[int, ...]]] = []
    for commune in known:
        with database.commune(commune.id) as session:
            numbers = _numbers_by_hash(session)
        lost = [of for hash, of in numbers.items() if not is_intact(path_of(folder, hash))]
        if lost:
            found.append((commune, tuple(sorted(set().union(*lost)))))
    return found


def _numbers_by_hash(session: Session) -> Mapping[str, set[int]]:
    """The stored files of a commune by hash, with the numbers of the items they are for."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    found = select(Evidence.hash, Milestone.number).join(
        Milestone, Milestone.id == Evidence.milestone_id
    )
    for hash, number in session.execute(found):
        numbers[hash or ""].add(number)
    for hash in session.scalars(select(Paper.hash)):
        numbers[hash or ""].update()
    numbers.pop("", None)
    return numbers
