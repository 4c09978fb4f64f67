"""`nhacviec why`: the reminders of one milestone, sent, skipped and to come."""

import click
from sqlalchemy import select

from bot.commandline.click_base import COMMUNE, CliCommand, WholeNumber
from bot.commandline.failure import exit_with
from bot.commandline.shared import commune_id, database_time, open_database
from bot.importers.national import national_days
from bot.texts import commandline as texts
from bot.texts.why import steps_of_item as message
from scheduler.delivery.items import items
from scheduler.ladder.office import office_of
from scheduler.ladder.why import explain_steps
from storage.commune import Commune
from storage.milestone import by_number


@click.command(cls=CliCommand)
@click.argument("number", type=WholeNumber(), help=texts.NUMBER)
@COMMUNE
def why(number: int, commune: str) -> None:
    """Print past and coming steps of a milestone, as of the database time."""
    with open_database() as database:
        wanted = commune_id(database, commune)
        now = database_time(database)
        with database.commune(wanted) as session:
            office = office_of(
                session, session.scalars(select(Commune)).one(), national_days(), now
            )
            milestone = by_number(session, number)
            if milestone is None:
                exit_with(texts.no_such_number(number))
            item = items(session, office, [milestone], now)[0]
            click.echo(message(item, explain_steps(session, office, milestone, now)).plain)
