"""Scores of posts and persons for the yearly review."""

from datetime import datetime

from bot.texts.document import Mean, Report, Share
from scheduler.calendar.period import Period
from storage.database import Database
from storage.person import Holding, Person, present_holdings
from tests.reports.office import QUARTER, YEAR, Archive
from tests.stories.world import BUILDER, ECONOMIST, at


def scores(report: Report, table: int) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in report.tables[table].rows}


def test_scores_of_posts(archive: Archive) -> None:
    found = scores(archive.report("scores", YEAR), 0)
    late = Mean(0, 2)
    assert found[BUILDER][2:] == (2, 2, 0, 2, 0, 2, Share(2, 2), late)
    assert found[ECONOMIST][2:] == (0, 0, 0, 2, 1, 0, None, Mean(7, 1))


def test_a_result_counts_for_the_holder_of_the_post_at_that_time(
    archive: Archive, database: Database
) -> None:
    pass_on(database, BUILDER, "Nguyễn Thị Mai", at("2025-12-01T08:00"))
    found = scores(archive.report("scores", YEAR), 1)
    assert found[BUILDER][:2] == (1, 1)
    assert found["Nguyễn Thị Mai"][:6] == (1, 1, 0, 2, 0, 2)
    assert scores(archive.report("scores", YEAR), 0)[BUILDER][1] == "Nguyễn Thị Mai"


def test_two_persons_of_one_name_are_scored_separately(
    archive: Archive, database: Database
) -> None:
    pass_on(database, BUILDER, BUILDER, at("2025-12-01T08:00"))
    rows = archive.report("scores", YEAR).tables[1].rows
    assert sorted(str(row[0]) for row in rows) == [BUILDER, BUILDER, ECONOMIST]


def test_work_done_before_the_period_does_not_count(archive: Archive) -> None:
    december = Period(YEAR.until.replace(day=1), YEAR.until)
    assert scores(archive.report("scores", december), 0)[BUILDER][2:4] == (1, 1)
    assert scores(archive.report("scores", QUARTER), 0)[BUILDER][2:4] == (2, 2)


def pass_on(database: Database, post: str, name: str, now: datetime) -> None:
    """The post is handed over to another person."""
    with database.commune(1) as session:
        held = next(row for row in present_holdings(session) if row.post.name == post)
        held.until = now
        person = Person(name=name)
        session.add(person)
        session.flush()
        session.add(Holding(post_id=held.post_id, person_id=person.id, since=now))
