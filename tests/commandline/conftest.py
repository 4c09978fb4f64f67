from pathlib import Path

import pytest

from tests.commandline.shell import PLAN, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A folder in which the plan of 2025 was imported; tests leave its work as it is."""
    shell = Shell(tmp_path_factory.mktemp("office"))
    assert shell.run("import", PLAN).code == 0
    return shell
