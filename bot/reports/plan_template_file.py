"""The template of a plan sheet as a handout."""

from bot.importers.plan_known import known_of
from bot.reports.handouts import FileWish, MakerContext
from bot.sandbox.call import Call

MAKER = "plan_template"
"""The name of this maker in file wishes."""


def wish() -> FileWish:
    """The wish for the template of the asker's commune."""
    return {"maker": MAKER}


def make(moment: MakerContext, wish: FileWish) -> Call:
    """Read the commune's posts and sectors; the call writes the template."""
    known = known_of(moment.session)
    posts = tuple(post["name"] for post in known.posts)
    return Call("bot.importers.plan_template:plan_template", (posts, known.sectors))
