"""Progress of an import, for a progress display."""

from collections.abc import Callable
from enum import StrEnum, auto


class ImportStage(StrEnum):
    READING = auto()
    CHECKING = auto()
    STORING = auto()


OnProgress = Callable[[ImportStage, float], None]
"""Called with a stage and the share of it that is done, from 0 to 1."""


def no_progress(stage: ImportStage, share: float) -> None:
    """Shows nothing."""
