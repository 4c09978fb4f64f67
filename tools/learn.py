"""Learn word weights from the tests' sentences; writes bot/language/replies/leanings.json.

usage: python -m tools.learn [FILE.jsonl ...]     without a file: tests/language/replies.jsonl

A log-linear model trained with AdaGrad on the sample sentences. A fixed seed shuffles them, so the
same samples give the same file.
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

TEST_SAMPLES = Path("tests/language/replies.jsonl")
MIN_COUNT = 2
ROUNDS = 25
LEARNING_RATE = 0.3
WEIGHT_DECAY = 1e-4

Sample = tuple[frozenset[str], str]


def samples(files: list[Path]) -> Iterator[Sample]:
    """The features of each sentence or part with its intent; quota counts are left to the rules."""
    for file in files:
        for line in filter(None, file.read_text("utf-8").split("\n")):
            sample = json.loads(line)
            expected = sample["expect"]
            if "updates" in expected:
                yield from _of_parts(sample)
            elif expected["intent"] != "quota":
                yield features(read(sample["text"]).key), expected["intent"]


def _of_parts(sample: dict[str, Any]) -> Iterator[Sample]:
    key = read(sample["text"]).key
    intents = {
        number: update["intent"]
        for update in sample["expect"]["updates"]
        for number in update["task_numbers"] or ()
    }
    for part in parts(key, mentions(key, tuple(sample["context"]["open_tasks"])), says):
        found = {intents.get(number) for number in part.numbers}
        if len(found) == 1 and (intent := found.pop()) not in (None, "quota"):
            yield features(key[part.start : part.end]), intent


class Learner:
    """The weights of features for intents, updated sample by sample."""

    def __init__(self, training_set: list[Sample]) -> None:
        seen = Counter(feature for found, _ in training_set for feature in found)
        self.intents = sorted({intent for _, intent in training_set})
        self.names = sorted(name for name, count in seen.items() if count >= MIN_COUNT)
        self.place = {name: place for place, name in enumerate(self.names)}
        self.weights = [[0.0] * len(self.intents) for _ in self.names]
        self.squared_gradients = [[1e-2] * len(self.intents) for _ in self.names]
        self.base = [0.0] * len(self.intents)

    def learn(self, found: list[int], intent: int) -> None:
        """One gradient step for a sample with these features and this intent (indexes)."""
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
                self.squared_gradients[place][column] += step * step
                self.weights[place][column] -= (
                    LEARNING_RATE * step / math.sqrt(self.squared_gradients[place][column])
                    + WEIGHT_DECAY * self.weights[place][column]
                )

    def stored(self) -> dict[str, Any]:
        """The weights as the program reads them, scaled and rounded; small ones are left out."""
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
    """Train, and write the weights one feature per line."""
    training_set = list(samples(files))
    learner = Learner(training_set)
    ready = [
        (
            [learner.place[one] for one in sorted(found) if one in learner.place],
            learner.intents.index(intent),
        )
        for found, intent in training_set
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
    sys.stdout.write(f"{len(training_set)} sentences, {len(stored['weights'])} features\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [TEST_SAMPLES])
