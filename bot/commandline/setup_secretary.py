"""The part of `nhacviec setup` that invites the first secretary."""

import click

from bot.commandline.invite import print_invitation
from bot.commandline.shared import commune_id, open_database
from bot.texts import setup as texts
from storage.person import addresses, holdings
from storage.unit import posts
from storage.words import Rank


def invite_secretary(commune: str) -> None:
    """Print a code for the secretary's post; asks first if its holder has a chat already."""
    click.echo("")
    with open_database() as database:
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
    print_invitation(post.name, commune)
