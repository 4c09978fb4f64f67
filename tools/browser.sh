#!/bin/sh
# Installs the browser that tests/browser drives, and a font with every Vietnamese letter.
# Without root it says what to install; the browser tests are skipped until then.
set -eu
if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto sans\|dejavu sans'; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fontconfig fonts-noto-core >/dev/null
else
    echo "The browser tests need Chromium. Run once:" >&2
    echo "  sudo apt-get install --no-install-recommends chromium fontconfig fonts-noto-core" >&2
fi
