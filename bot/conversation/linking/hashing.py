"""Hashes typed codes one at a time, in a thread that is not the database's."""

import asyncio
import hashlib
from collections import defaultdict
from typing import NewType

COST = 2**12
"""The scrypt work factor N (about 10 ms and 4 MB), so that a stolen database reveals no codes."""
MOST_WAITING_CODES = 30
"""Codes of one origin that may wait to be hashed."""

CodeHash = NewType("CodeHash", str)


def hash_of(code: str) -> CodeHash:
    """The stored hash of a code (hex). One salt for all: the hash is looked up in every commune.

    It takes about 10 ms: call it outside of transactions and the database's threads.
    """
    made = hashlib.scrypt(code.encode(), salt=b"nhacviec", n=COST, r=8, p=1, dklen=32)
    return CodeHash(made.hex())


class TooManyCodesWaiting(Exception):
    """MOST_WAITING_CODES of this origin wait to be hashed"""


class CodeHashing:
    """Hashes codes one at a time; origins (IP addresses or communes) take turns, one code each."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[str, int] = defaultdict(int)

    async def hash(self, code: str, origin: str = "") -> CodeHash:
        """The hash of a code. Raises TooManyCodesWaiting."""
        if self._waiting[origin] >= MOST_WAITING_CODES:
            raise TooManyCodesWaiting
        self._waiting[origin] += 1
        try:
            async with self._turns[origin], self._turn:
                return await asyncio.to_thread(hash_of, code)
        finally:
            self._waiting[origin] -= 1
            if not self._waiting[origin]:
                del self._waiting[origin], self._turns[origin]
