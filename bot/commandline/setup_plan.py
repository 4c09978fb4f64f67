"""The part of `nhacviec setup` that imports a plan and names the commune."""

from datetime import datetime
from pathlib import Path

import click

from bot.commandline.commune import LONGEST_NAME
from bot.commandline.failure import USAGE_ERROR, exit_with
from bot.commandline.import_plan import import_file
from bot.commandline.plan_file import states_year
from bot.commandline.shared import open_database
from bot.importers.commune_block import commune_key, with_commune
from bot.importers.faults import BadPlan
from bot.importers.plan_scope import TERM
from bot.importers.shipped import shipped_plans
from bot.language.text.letters import clean, composed
from bot.texts import setup as texts
from bot.texts.system_errors import error_in_words
from scheduler.calendar.working_time import local_day
from storage.commune import Commune, communes
from storage.database import Database
from storage.milestone import find_milestones, is_open


def load_plan(now: datetime, kept: list[str]) -> str:
    """Import the chosen plan; the key of the only commune afterwards, or ''.

    A plan that is refused is asked for again. What is done is added to `kept`, in words.
    """
    stored = _show_stored()
    plans = shipped_plans()
    click.echo(f"\n{texts.PLAN}")
    for number, path in enumerate(plans, start=1):
        click.echo(texts.plan_line(number, path.name))
    while (chosen := _ask_plan(plans)) is not None:
        path = _own_copy(chosen, stored, kept) if chosen in plans else chosen
        if _imported(path, now):
            kept.append(texts.KEPT_PLAN)
            with open_database() as database:
                stored = _only(database)
            break
        click.echo(texts.AGAIN_WITH_PLAN)
    return stored.key if stored else ""


def _imported(path: Path, now: datetime) -> bool:
    """Import a plan; False, its faults printed, if it is refused."""
    year = None if states_year(path, now) else _ask_year(local_day(now).year)
    try:
        import_file(path, year)
    except BadPlan as bad:
        for line in bad.lines:
            click.echo(line, err=True)
        return False
    except click.exceptions.Exit as ended:
        if ended.exit_code != USAGE_ERROR:
            raise
        return False
    return True


def _ask_year(this_year: int) -> int:
    """A year near this one: asked for plans whose dates have none."""
    first, last = this_year - 1, this_year + TERM
    while True:
        answer: str = click.prompt(texts.YEAR_PROMPT, default=str(this_year)).strip()
        if answer.isdecimal() and first <= int(answer) <= last:
            return int(answer)
        click.echo(texts.bad_year(first, last))


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
        exit_with(texts.MANY)
    return found[0] if found else None


def _ask_plan(plans: list[Path]) -> Path | None:
    while answer := click.prompt(texts.PLAN_PROMPT, default="", show_default=False).strip():
        if answer.isdigit() and 1 <= int(answer) <= len(plans):
            return plans[int(answer) - 1]
        if Path(answer).is_file():
            return Path(answer)
        click.echo(texts.no_plan(answer))
    return None


def _own_copy(plan: Path, stored: Commune | None, kept: list[str]) -> Path:
    """The path of a copy of a shipped plan in this folder, with the office's commune in it."""
    if stored is not None:
        key, name, place = stored.key, stored.name, stored.place
    else:
        name, place = _ask_name(texts.NAME_PROMPT), _ask_name(texts.PLACE_PROMPT)
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
        exit_with(texts.cannot_write(copy, error_in_words(error)), code=1)
    click.echo(texts.plan_copied(copy))
    kept.append(texts.kept_copy(copy))
    return copy


def _ask_name(words: str) -> str:
    """Ask until the answer is a name that a key can be made of."""
    while True:
        answer = composed(clean(click.prompt(words, default="", show_default=False))).strip()
        if commune_key(answer) and len(answer) <= LONGEST_NAME:
            return answer
        click.echo(texts.BAD_NAME)
