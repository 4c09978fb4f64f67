"""What a way of sending costs, and a line of the table for it."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds of our processor, of the database server's, and of the wall, for some messages."""

    ours: float
    server: float = 0.0
    wall: float = 0.0


def both(one: Cost, other: Cost) -> Cost:
    """One after the other."""
    return Cost(*(a + b for a, b in zip(astuple(one), astuple(other), strict=True)))


def line(name: str, cost: Cost, messages: int, base: float) -> None:
    """Print what one way costs, and how many times the library's own send that is."""
    each = 1000 / messages
    print(
        f"{name:<40} {cost.ours * each:>8.3f} {cost.server * each:>8.3f}"
        f" {(cost.ours + cost.server) / base:>6.2f} {messages / cost.wall:>8.0f}",
        flush=True,
    )
