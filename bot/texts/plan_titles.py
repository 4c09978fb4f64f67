"""Titles of the milestones that a plan file leaves implicit."""


def opening(task: str) -> str:
    """The title of the milestone for a campaign's first day."""
    return f"Mở đợt: {task}"


def closing(task: str) -> str:
    """The title of the milestone for a campaign's final report."""
    return f"Tổng kết đợt: {task}"
