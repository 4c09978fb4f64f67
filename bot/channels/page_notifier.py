"""Wakes the open web pages of this process when there is something new to show."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class PageNotifier:
    """Subscriptions of open pages: to one page's address, or to every address (None)."""

    def __init__(self) -> None:
        self._subscribers: dict[str | None, set[asyncio.Event]] = {}
        self.closed = False

    @contextmanager
    def subscribed(self, address: str | None) -> Iterator[asyncio.Event]:
        """An event that is set at every notification; the subscriber clears it."""
        woken = asyncio.Event()
        subscribers = self._subscribers.setdefault(address, set())
        subscribers.add(woken)
        try:
            yield woken
        finally:
            subscribers.discard(woken)
            if not subscribers:
                self._subscribers.pop(address, None)

    def notify(self, address: str) -> None:
        for woken in [*self._subscribers.get(address, ()), *self._subscribers.get(None, ())]:
            woken.set()

    def notify_all(self) -> None:
        for subscribers in self._subscribers.values():
            for woken in subscribers:
                woken.set()

    def close(self) -> None:
        """Wake every page so that it ends: the program stops."""
        self.closed = True
        self.notify_all()
