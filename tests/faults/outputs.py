"""What the program lets out beside its messages, of every process of a fault run: no secret in it.

Gathered are what processes print and log, what everybody on the machine sees of them in the list
of processes, what the site tells whoever asks, and the names of copies.
"""

from pathlib import Path

import aiohttp

ASKED = ("metrics", "healthz", "readyz", "nowhere", "hooks/1/telegram", "messages")
"""What anybody may ask the site for, refused or not."""


class ProcessOutputs:
    """Gathers it; `secrets` by what each is. Words of people are secrets, too."""

    def __init__(self, **secrets: str) -> None:
        self.secrets = dict(secrets)
        self.gathered: list[tuple[str, str]] = []

    def add(self, where: str, text: str) -> None:
        """What was seen there."""
        self.gathered.append((where, text))

    def add_titles(self, pid: int) -> None:
        """What everybody sees of a process and of those it has started."""
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
        """The names of copies and whatever else lies there."""
        self.add("name of a copy", " ".join(str(path) for path in folder.rglob("*")))

    def check(self) -> None:
        """Fails where a secret was let out; says which and where, and not the secret."""
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
