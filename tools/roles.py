"""Write the tables of ranks, commands and routes into docs/security.md.

usage: python -m tools.roles
"""

import re
from pathlib import Path

from bot.conversation.command import all_commands
from bot.web.access import ROUTES
from scheduler.work.permissions import ALLOWED, ANYBODY, Action
from storage.words import Rank

PAGE = Path(__file__).parents[1] / "docs" / "security.md"
BEGIN = "<!-- written by python -m tools.roles -->"
END = "<!-- end -->"


def table() -> str:
    """The tables: which rank may do which action, by which commands and routes."""
    lines = [
        f"| action | {' | '.join(Rank)} | no post | commands | routes |",
        f"|---|{'---|' * (len(Rank) + 3)}",
    ]
    for action in Action:
        marks = ["yes" if action in ALLOWED[rank] else "" for rank in Rank]
        marks.append("yes" if action in ANYBODY else "")
        commands = ", ".join(f"/{each.name}" for each in all_commands() if each.action is action)
        routes = ", ".join(f"`{name}`" for name, need in ROUTES.items() if need is action)
        lines.append(f"| {action} | {' | '.join(marks)} | {commands} | {routes} |")
    lines += ["", "| route | needs |", "|---|---|"]
    lines += [f"| `{name}` | {need} |" for name, need in ROUTES.items()]
    return "\n".join(lines)


def main() -> None:
    """Replace the tables between their marks."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = f"{BEGIN}\n\n{table()}\n\n{END}"
    found = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    PAGE.write_text(found.sub(lambda _: fresh, page), encoding="utf-8")


if __name__ == "__main__":
    main()
