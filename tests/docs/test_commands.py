"""Every documented command line is run in the order of its page, or is listed here with a reason.

A page has a folder of its own, with what is in a checkout, and the files that an office has.
"""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.commandline.shell import Shell
from tests.docs.pages import ROOT, blocks, name_of, pages, read
from tests.importers.files import docx_of

OURS = re.compile(r"^(?:nhacviec|(?:\.venv/bin/)?python3? -m bot)\b *")
NOT_RUN = {
    "apt-get": "installs on the machine, as root",
    "cd": "leads into what was cloned",
    "docker": "needs Docker",
    "git": "needs the network, or a repository to change",
    "nhacviec move": "needs a server; tests/commandline/test_move.py moves",
    "nhacviec run": "runs until it is stopped; tests/commandline/test_running.py runs it",
    "pipx": "needs the network",
    "SITE=nhac.tinh.vn": "needs Docker",
    "sh": "installs on the machine, as root",
    "sudo": "changes the machine, as root",
    "systemctl": "needs systemd",
}
"""Command lines not run, by their beginning, with the reason. Of `make` only the target is checked,
since it runs these tests.
"""
CONCLUSION = (ROOT / "tests/importers/conclusions/hoa-an.txt").read_text(encoding="utf-8")
SHELL = ("cp", "mkdir", "ls", "cat")
"""Command lines run unchanged."""


def lines(page: Path) -> list[str]:
    """The complete command lines of a page, without their comments."""
    text = "\n".join(blocks(read(page), "sh")).replace("\\\n", " ")
    found = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines())
    return [line for line in found if line]


@pytest.fixture
def office(tmp_path: Path) -> Shell:
    """A folder like a checkout, in which a copy of the night and a conclusion lie."""
    for name in ("plans", "config.example.env", "bot", "deploy"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    return Shell(tmp_path)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_documented_command_line_runs(page: Path, office: Shell) -> None:
    for line in lines(page):
        run(line, office)


def run(line: str, office: Shell) -> None:
    """Run a line, or check that what it names exists."""
    words = shlex.split(line)
    if OURS.match(line):
        words = ["nhacviec", *shlex.split(OURS.sub("", line))]
    begin = " ".join(words[:2])
    if begin in NOT_RUN or words[0] in NOT_RUN:
        return
    if words[0] == "make":
        subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, check=True, capture_output=True)
    elif words[0] in SHELL:
        subprocess.run(words, cwd=office.folder, check=True, capture_output=True)
    elif words[0] == "nhacviec":
        ours(words[1:], office)
    else:
        assert re.match(r"(?:\.venv/bin/)?python -m (tools|bench|tests)\.", line), line
        module = words[2].replace(".", "/")
        assert (ROOT / f"{module}.py").exists() or (ROOT / module).is_dir(), line


def ours(words: list[str], office: Shell) -> None:
    """Run the program; files that an office would have are created first."""
    file = office.folder / (words[1] if len(words) > 1 else "none")
    if words[0] == "restore" and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        assert office.run("backup", file).code == 0
    if words == ["setup"]:
        # It asks at a terminal; tests/commandline/test_setup.py answers. What it loads is loaded.
        words = ["import", "plans/khung-cuoi-nam.yaml", "--year", "2026"]
    if words[0] == "propose":
        file.write_bytes(docx_of(CONCLUSION))
    said = office.run(*words)
    allowed = (0, 1) if words[0] == "check" else (0,)
    assert said.code in allowed, (words, said.errors)
