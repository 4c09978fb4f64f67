"""Words meant to break something: what names, titles, replies and file names may be."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.language.text.letters import clean

HOSTILE: Mapping[str, Sequence[str]] = json.loads(
    Path(__file__).with_name("hostile.json").read_text(encoding="utf-8")
)
"""By what they are aimed at."""

EVERY = [words for several in HOSTILE.values() for words in several]

STORABLE = [words for words in map(clean, EVERY) if words.strip()]
"""As they stand in the database, once they have come in."""
