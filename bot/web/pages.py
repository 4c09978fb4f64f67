"""Renders HTML pages from the Jinja templates."""

from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

CSRF_TOKEN: web.RequestKey[str] = web.RequestKey("CSRF_TOKEN", str)
"""The CSRF token that the page's requests must send."""

TEMPLATES = Environment(
    loader=PackageLoader("bot.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_page(
    request: web.Request, template: str, status: int = 200, **values: object
) -> web.Response:
    """The rendered template as a response; `csrf_token` is added to its values."""
    context: dict[str, Any] = {"csrf_token": request[CSRF_TOKEN], **values}
    text = TEMPLATES.get_template(template).render(context)
    return web.Response(text=text, status=status, content_type="text/html")
