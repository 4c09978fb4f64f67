"""URL paths at which platforms call this program."""

HOOKS = "/hooks"
"""Prefix of every webhook path; no page of the site has it."""


def webhook_path(commune_id: int, name: str) -> str:
    return f"{HOOKS}/{commune_id}/{name}"
