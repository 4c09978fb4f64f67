"""What the site answers to its own pages: JSON, and refusals in a sentence."""

from typing import Any

from aiohttp import web

from bot.texts import web as texts


class RequestRefused(Exception):
    """A request was refused, with a status and a sentence for the person"""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def refusal(refused: RequestRefused) -> web.Response:
    """The answer that carries the sentence."""
    return web.json_response({"error": refused.sentence}, status=refused.status)


async def wishes(request: web.Request) -> dict[str, Any]:
    """The JSON object a page sent. Refuses anything else."""
    try:
        body = await request.json()
    except (ValueError, RecursionError, LookupError):
        # No JSON, too many brackets, or letters that nobody knows.
        body = None
    if not isinstance(body, dict):
        raise RequestRefused(400, texts.NOT_UNDERSTOOD)
    return body


def number(value: Any) -> int:
    """A message id in a request, however it came; 0 for what is none."""
    try:
        found = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return found if 0 < found < 2**63 else 0
