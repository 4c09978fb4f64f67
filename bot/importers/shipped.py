"""The plan files that ship with the program, wherever it is installed."""

from pathlib import Path

PLANS = Path(__file__).parents[2] / "plans"

DAYS = "ngay-nghi.yaml"
"""The file of the days that every commune shares; it is no plan."""


def plan_file(path: Path) -> Path:
    """The file of that path; where there is none, the shipped plan of that name."""
    shipped = PLANS / path.name
    named = path.parent in (Path(), Path(PLANS.name))
    return shipped if named and not path.exists() and shipped.is_file() else path


def shipped_plans() -> list[Path]:
    """Every plan that ships with the program, by name."""
    return sorted(path for path in PLANS.glob("*.yaml") if path.name != DAYS)
