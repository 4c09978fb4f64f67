"""`nhacviec simulate`: one 08:00 of many invented communes, and what the whole country needs."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import text

from bot.commandline.progress import progress
from bot.commandline.refusing import fail
from bot.commandline.shared import opened, settings
from bot.simulation.morning import NoServerHere, TooLong, live
from bot.simulation.population import Size, fill
from bot.simulation.projection import project
from bot.texts import simulating as texts
from storage.commune import communes
from storage.database import Database


def simulate(
    communes: Annotated[int, typer.Option(help=texts.COMMUNES, min=1, max=10_000)] = 3321,
    officials: Annotated[int, typer.Option(help=texts.OFFICIALS, min=1, max=1_000)] = 100,
    milestones: Annotated[int, typer.Option(help=texts.MILESTONES, min=1, max=10_000)] = 300,
    workers: Annotated[int, typer.Option(help=texts.WORKERS, min=1, max=64)] = 2,
    answer_ms: Annotated[float, typer.Option(help=texts.ANSWER, min=0, max=10_000)] = 50,
    seconds: Annotated[float, typer.Option(help=texts.SECONDS, min=5, max=7_200)] = 300,
    minutes: Annotated[float, typer.Option(help=texts.MINUTES, min=0.5, max=600)] = 10,
    cores: Annotated[int, typer.Option(help=texts.CORES, min=1, max=512)] = 2,
) -> None:
    """Fill an empty database, let the morning come, and print what it took and what all need."""
    if settings().database_url.startswith("sqlite"):
        fail(texts.NEEDS_A_SERVER)
    if milestones < officials:
        fail(texts.FEW_MILESTONES)
    size = Size(communes, officials, milestones)
    with opened() as database, tempfile.TemporaryDirectory() as folder:
        _refuse_what_is_used(database)
        with progress(texts.FILLING):
            fill(database, size)
        try:
            came = live(database, Path(folder), size, workers, answer_ms, seconds)
        except NoServerHere:
            fail(texts.SERVER_ELSEWHERE)
        except TooLong:
            fail(texts.NOTHING_CAME, code=1)
        whole = project(came.measured, communes, officials, minutes, cores)
        stored = _bytes(database) / (communes * officials)
    for line in texts.lines(came, whole, workers, minutes, cores, stored):
        typer.echo(line)


def _refuse_what_is_used(database: Database) -> None:
    with database.everything() as session:
        if communes(session):
            fail(texts.NOT_EMPTY)


def _bytes(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
