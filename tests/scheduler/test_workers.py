"""The job queue of many processes: each job once, and none lost with a process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from scheduler.calendar.clock import RealClock
from scheduler.engine.pending_work import CommuneWork
from scheduler.engine.runners import workers as module
from scheduler.engine.runners.jobs import JobQueue
from scheduler.engine.runners.workers import WorkerRunner
from storage.commune import Commune
from storage.database import Database
from storage.jobs import SCHEMA, create_job_tables


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.fixture
async def jobs(database: Database) -> AsyncIterator[JobQueue]:
    queue = JobQueue(database)
    async with queue.opened():
        yield queue


def standing(database: Database) -> Sequence[tuple[str, str]]:
    """The jobs in the queue, oldest first: lock name and status."""
    found = text(
        f"SELECT queueing_lock, status::text FROM {SCHEMA}.procrastinate_jobs"
        " WHERE task_name NOT IN ('look', 'keep') ORDER BY id"
    )
    with database.engine.connect() as connection:
        return [(mark, status) for mark, status in connection.execute(found)]


def change(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
        connection.execute(text(statement))


class Hands:
    """Handles talk jobs: records the commune, unless blocked."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.begun = asyncio.Event()
        self.held = asyncio.Event()
        self.held.set()

    async def talk(self, commune_id: int) -> None:
        self.begun.set()
        await self.held.wait()
        self.done.append(commune_id)


@asynccontextmanager
async def working(
    jobs: JobQueue,
    database: Database,
    hands: Hands,
    queues: Sequence[str] = (CommuneWork.INBOX.value,),
) -> AsyncIterator[WorkerRunner]:
    """A process at work on these queues, and nothing else."""

    async def nothing() -> None:
        return

    clock = RealClock()
    workers = WorkerRunner(
        jobs, database, clock, clock, {CommuneWork.INBOX: hands.talk}, nothing, 1
    )
    task = asyncio.create_task(workers.run(queues, 4))
    try:
        yield workers
    finally:
        hands.held.set()
        workers.stop()
        await asyncio.wait_for(task, 10)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 # it happens in the database
            await asyncio.sleep(0.02)


async def one_more_look(workers: WorkerRunner) -> None:
    before = workers.ticked_at
    await until(lambda: workers.ticked_at != before)


async def test_a_job_requested_twice_is_queued_once(jobs: JobQueue, database: Database) -> None:
    await jobs.enqueue(CommuneWork.INBOX, 1)
    await jobs.enqueue(CommuneWork.INBOX, 1, 2, 3)
    await jobs.enqueue(CommuneWork.DELIVER, *range(1, 4))
    assert sorted(standing(database)) == sorted(
        (f"{work}:{each}", "todo")
        for work in (CommuneWork.INBOX, CommuneWork.DELIVER)
        for each in (1, 2, 3)
    )


async def test_a_job_requested_while_it_runs_runs_once_more(
    jobs: JobQueue, database: Database
) -> None:
    hands = Hands()
    hands.held.clear()
    async with working(jobs, database, hands):
        await jobs.enqueue(CommuneWork.INBOX, 1)
        await asyncio.wait_for(hands.begun.wait(), 20)
        for _ in range(3):
            await jobs.enqueue(CommuneWork.INBOX, 1)
        await asyncio.sleep(0.3)
        assert standing(database) == [("talk:1", "doing"), ("talk:1", "todo")]
        hands.held.set()
        await until(lambda: not standing(database))
    assert hands.done == [1, 1]


async def test_jobs_of_a_dead_process_are_freed(jobs: JobQueue, database: Database) -> None:
    await jobs.enqueue(CommuneWork.INBOX, 1)
    long_ago = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 h')"
    change(database, long_ago)
    change(
        database,
        "UPDATE procrastinate_jobs SET status = 'doing',"
        " worker_id = (SELECT max(id) FROM procrastinate_workers)",
    )
    await jobs.release_stalled()
    assert standing(database) == []


async def test_jobs_of_a_living_process_are_left_alone(jobs: JobQueue, database: Database) -> None:
    hands = Hands()
    hands.held.clear()
    async with working(jobs, database, hands):
        await jobs.enqueue(CommuneWork.INBOX, 1)
        await asyncio.wait_for(hands.begun.wait(), 20)
        await jobs.release_stalled()
        assert standing(database) == [("talk:1", "doing")]


async def test_a_job_lost_between_queue_and_worker_is_freed(
    jobs: JobQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection broke off as it was given: the queue believes that a living process has it."""
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.2)
    hands = Hands()
    async with working(jobs, database, hands):
        await jobs.enqueue(CommuneWork.INBOX, 1)
        await until(lambda: hands.done == [1] and not standing(database))
        change(
            database,
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, lock, queueing_lock, status, worker_id)"
            " VALUES ('talk', 'talk', 'talk:1', 'talk:1', 'doing',"
            " (SELECT max(id) FROM procrastinate_workers))",
        )
        await jobs.enqueue(CommuneWork.INBOX, 1)
        await until(lambda: hands.done == [1, 1])


async def test_jobs_of_a_worker_that_died_holding_the_scan_lock_are_freed(
    jobs: JobQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No scan runs while a dead process holds the scan job; so freeing it must not need one."""
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.2)
    long_ago = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 h')"
    change(database, long_ago)
    change(
        database,
        "INSERT INTO procrastinate_jobs"
        " (queue_name, task_name, lock, queueing_lock, args, status, worker_id)"
        " VALUES ('look', 'look', 'look', 'look', '{\"timestamp\": 1}', 'doing',"
        " (SELECT max(id) FROM procrastinate_workers))",
    )
    async with working(jobs, database, Hands(), [module.LOOK]) as workers:
        await until(lambda: workers.ticked_at is not None)


def wait_for_work(database: Database, communes: int) -> None:
    """So many communes in which something is due."""
    due = {"next_summary_at": RealClock().now()}
    with database.everything() as session:
        session.add_all(Commune(key=f"xa{n}", name=f"xa{n}", **due) for n in range(1, communes + 1))


async def test_few_communes_are_queued_at_once_and_each_gets_its_turn(
    jobs: JobQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the first communes wait, those after them do not."""
    monkeypatch.setattr(module, "MOST_QUEUED", 2)
    wait_for_work(database, 5)
    async with working(jobs, database, Hands(), [module.LOOK]) as workers:
        for turn in ([1, 2], [3, 4], [5, 1], [2, 3]):
            # Nobody delivers here, so what was taken out of the queue is still due.
            await until(lambda: len(standing(database)) == 2)
            await one_more_look(workers)
            assert [name for name, _ in standing(database)] == [f"deliver:{n}" for n in turn]
            change(database, "DELETE FROM procrastinate_jobs WHERE queue_name = 'deliver'")


async def test_running_jobs_take_no_place_of_waiting_communes(
    jobs: JobQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A running job that was requested again takes no other's place and is not queued again."""
    monkeypatch.setattr(module, "MOST_QUEUED", 2)
    wait_for_work(database, 4)
    await jobs.enqueue(CommuneWork.DELIVER, 1, 2)
    change(database, "UPDATE procrastinate_jobs SET status = 'doing'")
    await jobs.enqueue(CommuneWork.DELIVER, 1)
    async with working(jobs, database, Hands(), [module.LOOK]):
        await until(lambda: len(standing(database)) == 5)
    waiting = [name for name, status in standing(database) if status == "todo"]
    assert waiting == ["deliver:1", "deliver:3", "deliver:4"]


async def test_a_failing_job_stops_no_other(jobs: JobQueue, database: Database) -> None:
    hands = Hands()
    talk = hands.talk

    async def fails_for_one(commune_id: int) -> None:
        if commune_id == 1:
            raise RuntimeError("on purpose")
        await talk(commune_id)

    hands.talk = fails_for_one  # type: ignore[method-assign]
    async with working(jobs, database, hands):
        await jobs.enqueue(CommuneWork.INBOX, 1, 2)
        await until(lambda: hands.done == [2] and not standing(database))


async def test_job_tables_of_another_version_are_recreated(
    jobs: JobQueue, database: Database
) -> None:
    await jobs.enqueue(CommuneWork.INBOX, 1)
    statements = "CREATE TABLE newer (id int)"
    assert create_job_tables(database, "another", statements)
    assert not create_job_tables(database, "another", statements)
    change(database, "INSERT INTO newer VALUES (1)")


async def test_enqueueing_without_a_queue_is_no_error(jobs: JobQueue, database: Database) -> None:
    change(database, f"DROP SCHEMA {SCHEMA} CASCADE")
    await jobs.enqueue(CommuneWork.INBOX, 1)
