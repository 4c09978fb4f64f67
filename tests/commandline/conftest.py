import shutil
from pathlib import Path

import pytest

from tests.commandline.shell import PLAN, Shell


@pytest.fixture
def beginner(tmp_path: Path) -> Shell:
    """An empty folder: the first command that needs a database makes it."""
    return Shell(tmp_path)


@pytest.fixture
def shell(beginner: Shell, sqlite_template: Path) -> Shell:
    """A folder with an empty database: making it takes longer than most commands."""
    return _begun(beginner, sqlite_template)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Shell:
    """A folder in which the plan of 2025 was imported; tests leave its work as it is."""
    shell = _begun(Shell(tmp_path_factory.mktemp("office")), sqlite_template)
    assert shell.run("import", PLAN).code == 0
    return shell


def _begun(shell: Shell, template: Path) -> Shell:
    (shell.folder / "var").mkdir()
    shutil.copy(template, shell.folder / "var" / "tap-duot.db")
    return shell
