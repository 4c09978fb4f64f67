"""Words said for somebody else: a name, then from the number of an item on what was said."""

import re

_UNTIL_NUMBER = re.compile(
    r"\s*(?P<name>\D+?)[\s,:]+(?P<said>(?:(?:việc|viec|nv|nhiệm vụ|nhiem vu|số|so)\s+)*\d.*)",
    re.DOTALL | re.IGNORECASE,
)


def parted(text: str) -> tuple[str, str]:
    """The name, and what was said; nothing said where the text does not come apart."""
    name, colon, said = text.partition(":")
    if colon:
        return name.strip(), said.strip()
    match = _UNTIL_NUMBER.fullmatch(text)
    return (match["name"].strip(), match["said"].strip()) if match else (text, "")
