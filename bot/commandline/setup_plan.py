"""The part of `nhacviec setup` that imports a plan and names the commune."""

from datetime import datetime
from pathlib import Path

import click

from bot.commandline.click_base import WholeNumber
from bot.commandline.failure import fail
from bot.commandline.import_plan import import_file
from bot.commandline.plan_file import states_year
from bot.commandline.shared import open_database
from bot.importers.commune_block import commune_key, with_commune
from bot.importers.shipped import shipped_plans
from bot.language.text.letters import composed
from bot.texts import setup as texts
from bot.texts.system_errors import meaning
from scheduler.calendar.working_time import local_day
from storage.commune import Commune, communes
from storage.database import Database
from storage.milestone import find_milestones, is_open


def load_plan(now: datetime) -> str:
    """Import the chosen plan; the key of the only commune afterwards, or ''."""
    stored = _show_stored()
    plans = shipped_plans()
    click.echo(f"\n{texts.PLAN}")
    for number, path in enumerate(plans, start=1):
        click.echo(texts.plan_line(number, path.name))
    chosen = _ask_plan(plans)
    if chosen is not None:
        path = _own_copy(chosen, stored) if chosen in plans else chosen
        year = None
        if not states_year(path, now):
            year = click.prompt(texts.YEAR_ASKED, default=local_day(now).year, type=WholeNumber())
        import_file(path, year)
        with open_database() as database:
            stored = _only(database)
    return stored.key if stored else ""


def _show_stored() -> Commune | None:
    """The only commune, or None; prints its name and number of open milestones."""
    with open_database() as database:
        found = _only(database)
        if found is not None:
            with database.commune(found.id) as session:
                count = len(find_milestones(session, is_open()))
                click.echo(f"\n{texts.commune_present(found.name, count)}")
    return found


def _only(database: Database) -> Commune | None:
    """The only commune, or None; exits if there are several."""
    with database.everything() as session:
        found = communes(session)
    if len(found) > 1:
        fail(texts.MANY)
    return found[0] if found else None


def _ask_plan(plans: list[Path]) -> Path | None:
    while answer := click.prompt(texts.PLAN_ASKED, default="", show_default=False).strip():
        if answer.isdigit() and 1 <= int(answer) <= len(plans):
            return plans[int(answer) - 1]
        if Path(answer).is_file():
            return Path(answer)
        click.echo(texts.no_plan(answer))
    return None


def _own_copy(plan: Path, stored: Commune | None) -> Path:
    """The path of a copy of a shipped plan in this folder, with the office's commune in it."""
    if stored is not None:
        key, name, place = stored.key, stored.name, stored.place
    else:
        name, place = _ask_name(texts.NAME_ASKED), _ask_name(texts.PLACE_ASKED)
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
        fail(texts.cannot_write(copy, meaning(error)), code=1)
    click.echo(texts.copied(copy))
    return copy


def _ask_name(words: str) -> str:
    """Ask until the answer is a name that a key can be made of."""
    while True:
        answer = composed(click.prompt(words, default="", show_default=False)).strip()
        if commune_key(answer):
            return answer
        click.echo(texts.BAD_NAME)
