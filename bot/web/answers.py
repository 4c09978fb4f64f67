"""Requests and answers of the site's own pages: JSON bodies, and refusals with a sentence."""

from typing import Any

from aiohttp import web

from bot.texts import web as texts


class RequestRefused(Exception):
    """A request was refused, with an HTTP status and a Vietnamese sentence for the person"""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def refusal_response(refused: RequestRefused) -> web.Response:
    """The JSON answer `{"error": sentence}`."""
    return web.json_response({"error": refused.sentence}, status=refused.status)


async def json_body(request: web.Request) -> dict[str, Any]:
    """The JSON object in a request's body. Raises RequestRefused (400) for anything else."""
    try:
        body = await request.json()
    except (ValueError, RecursionError, LookupError):
        # Invalid JSON, too deeply nested, or an unknown charset.
        body = None
    if not isinstance(body, dict):
        raise RequestRefused(400, texts.NOT_UNDERSTOOD)
    return body


def positive_id(value: Any) -> int:
    """A database id given as text or number; 0 if it is not one."""
    try:
        found = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return found if 0 < found < 2**63 else 0
