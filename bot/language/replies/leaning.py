"""What the words of a message lean to: weights learnt from our own sentences by tools/learn.py.

The rules know what words mean. Where they are silent, or take a word for another, the sentences
that had the same words in the same order say what is likely. Accents do not count here.
"""

import json
import math
import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from bot.language.replies.reply import Intent
from bot.language.text.fold import fold

LEARNT = Path(__file__).with_name("leanings.json")
SCALE = 100

_WORD = re.compile(r"[^\W\d_]+|\d+|[?%]")


@dataclass(frozen=True, slots=True)
class Leanings:
    """For each feature of a text a weight for each intent, in hundredths.

    The weights of a feature stand one after the other in `weights`, from its place on.
    """

    intents: tuple[Intent, ...]
    base: tuple[int, ...]
    places: Mapping[str, int]
    weights: Sequence[int]

    def of(self, feature: str) -> Sequence[int]:
        """What a known feature weighs for each intent."""
        place = self.places[feature]
        return self.weights[place : place + len(self.intents)]


def features(key: str) -> frozenset[str]:
    """The words of a key, folded, with the pairs they stand in and those one word apart."""
    framed = ["^", *_words(key), "$"]
    pairs = (f"{first} {second}" for first, second in pairwise(framed))
    apart = (f"{first} _ {second}" for first, second in zip(framed, framed[2:], strict=False))
    return frozenset((*framed, *pairs, *apart))


def _words(key: str) -> list[str]:
    return ["<n>" if word.isdigit() else word for word in _WORD.findall(fold(key))]


def lean(key: str) -> dict[Intent, float]:
    """The logarithm of how likely each intent is; empty where half of the words are unknown."""
    learnt = _learnt()
    words = _words(key)
    if 2 * sum(word in learnt.places for word in words) <= len(words):
        return {}
    known = [learnt.of(one) for one in features(key) if one in learnt.places]
    return dict(zip(learnt.intents, likelihoods(learnt.base, known), strict=True))


def likelihoods(base: Iterable[float], known: Sequence[Sequence[int]]) -> list[float]:
    """Log-likelihoods of the intents from the weights of the features that are there."""
    size = math.sqrt(len(known) or 1)
    sums = [
        (at / SCALE + sum(column) / SCALE / size)
        for at, column in zip(base, zip(*known, strict=True), strict=True)
    ]
    top = max(sums)
    total = top + math.log(sum(math.exp(one - top) for one in sums))
    return [one - total for one in sums]


@cache
def _learnt() -> Leanings:
    stored = json.loads(LEARNT.read_text("utf-8"))
    intents = tuple(Intent(name) for name in stored["intents"])
    weights = array("h", chain.from_iterable(stored["weights"].values()))
    places = {feature: at * len(intents) for at, feature in enumerate(stored["weights"])}
    return Leanings(intents, tuple(stored["base"]), places, weights)
