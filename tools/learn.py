"""Learn word weights from the tests' sentences; writes bot/language/replies/leanings.json.

usage: python tools/learn.py [FILE.jsonl ...]     without a file: tests/language/replies.jsonl

A log-linear model by gradient steps that grow smaller with use (AdaGrad). A fixed seed shuffles
the sentences, so that the same ones give the same file.
"""

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.language.replies.items import mentions, parts
from bot.language.replies.judgement import says
from bot.language.replies.leaning import LEARNT, SCALE, features
from bot.language.text.text import read

OWN = Path("tests/language/replies.jsonl")
SEEN_AT_LEAST = 2
ROUNDS = 25
STEP = 0.3
SHRINK = 1e-4

Lesson = tuple[frozenset[str], str]


def lessons(files: list[Path]) -> Iterator[Lesson]:
    """The words of each sentence, or part of one, with its intent; counts are left to the rules."""
    for file in files:
        for line in filter(None, file.read_text("utf-8").split("\n")):
            sample = json.loads(line)
            expected = sample["expect"]
            if "updates" in expected:
                yield from _of_parts(sample)
            elif expected["intent"] != "quota":
                yield features(read(sample["text"]).key), expected["intent"]


def _of_parts(sample: dict[str, Any]) -> Iterator[Lesson]:
    key = read(sample["text"]).key
    told = {
        number: update["intent"]
        for update in sample["expect"]["updates"]
        for number in update["task_numbers"] or ()
    }
    for part in parts(key, mentions(key, tuple(sample["context"]["open_tasks"])), says):
        intents = {told.get(number) for number in part.numbers}
        if len(intents) == 1 and (intent := intents.pop()) not in (None, "quota"):
            yield features(key[part.start : part.end]), intent


class Learner:
    """Weights of features for intents, mended sentence by sentence."""

    def __init__(self, taught: list[Lesson]) -> None:
        seen = Counter(feature for found, _ in taught for feature in found)
        self.intents = sorted({intent for _, intent in taught})
        self.names = sorted(name for name, count in seen.items() if count >= SEEN_AT_LEAST)
        self.place = {name: place for place, name in enumerate(self.names)}
        self.weights = [[0.0] * len(self.intents) for _ in self.names]
        self.moved = [[1e-2] * len(self.intents) for _ in self.names]
        self.base = [0.0] * len(self.intents)

    def learn(self, found: list[int], intent: int) -> None:
        """One step towards the intent of a sentence with these features."""
        size = math.sqrt(len(found) or 1)
        sums = [
            at + sum(self.weights[place][column] for place in found) / size
            for column, at in enumerate(self.base)
        ]
        top = max(sums)
        shares = [math.exp(one - top) for one in sums]
        total = sum(shares)
        for column, share in enumerate(shares):
            slope = share / total - (column == intent)
            self.base[column] -= 0.01 * slope
            step = slope / size
            for place in found:
                self.moved[place][column] += step * step
                self.weights[place][column] -= (
                    STEP * step / math.sqrt(self.moved[place][column])
                    + SHRINK * self.weights[place][column]
                )

    def stored(self) -> dict[str, Any]:
        """What the program reads."""
        rounded = {
            name: [round(SCALE * one) for one in row]
            for name, row in zip(self.names, self.weights, strict=True)
        }
        return {
            "intents": self.intents,
            "base": [round(SCALE * one) for one in self.base],
            "weights": {name: row for name, row in rounded.items() if max(map(abs, row)) >= 10},
        }


def main(files: list[Path]) -> None:
    """Learn, and write what was learnt a line a feature."""
    taught = list(lessons(files))
    learner = Learner(taught)
    ready = [
        (
            [learner.place[one] for one in sorted(found) if one in learner.place],
            learner.intents.index(intent),
        )
        for found, intent in taught
    ]
    chance = random.Random(1)  # nosec B311 # it draws samples
    for _ in range(ROUNDS):
        chance.shuffle(ready)
        for found, intent in ready:
            learner.learn(found, intent)
    stored = learner.stored()
    rows = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}"
        for name, row in stored["weights"].items()
    )
    LEARNT.write_text(
        f'{{"intents": {json.dumps(stored["intents"])},\n"base": {json.dumps(stored["base"])},\n'
        f'"weights": {{\n{rows}\n}}}}\n',
        "utf-8",
    )
    sys.stdout.write(f"{len(taught)} sentences, {len(stored['weights'])} features\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [OWN])
