"""The wheel, installed without a checkout, contains every file the program reads.

Told by `make wheel-test`: it builds the wheel and fetches what the program needs.
"""

import os
import re
import signal
import subprocess
import sys
import tomllib
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot import __version__
from tests.test_house import ROOT, tracked

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
PACKED = tuple(pattern.rstrip("*") for pattern in SETTINGS["packages"]["find"]["include"])


LEARNT_FROM = "bot/language/corpus/"
"""What the program is taught with; it does not run with it."""


def test_every_file_of_the_program_is_packed() -> None:
    patterns = ["*.py", *SETTINGS["package-data"]["*"]]
    left = [
        name
        for name in tracked()
        if name.startswith(tuple(f"{package}/" for package in PACKED))
        and not name.startswith(LEARNT_FROM)
        and not any(fnmatch(name, pattern) for pattern in patterns)
    ]
    assert left == []


class Installed:
    """The program in an environment of its own, called from an empty folder."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "WEB_PORT": "0"}

    def run(self, *words: str, **more: str) -> str:
        """The output of a command, which must succeed."""
        done = subprocess.run(
            [self.program, *words],
            cwd=self.folder,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[str]:
        """`nhacviec run` for the length of the block; yields its URL."""
        called = subprocess.Popen(
            [self.program, "run"],
            cwd=self.folder,
            env=self.environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        with called as process:
            try:
                assert process.stdout is not None
                told = process.stdout.readline()
                found = re.search(r"http://\S+", told)
                assert found is not None, told
                yield found.group()
                process.send_signal(signal.SIGTERM)
                assert process.wait(20) == 0
            finally:
                process.kill()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A wheel of the files known to git, installed with the pinned libraries only."""
    folder = tmp_path_factory.mktemp("wheel")
    source, home = folder / "source", folder / "venv"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, source]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(home, with_pip=True)
    pip: list[str | Path] = [home / "bin" / "pip", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    (folder / "empty").mkdir()
    return Installed(home / "bin" / "nhacviec", folder / "empty")


@pytest.mark.long
def test_installed_wheel_prints_its_version_and_completions(installed: Installed) -> None:
    assert installed.run("--version").strip() == __version__
    asked = {"_NHACVIEC_COMPLETE": "complete_bash", "COMP_WORDS": "nhacviec re", "COMP_CWORD": "1"}
    assert installed.run(**asked).split() == ["report", "restore"]
    assert "_NHACVIEC_COMPLETE=complete_bash" in installed.run("--show-completion", "bash")


@pytest.mark.long
def test_installed_wheel_runs_training_in_an_empty_folder(installed: Installed) -> None:
    with (
        installed.running() as address,
        urllib.request.urlopen(address, timeout=20) as page,  # noqa: S310
        urllib.request.urlopen(f"{address}static/chat.css", timeout=20) as style,  # noqa: S310
    ):
        assert "Chánh Văn phòng Đảng ủy" in page.read().decode()
        assert style.status == 200
    assert (installed.folder / "var" / "tap-duot.db").is_file()


@pytest.mark.long
def test_installed_wheel_contains_plans_and_templates(installed: Installed) -> None:
    own = {"DATABASE_URL": "sqlite:///own.db"}
    assert "đã thêm" in installed.run("import", "khung-cuoi-nam.yaml", "--year", "2026", **own)
    installed.run("report", "period", "--format", "docx", "-o", "report.docx", **own)
    assert (installed.folder / "report.docx").stat().st_size > 10_000
    installed.run("check", "--audit", **own)
