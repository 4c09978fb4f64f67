"""One line of a preview, for reading."""

from bot.texts import days
from bot.texts.items import HIDDEN
from scheduler.preview import Line


def line(line: Line) -> str:
    """When, which number, which step, to whom."""
    return f"{days.moment(line.at)}  {line.number:>3}  {line.step:<20}  {line.to}  {line.task}"


def key(key: str, confidential: bool) -> str:
    """The key of a task or milestone, as a preview may show it."""
    return HIDDEN if confidential else key
