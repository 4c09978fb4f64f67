"""How far an import has come, for whoever waits for it."""

from collections.abc import Callable
from enum import StrEnum, auto


class Step(StrEnum):
    """What an import does, one after the other."""

    READING = auto()
    CHECKING = auto()
    STORING = auto()


Hear = Callable[[Step, float], None]
"""Told of each step which share of it is done, from 0 to 1."""


def unheard(step: Step, share: float) -> None:
    """Nobody waits."""
