"""One line of a preview, for reading."""

from bot.texts import days
from scheduler.preview import Line


def line(line: Line) -> str:
    """When, which number, which step, to whom."""
    return f"{days.moment(line.at)}  {line.number:>3}  {line.step:<20}  {line.to}  {line.task}"
