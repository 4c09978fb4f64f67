"""Titles of the milestones that a plan file does not write itself."""


def opening(task: str) -> str:
    """The first day of a campaign."""
    return f"Mở đợt: {task}"


def closing(task: str) -> str:
    """The report after a campaign."""
    return f"Tổng kết đợt: {task}"
