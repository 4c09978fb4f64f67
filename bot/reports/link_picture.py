"""A link as a QR picture, sent with the answer that says it."""

from collections.abc import Sequence
from datetime import datetime

from bot.queries.reader import Reader
from bot.reports.handouts import FileWish, MakerContext, request_file
from bot.sandbox.call import Call
from bot.texts import linking as texts
from scheduler.delivery.channel import Handout

MAKER = "link_picture"
"""The name of this maker in file wishes."""


def link_picture(reader: Reader, links: Sequence[str], until: datetime) -> tuple[Handout, ...]:
    """The pictures of links that are good until a moment (UTC)."""
    wishes = [{"maker": MAKER, "link": link} for link in links]
    return tuple(
        request_file(reader, texts.QR_FILE, "png", wish, texts.QR_INSTEAD, until) for wish in wishes
    )


def make(moment: MakerContext, wish: FileWish) -> Call:
    """The call that draws the link."""
    return Call("bot.reports.qr_code:draw", (wish["link"],))
