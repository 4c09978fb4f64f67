"""Locates the plan files shipped with the program."""

from pathlib import Path

PLANS = Path(__file__).parents[2] / "plans"

DAYS = "ngay-nghi.yaml"
"""The national days file in the same folder."""


def plan_file(path: Path) -> Path:
    """The path if the file exists, else the shipped plan of that name, else the path."""
    shipped = PLANS / path.name
    named = path.parent in (Path(), Path(PLANS.name))
    return shipped if named and not path.exists() and shipped.is_file() else path


def shipped_plans() -> list[Path]:
    """The shipped plan files, sorted by name."""
    return sorted(path for path in PLANS.glob("*.yaml") if path.name != DAYS)
