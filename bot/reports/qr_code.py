"""Draws a QR code as PNG."""

import io

import segno

SCALE = 8
"""Pixels of one dot."""
QUIET_ZONE = 4
"""Empty dots around the code, as the standard asks."""


def draw(text: str) -> bytes:
    picture = io.BytesIO()
    segno.make(text, micro=False).save(picture, kind="png", scale=SCALE, border=QUIET_ZONE)
    return picture.getvalue()
