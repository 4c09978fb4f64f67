"""`nhacviec understand reply|query|date FILE.jsonl`: runs the language readers on sample lines."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.commandline.click_base import PATH, CliGroup
from bot.importers.national import national_days
from bot.language import samples
from bot.language.samples import Answer, Sample
from bot.language.text.directory import KnownPerson, KnownUnit
from bot.texts import understanding as texts
from scheduler.calendar.public_holidays import vietnam_calendar
from scheduler.calendar.working_time import Calendar

YEARS = range(2024, 2036)

FILE = click.argument("file", type=PATH, help=texts.FILE)
SCORE = click.option("--score", is_flag=True, help=texts.SCORE)

Understand = Callable[[Sample, date], Answer]


@click.group(cls=CliGroup)
def app() -> None:
    """The group of `understand` commands."""


@app.command("reply", help=texts.REPLY)
@FILE
@SCORE
def reply(file: Path, score: bool) -> None:
    """Print how each reply is understood, one JSON object per line."""
    calendar = _calendar()
    _answer_all(
        file,
        lambda sample, today: samples.answer_reply(sample, today, calendar),
        samples.REPLY_FIELDS if score else (),
    )


@app.command("query", help=texts.QUERY)
@FILE
@SCORE
@click.option("--people", type=PATH, help=texts.PEOPLE)
def query(file: Path, score: bool, people: Path | None) -> None:
    """Print how each question is understood, one JSON object per line."""
    calendar = _calendar()
    known, units = _directory(people)
    _answer_all(
        file,
        lambda sample, today: samples.answer_query(sample, today, calendar, known, units),
        samples.QUERY_FIELDS if score else (),
    )


@app.command("date", help=texts.DATE)
@FILE
@SCORE
def date_(file: Path, score: bool) -> None:
    """Print the date of each phrase, one JSON object per line."""
    calendar = _calendar()
    _answer_all(
        file,
        lambda sample, today: samples.answer_date(sample, today, calendar),
        samples.DATE_FIELDS if score else (),
    )


def _calendar() -> Calendar:
    return vietnam_calendar(YEARS, national_days().changes)


def _directory(file: Path | None) -> tuple[list[KnownPerson], list[KnownUnit]]:
    if file is None:
        return [], []
    try:
        return samples.directory(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        _fail(file, 1, texts.BAD_SHAPE)


def _answer_all(file: Path, understand: Understand, fields: Sequence[str]) -> None:
    """Print the answer to every line; with `fields`, then how many of each are right."""
    wrong: Counter[str] = Counter()
    bold = total = 0
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        sample, today = _sample(file, number, line)
        try:
            answer = understand(sample, today)
        except (TypeError, AttributeError):
            _fail(file, number, texts.BAD_SHAPE)
        named = {"id": sample["id"]} if "id" in sample else {}
        click.echo(json.dumps(named | answer, ensure_ascii=False))
        missed = samples.wrong_fields(sample, answer, fields) if fields else []
        wrong.update(missed)
        total += 1
        wrong["*"] += bool(missed)
        bold += bool(missed) and answer.get("due") is not None
    if fields:
        _print_score(fields, wrong, total, bold)


def _print_score(fields: Sequence[str], wrong: Counter[str], total: int, bold: int) -> None:
    for name in (*fields, "updates") if fields is samples.REPLY_FIELDS else fields:
        click.echo(texts.figure_line(name, total - wrong[name], total))
    click.echo(texts.figure_line(texts.ALL_FIELDS, total - wrong["*"], total))
    if fields is samples.DATE_FIELDS:
        click.echo(texts.figure_line(texts.CONFIDENTLY_WRONG, bold, total))


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        _fail(file, 1, texts.UNREADABLE)


def _sample(file: Path, number: int, line: str) -> tuple[dict[str, Any], date]:
    """The JSON object of a line and its reference day; exits on a bad line."""
    try:
        sample = json.loads(line)
    except ValueError:
        _fail(file, number, texts.NOT_JSON)
    if not isinstance(sample, dict):
        _fail(file, number, texts.NOT_JSON)
    if not isinstance(sample.get("text"), str):
        _fail(file, number, texts.NO_TEXT)
    reference = sample.get("reference_date") or sample.get("reference")
    try:
        return sample, date.fromisoformat(str(reference)[:10])
    except ValueError:
        _fail(file, number, texts.NO_DAY)


def _fail(file: Path, line: int, problem: str) -> NoReturn:
    click.echo(texts.fault_line(str(file), line, problem), err=True)
    raise click.exceptions.Exit(2)
