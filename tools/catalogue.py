"""Compile our translations of click's messages into the MO file that gettext reads.

usage: python -m tools.catalogue; run it after a change of the tables in bot/texts/click_messages.py
"""

import struct
from pathlib import Path

from bot.texts import click_messages

FILE = Path(click_messages.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "click.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
MAGIC = 0x950412DE
HEAD = 7 * 4
"""Bytes before the two tables of (length, offset) pairs, one for keys and one for sentences."""


def compiled() -> bytes:
    """The catalogue in the MO format of GNU gettext.

    A sentence with a plural has both forms in its key; gettext looks only at the first.
    """
    rows = {"": HEADER, **click_messages.TRANSLATED}
    rows |= {f"{one}\0{one}": words for one, words in click_messages.COUNTED.items()}
    keys = sorted(key.encode() for key in rows)
    sentences = [rows[key.decode()].encode() for key in keys]
    size = 8 * len(keys)
    head = struct.pack("<7I", MAGIC, 0, len(keys), HEAD, HEAD + size, 0, HEAD + 2 * size)
    places, texts = b"", b""
    for text in (*keys, *sentences):
        places += struct.pack("<2I", len(text), HEAD + 2 * size + len(texts))
        texts += text + b"\0"
    return head + places + texts


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(compiled())
