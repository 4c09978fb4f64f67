"""Hostile strings for names, titles, replies and file names."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.language.text.letters import clean

HOSTILE: Mapping[str, Sequence[str]] = json.loads(
    Path(__file__).with_name("hostile.json").read_text(encoding="utf-8")
)
"""The strings, by their target."""

EVERY = [words for several in HOSTILE.values() for words in several]

STORABLE = [words for words in map(clean, EVERY) if words.strip()]
"""The strings as stored after normalisation on input."""
