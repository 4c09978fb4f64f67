"""Every table, imported so that `metadata` is whole, and told what dialects need of it."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from storage.database import Base
from storage.partial import tell_conditions

for _module in iter_modules([str(Path(__file__).parent)]):
    if not _module.ispkg and _module.name != "tables":
        import_module(f"storage.{_module.name}")

metadata = Base.metadata
tell_conditions(metadata)
