"""Wakes the open pages of this process when something new is kept for them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Whom to wake: readers of one page, and readers who hear of every page (address None)."""

    def __init__(self) -> None:
        self._listeners: dict[str | None, set[asyncio.Event]] = {}
        self.closed = False

    @contextmanager
    def listening(self, address: str | None) -> Iterator[asyncio.Event]:
        """An event that is set at every ring; the listener clears it."""
        rung = asyncio.Event()
        listeners = self._listeners.setdefault(address, set())
        listeners.add(rung)
        try:
            yield rung
        finally:
            listeners.discard(rung)
            if not listeners:
                self._listeners.pop(address, None)

    def ring(self, address: str) -> None:
        """Something new is on the page of that address."""
        for rung in [*self._listeners.get(address, ()), *self._listeners.get(None, ())]:
            rung.set()

    def ring_all(self) -> None:
        """Something that every open page shows has changed."""
        for listeners in self._listeners.values():
            for rung in listeners:
                rung.set()

    def close(self) -> None:
        """The program ends: wake everybody, so that they leave."""
        self.closed = True
        self.ring_all()
