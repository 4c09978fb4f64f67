"""`nhacviec template`: writes the Excel template of a plan for a stored commune."""

from pathlib import Path

import click

from bot.commandline.click_base import COMMUNE, PATH, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.shared import commune_id, open_database
from bot.importers.plan_known import known_of
from bot.importers.plan_template import plan_template
from bot.texts import commandline as texts
from bot.texts.plan_columns import FILE_NAME


@click.command(cls=CliCommand)
@click.option("-o", "--output", type=PATH, default=Path(FILE_NAME), help=texts.TEMPLATE_FILE)
@COMMUNE
def template(output: Path, commune: str) -> None:
    """Write the template with the commune's posts and sectors; a file that is there is kept."""
    if output.exists():
        exit_with(texts.file_exists(str(output)))
    with (
        open_database() as database,
        database.commune(commune_id(database, commune)) as session,
    ):
        known = known_of(session)
    posts = tuple(post["name"] for post in known.posts)
    try:
        output.write_bytes(plan_template(posts, known.sectors))
    except OSError:
        exit_with(texts.cannot_write(str(output)), code=1)
    click.echo(texts.template_written(str(output)))
