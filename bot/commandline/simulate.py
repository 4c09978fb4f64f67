"""`nhacviec simulate`: measures an 08:00 round of invented communes, projects it to the country."""

import tempfile
from pathlib import Path

import click
from sqlalchemy import text

from bot.commandline.click_base import CliCommand, DecimalNumber, WholeNumber, number_option
from bot.commandline.failure import exit_with
from bot.commandline.progress import progress
from bot.commandline.shared import open_database, settings
from bot.commandline.simulation.measurement import NothingArrived, ServerElsewhere, measure_round
from bot.commandline.simulation.population import PopulationSize, insert_population
from bot.commandline.simulation.projection import project_round
from bot.texts import simulating as texts
from storage.commune import communes
from storage.database import Database


@click.command(cls=CliCommand)
@number_option("--communes", WholeNumber(1, 10_000), 3321, help=texts.COMMUNES)
@number_option("--officials", WholeNumber(1, 1_000), 100, help=texts.OFFICIALS)
@number_option("--milestones", WholeNumber(1, 10_000), 300, help=texts.MILESTONES)
@number_option("--workers", WholeNumber(1, 64), 2, help=texts.WORKERS)
@number_option("--answer-ms", DecimalNumber(0, 10_000), 50.0, help=texts.ANSWER)
@number_option("--seconds", DecimalNumber(5, 7_200), 300.0, help=texts.SECONDS)
@number_option("--minutes", DecimalNumber(0.5, 600), 10.0, help=texts.MINUTES)
@number_option("--cores", WholeNumber(1, 512), 2, help=texts.CORES)
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
        exit_with(texts.NEEDS_A_SERVER)
    if milestones < officials:
        exit_with(texts.FEW_MILESTONES)
    size = PopulationSize(communes, officials, milestones)
    with open_database() as database, tempfile.TemporaryDirectory() as folder:
        _require_empty(database)
        with progress(texts.FILLING):
            insert_population(database, size)
        try:
            result = measure_round(database, Path(folder), size, workers, answer_ms, seconds)
        except ServerElsewhere:
            exit_with(texts.SERVER_ELSEWHERE)
        except NothingArrived:
            exit_with(texts.NOTHING_CAME, code=1)
        projection = project_round(result.measured, communes, officials, minutes, cores)
        stored = _bytes(database) / (communes * officials)
    for line in texts.result_lines(result, projection, workers, minutes, cores, stored):
        click.echo(line)


def _require_empty(database: Database) -> None:
    with database.everything() as session:
        if communes(session):
            exit_with(texts.NOT_EMPTY)


def _bytes(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
