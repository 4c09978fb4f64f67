"""The preview of a stored commune, by the same rules; nothing is written."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from bot.commandline.preview_plan import posts_by_role
from bot.texts.preview import shown
from scheduler.calendar.tet import estimated_within
from scheduler.engine.recurring_reports import milestone_keys
from scheduler.ladder.facts import read_facts
from scheduler.ladder.office import NationalDays, office_of
from scheduler.ladder.preview import Preview, PreviewItem, PreviewSeries, preview
from scheduler.ladder.report_schedule import ReportWindow
from storage.commune import Commune, calendar_days
from storage.database import Database
from storage.milestone import find_milestones
from storage.task import tasks
from storage.unit import posts
from storage.words import Rank


def preview_database(
    database: Database, commune_id: int, national: NationalDays, start: datetime, end: datetime
) -> Preview:
    """Every reminder of a commune's open work between two moments, if nobody replies."""
    with database.commune(commune_id) as session:
        commune = session.scalars(select(Commune)).one()
        office = office_of(session, commune, national, start)
        ranks = {rank: [post.name for post in posts(session) if post.rank is rank] for rank in Rank}
        work = tasks(session)
        recipients = {
            task.id: posts_by_role(task.lead.name, [post.name for post in task.supports], ranks)
            for task in work
        }
        born = milestone_keys(session, work)
        rows = find_milestones(session)
        facts = read_facts(session, rows)
        items = [
            PreviewItem(
                row.number,
                shown(row.task.key, row.task.confidential),
                shown(row.key, row.task.confidential),
                shown(row.title or row.task.title, row.task.confidential),
                row.task.kind,
                facts[row.id],
                recipients[row.task_id],
                office.rules_for(row.task.ladder),
            )
            for row in rows
        ]
        series = [
            PreviewSeries(
                shown(task.key, task.confidential),
                shown(task.title, task.confidential),
                task.kind,
                ReportWindow(task.opens_on, task.closes_on, task.on_duty),
                task.born_until,
                recipients[task.id],
                office.rules_for(task.ladder),
                born[task.id],
            )
            for task in work
            if task.next_birth_at and task.opens_on and task.closes_on and task.born_until
        ]
        found = preview(items, series, start, end, office.calendar, commune.next_number)
        stated = [row.day for row in calendar_days(session)]
        span = (start.date(), end.date())
        guesses = estimated_within(*span, office.calendar, national.tet_decided, stated)
        return replace(found, estimated=guesses)
