"""The test server as a process, with its controls called over HTTP."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class RemoteTelegram:
    """Every function of `TelegramControls`, called over HTTP with keyword arguments only.

    Dataclasses come back as dictionaries. A refused call raises AssertionError.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, control: str, /, **arguments: Any) -> Any:
        """The result of the server's control of that name."""
        request = Request(
            f"{self.url}/test/{control}",
            json.dumps(arguments).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=10) as answer:
                return json.load(answer)["result"]
        except HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["error"]) from None


class TelegramProcess(RemoteTelegram):
    """Starts the server as a process and ends it."""

    def __init__(self, port: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.telegram", "--port", str(port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        super().__init__(self._process.stdout.readline().strip())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, _: object, __: TracebackType | None) -> None:
        broken = [] if kind else self.call("violations")
        self._process.kill()
        self._process.communicate()
        assert not broken, "the Bot API was misused: " + "; ".join(broken)
