"""The part of `nhacviec setup` that loads a plan and names the commune."""

from datetime import datetime
from pathlib import Path

import click

from bot.commandline.calling import WholeNumber
from bot.commandline.importing import take_in
from bot.commandline.planfile import states_year
from bot.commandline.refusing import fail
from bot.commandline.shared import opened
from bot.importers.commune_block import commune_key, with_commune
from bot.importers.shipped import shipped_plans
from bot.texts import setup as texts
from scheduler.calendar.working_time import local_day
from storage.commune import Commune, communes
from storage.database import Database
from storage.milestone import find_milestones, is_open


def load_plan(now: datetime) -> str:
    """Load the plan that is chosen; the key of the commune there is then, or nothing."""
    stored = _stored()
    plans = shipped_plans()
    click.echo(f"\n{texts.PLAN}")
    for number, path in enumerate(plans, start=1):
        click.echo(texts.plan_line(number, path.name))
    chosen = _chosen(plans)
    if chosen is not None:
        path = _own(chosen, stored) if chosen in plans else chosen
        year = None
        if not states_year(path, now):
            year = click.prompt(texts.YEAR_ASKED, default=local_day(now).year, type=WholeNumber())
        take_in(path, year)
        with opened() as database:
            stored = _only(database)
    return stored.key if stored else ""


def _stored() -> Commune | None:
    """The commune that is there, with what is open of it said."""
    with opened() as database:
        found = _only(database)
        if found is not None:
            with database.commune(found.id) as session:
                click.echo(f"\n{texts.there(found.name, len(find_milestones(session, is_open())))}")
    return found


def _only(database: Database) -> Commune | None:
    """The one commune there is, if any; where there are many, whoever asks has to choose."""
    with database.everything() as session:
        found = communes(session)
    if len(found) > 1:
        fail(texts.MANY)
    return found[0] if found else None


def _chosen(plans: list[Path]) -> Path | None:
    while said := click.prompt(texts.PLAN_ASKED, default="", show_default=False).strip():
        if said.isdigit() and 1 <= int(said) <= len(plans):
            return plans[int(said) - 1]
        if Path(said).is_file():
            return Path(said)
        click.echo(texts.no_plan(said))
    return None


def _own(plan: Path, stored: Commune | None) -> Path:
    """A copy of a shipped plan in this folder, with the office's own commune in it."""
    if stored is not None:
        key, name, place = stored.key, stored.name, stored.place
    else:
        name, place = _asked(texts.NAME_ASKED), _asked(texts.PLACE_ASKED)
        key = commune_key(name)
    copy = Path(f"{plan.stem}-{key}.yaml")
    if copy.exists():
        click.echo(texts.copy_there(copy))
        return copy
    try:
        copy.write_text(
            with_commune(plan.read_text(encoding="utf-8"), key, name, place), encoding="utf-8"
        )
    except OSError as error:
        fail(texts.cannot_write(copy, error.strerror or type(error).__name__), code=1)
    click.echo(texts.copied(copy))
    return copy


def _asked(words: str) -> str:
    """A name that a key can be made of."""
    while True:
        said: str = click.prompt(words, default="", show_default=False).strip()
        if commune_key(said):
            return said
        click.echo(texts.BAD_NAME)
