"""Collects the outputs of every process of a fault run, and checks that they contain no secret.

Outputs are: stdout and logs, the command lines in the process list, what the site returns without
a session, and the names of backups.
"""

from pathlib import Path

import aiohttp

ASKED = ("metrics", "healthz", "readyz", "nowhere", "hooks/1/telegram", "messages")
"""URLs requested without a session, refused or not."""


class ProcessOutputs:
    """Collects outputs; `secrets` by kind, including users' text."""

    def __init__(self, **secrets: str) -> None:
        self.secrets = dict(secrets)
        self.gathered: list[tuple[str, str]] = []

    def add(self, where: str, text: str) -> None:
        """Add a text seen at a place."""
        self.gathered.append((where, text))

    def add_titles(self, pid: int) -> None:
        """Add the command lines of a process and its children, which every user of the machine can
        see.
        """
        for each in (pid, *_children(pid)):
            # One that has ended meanwhile has shown nothing more.
            shown = Path(f"/proc/{each}/cmdline")
            self.add("process title", shown.read_text() if shown.exists() else "")

    async def ask(self, site: str) -> None:
        """Ask the site at that address."""
        async with aiohttp.ClientSession() as client:
            for path in ASKED:
                async with client.get(site + path) as answer:
                    self.add(f"/{path}", f"{answer.headers} {await answer.text()}")

    def add_names(self, folder: Path) -> None:
        """Add the names of all files in a folder."""
        self.add("name of a copy", " ".join(str(path) for path in folder.rglob("*")))

    def check(self) -> None:
        """Fail if an output contains a secret; names its kind and place, not the secret."""
        found = {
            f"{name} in {where}"
            for name, secret in self.secrets.items()
            for where, text in self.gathered
            if secret in text
        }
        assert not found, found


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(each) for each in listed.read_text().split()] if listed.exists() else []
    return own + [below for each in own for below in _children(each)]
