"""`nhacviec propose`: prints the tasks that a conclusion orders; stores nothing."""

import asyncio
import json
from datetime import date
from pathlib import Path

import click

from bot.commandline.click_base import JSON, PATH, TEXT, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.input_file import read_bytes
from bot.importers.bounded import read_in_child
from bot.importers.conclusion import as_json as object_of
from bot.importers.conclusion import conclusion_in
from bot.importers.national import national_days
from bot.importers.paper_faults import RefusedPaper
from bot.importers.paper_limits import LARGEST
from bot.texts import commandline as texts
from bot.texts import papers
from scheduler.calendar.clock import RealClock
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.office import calendar_for


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, help=texts.CONCLUSION)
@JSON
@click.option("--received", type=TEXT, default="", help=texts.RECEIVED)
def propose(file: Path, as_json: bool, received: str) -> None:
    """Print a proposal for each obligation found; an unreadable paper exits with the reason."""
    now = RealClock().now()
    day = _day(received) if received else now.astimezone(VIETNAM).date()
    content = read_bytes(file, LARGEST + 1)
    try:
        paper = asyncio.run(read_in_child(content))
    except RefusedPaper as refused:
        exit_with(papers.refused(str(file), refused.why))
    if paper.sheets:
        exit_with(papers.paper_is_sheet(str(file)))
    found = conclusion_in(paper, day, calendar_for(now, national_days()))
    if not found.obligations:
        exit_with(papers.nothing_found(str(file)), code=1)
    if as_json:
        for one in found.obligations:
            click.echo(json.dumps(object_of(one), ensure_ascii=False))
        return
    for line in papers.conclusion_lines(found):
        click.echo(line)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        exit_with(f"--received: {texts.BAD_DATE}")
