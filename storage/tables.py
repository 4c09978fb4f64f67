"""Import every table, so that `metadata` is complete, and apply the partial indexes."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from storage.database import Base
from storage.partial_index import apply_conditions

for _module in iter_modules([str(Path(__file__).parent)]):
    if not _module.ispkg and _module.name != "tables":
        import_module(f"storage.{_module.name}")

metadata = Base.metadata
apply_conditions(metadata)
