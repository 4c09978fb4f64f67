"""The part of `nhacviec setup` that invites the first secretary."""

import click

from bot.commandline.people import invite_to
from bot.commandline.shared import commune_id, opened
from bot.texts import setup as texts
from storage.person import addresses, holdings
from storage.unit import posts
from storage.words import Rank


def invite_secretary(commune: str) -> None:
    """A code for the secretary's post; where its holder has a chat, only if that is wished."""
    click.echo("")
    with opened() as database:
        wanted = commune_id(database, commune)
        with database.commune(wanted) as session:
            post = next((each for each in posts(session) if each.rank is Rank.SECRETARY), None)
            if post is None:
                click.echo(texts.NO_SECRETARY)
                return
            held = {row.person_id: row.person.name for row in holdings(session, [post.id])}
            names = {held[row.person_id] for row in addresses(session, held)}
    if names:
        click.echo(texts.linked(post.name, sorted(names)))
        if not click.confirm(texts.AGAIN, default=False):
            return
    invite_to(post.name, commune)
