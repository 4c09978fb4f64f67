"""The cost of a way of sending, and its line of the table."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds for some messages: CPU of our process, CPU of the database server, wall time."""

    ours: float
    server: float = 0.0
    wall: float = 0.0


def both(one: Cost, other: Cost) -> Cost:
    """The sum of two costs."""
    return Cost(*(a + b for a, b in zip(astuple(one), astuple(other), strict=True)))


def line(name: str, cost: Cost, messages: int, base: float) -> None:
    """Print a line: ms per message, and the ratio to `base`, the library's own send in seconds."""
    each = 1000 / messages
    print(
        f"{name:<40} {cost.ours * each:>8.3f} {cost.server * each:>8.3f}"
        f" {(cost.ours + cost.server) / base:>6.2f} {messages / cost.wall:>8.0f}",
        flush=True,
    )
