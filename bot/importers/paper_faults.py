"""The errors of reading a paper; the sentence for each is in `bot.texts.papers`."""

import struct
import zlib
from zipfile import BadZipFile

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""The errors that libraries raise for a part that is damaged, missing or of another shape."""


class RefusedPaper(Exception):
    """The paper is not read and nothing of it is kept; `why` is a key of the texts"""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class MarkedPaper(RefusedPaper):
    """The paper bears the mark of a state secret"""

    def __init__(self) -> None:
        super().__init__("secret")
