"""The web paths at which platforms call this program."""

HOOKS = "/hooks"
"""What every path here begins with; no page of the site does."""


def hook_path(commune_id: int, name: str) -> str:
    """Where a commune's channel of that name is called."""
    return f"{HOOKS}/{commune_id}/{name}"
