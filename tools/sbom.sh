#!/bin/sh
# What the program is made of, from the lock alone: dist/sbom.json (CycloneDX) and dist/licences.txt.
# The libraries are installed in an environment without pip, so that nothing else is counted.
# usage: sbom.sh PYTHON VENV
set -eu
python=$1 venv=$2
listed="$venv/listed" tools="$venv/sbom"

rm -rf "$listed"
sh tools/setup.sh "$python" "$tools" requirements-sbom.lock
"$python" -m venv --without-pip "$listed"
"$tools/bin/pip" --python "$listed" install --quiet --disable-pip-version-check --require-hashes \
    -r requirements.lock
mkdir -p dist
PYTHONWARNINGS=ignore "$tools/bin/cyclonedx-py" environment --pyproject pyproject.toml --output-reproducible \
    --validate -o dist/sbom.json "$listed"
"$python" tools/licences.py dist/sbom.json >dist/licences.txt
echo "dist/sbom.json, dist/licences.txt" >&2
