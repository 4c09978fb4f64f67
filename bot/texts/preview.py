"""The lines of `nhacviec preview`."""

from bot.texts import days, items, steps
from scheduler.ladder.preview import PreviewLine

LONGEST_NAME = 70
"""The most letters of a milestone's name."""


def preview_line(line: PreviewLine) -> str:
    """One reminder: moment, number, step, recipient and name of the work."""
    name = items.shortened(line.name, LONGEST_NAME)
    return (
        f"{days.moment(line.at):<26} {line.number:>3}  {steps.step_in_words(line.step):<38}  "
        f"{line.to}: {name}"
    )


def name_shown(text: str, confidential: bool) -> str:
    """The key or title of a task or milestone, as a preview may show it."""
    return items.HIDDEN if confidential else text
