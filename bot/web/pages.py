"""Whole pages, from templates."""

from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

TOKEN: web.RequestKey[str] = web.RequestKey("TOKEN", str)
"""The token that the page's requests must carry."""

TEMPLATES = Environment(
    loader=PackageLoader("bot.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: web.Request, template: str, status: int = 200, **values: object) -> web.Response:
    """A page; every template knows the token its requests must carry."""
    shown: dict[str, Any] = {"csrf_token": request[TOKEN], **values}
    text = TEMPLATES.get_template(template).render(shown)
    return web.Response(text=text, status=status, content_type="text/html")
