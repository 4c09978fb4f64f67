"""Print the libraries of an SBOM, a line each: name, version, licence.

usage: python tools/licences.py SBOM.json; exits with 1 if a library states no licence
"""

import json
import sys
from pathlib import Path
from typing import Any

NONE = "?"


def licences(component: dict[str, Any]) -> str:
    """The licence of a component: its SPDX expression, or every id and name stated, or NONE."""
    stated = [
        found.get("expression") or found["license"].get("id") or found["license"].get("name")
        for found in component.get("licenses", ())
    ]
    return "; ".join(sorted(set(map(str, stated)))) or NONE


def main(path: Path) -> int:
    """Print the list; the exit code is 1 if a licence is missing."""
    components = json.loads(path.read_text(encoding="utf-8"))["components"]
    lines = sorted((each["name"], each["version"], licences(each)) for each in components)
    for name, version, stated in lines:
        print(f"{name:<32} {version:<14} {stated}")  # noqa: T201
    return int(any(stated == NONE for _, _, stated in lines))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
