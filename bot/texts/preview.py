"""One line of a preview, for reading."""

from bot.texts import days, items, steps
from scheduler.ladder.preview import PreviewLine

LONGEST_NAME = 70
"""Letters of what the work is called."""


def line(line: PreviewLine) -> str:
    """When, which number, which step, to whom, and what the work is called."""
    name = items.shortened(line.name, LONGEST_NAME)
    return (
        f"{days.moment(line.at):<26} {line.number:>3}  {steps.named(line.step):<38}  "
        f"{line.to}: {name}"
    )


def shown(text: str, confidential: bool) -> str:
    """The key or title of a task or milestone, as a preview may show it."""
    return items.HIDDEN if confidential else text
