"""Print the libraries of an SBOM, a line each: name, version, licence.

usage: python tools/licences.py SBOM.json; ends with 1 where a library tells no licence
"""

import json
import sys
from pathlib import Path
from typing import Any

NONE = "?"


def licences(component: dict[str, Any]) -> str:
    """What a library says of its licence: its expression, or every id and name it states."""
    told = [
        found.get("expression") or found["license"].get("id") or found["license"].get("name")
        for found in component.get("licenses", ())
    ]
    return "; ".join(sorted(set(map(str, told)))) or NONE


def main(path: Path) -> int:
    """Print the list; how it went is the exit code."""
    components = json.loads(path.read_text(encoding="utf-8"))["components"]
    lines = sorted((each["name"], each["version"], licences(each)) for each in components)
    for name, version, told in lines:
        print(f"{name:<32} {version:<14} {told}")  # noqa: T201
    return int(any(told == NONE for _, _, told in lines))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
