"""The template of a plan sheet as a file that goes out with an answer."""

from bot.importers.plan_known import known_of
from bot.reports.handouts import FileWish, MakerContext
from bot.sandbox.call import Call

MAKER = "plan_template"
"""The name of this file's maker in wishes."""


def wish() -> FileWish:
    """The template of whoever's commune asks."""
    return {"maker": MAKER}


def make(moment: MakerContext, wish: FileWish) -> Call:
    """Reads the posts and sectors that the template offers."""
    known = known_of(moment.session)
    posts = tuple(post["name"] for post in known.posts)
    return Call("bot.importers.plan_template:plan_template", (posts, known.sectors))
