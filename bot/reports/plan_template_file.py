"""The template of a plan sheet as a file that goes out with an answer."""

from functools import partial

from bot.importers.plan_known import known_of
from bot.reports.draw import Drawing
from bot.reports.handouts import FileWish, MakerContext

MAKER = "plan_template"
"""The name of this file's maker in wishes."""


def wish() -> FileWish:
    """The template of whoever's commune asks."""
    return {"maker": MAKER}


def make(moment: MakerContext, wish: FileWish) -> Drawing:
    """Reads the posts and sectors that the template offers."""
    # Loaded where it is drawn: the library of Excel files is heavy.
    from bot.importers.plan_template import TemplateChoices, plan_template

    known = known_of(moment.session)
    posts = tuple(post["name"] for post in known.posts)
    return partial(plan_template, TemplateChoices(posts, known.sectors))
