"""`nhacviec simulate`: measures an 08:00 round of invented communes, projects it to the country."""

import tempfile
from pathlib import Path

import click
from sqlalchemy import text

from bot.commandline.click_base import CliCommand, DecimalNumber, WholeNumber, number
from bot.commandline.failure import fail
from bot.commandline.progress import progress
from bot.commandline.shared import open_database, settings
from bot.commandline.simulation.measurement import NothingArrived, ServerElsewhere, measure
from bot.commandline.simulation.population import Size, insert_population
from bot.commandline.simulation.projection import project
from bot.texts import simulating as texts
from storage.commune import communes
from storage.database import Database


@click.command(cls=CliCommand)
@number("--communes", WholeNumber(1, 10_000), 3321, help=texts.COMMUNES)
@number("--officials", WholeNumber(1, 1_000), 100, help=texts.OFFICIALS)
@number("--milestones", WholeNumber(1, 10_000), 300, help=texts.MILESTONES)
@number("--workers", WholeNumber(1, 64), 2, help=texts.WORKERS)
@number("--answer-ms", DecimalNumber(0, 10_000), 50.0, help=texts.ANSWER)
@number("--seconds", DecimalNumber(5, 7_200), 300.0, help=texts.SECONDS)
@number("--minutes", DecimalNumber(0.5, 600), 10.0, help=texts.MINUTES)
@number("--cores", WholeNumber(1, 512), 2, help=texts.CORES)
def simulate(
    communes: int,
    officials: int,
    milestones: int,
    workers: int,
    answer_ms: float,
    seconds: float,
    minutes: float,
    cores: int,
) -> None:
    """Fill an empty database, run the 08:00 round, print its cost and the projection."""
    if settings().database_url.startswith("sqlite"):
        fail(texts.NEEDS_A_SERVER)
    if milestones < officials:
        fail(texts.FEW_MILESTONES)
    size = Size(communes, officials, milestones)
    with open_database() as database, tempfile.TemporaryDirectory() as folder:
        _require_empty(database)
        with progress(texts.FILLING):
            insert_population(database, size)
        try:
            result = measure(database, Path(folder), size, workers, answer_ms, seconds)
        except ServerElsewhere:
            fail(texts.SERVER_ELSEWHERE)
        except NothingArrived:
            fail(texts.NOTHING_CAME, code=1)
        projection = project(result.measured, communes, officials, minutes, cores)
        stored = _bytes(database) / (communes * officials)
    for line in texts.result_lines(result, projection, workers, minutes, cores, stored):
        click.echo(line)


def _require_empty(database: Database) -> None:
    with database.everything() as session:
        if communes(session):
            fail(texts.NOT_EMPTY)


def _bytes(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
