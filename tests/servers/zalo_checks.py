"""What the Zalo test server refuses of a message that is sent."""

from typing import Any

LIMIT = 2000
Json = dict[str, Any]

SENDING = {
    "sendMessage": ({"chat_id", "text"}, {"chat_id", "text"}),
    "sendPhoto": ({"chat_id", "photo"}, {"chat_id", "photo", "caption"}),
}
"""The required and optional parameters of each method."""


class Refusal(Exception):
    """An answer whose `ok` is false"""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


def checked(method: str, given: Json) -> tuple[str, str]:
    """The text and the picture's address of a message; raises Refusal."""
    needed, allowed = SENDING[method]
    if not needed <= set(given) <= allowed or not isinstance(given["chat_id"], str):
        raise Refusal(400, f"{method} takes {sorted(allowed)}, nothing else")
    text = given.get("text", given.get("caption", ""))
    if not isinstance(text, str) or len(text) > LIMIT or ("photo" not in given and not text):
        raise Refusal(400, "a text of 1 to 2,000 letters is wanted")
    return text, given.get("photo", "")
