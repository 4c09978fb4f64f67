#!/bin/sh
# Makes the virtual environment and installs one pinned, hashed list of requirements in it.
# usage: setup.sh PYTHON VENV LOCKFILE
set -eu
python=$1 venv=$2 lock=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed, as \"$python\" (or: make PYTHON=python3.12 ...)." >&2
    exit 1
fi
if [ ! -x "$venv/bin/pip" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian ships Python without venv; only root can add it.
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        else
            echo "Python's venv module is missing. Run once: sudo apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv "$venv"
fi
echo "Installing $lock (the first time only) ..." >&2
"$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$lock"
