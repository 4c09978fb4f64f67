"""Measures the import of a large plan by stage: reading, checking, storing, storing it again.

Storing is measured on a SQLite file and on a PostgreSQL server started for it.

usage: python -m bench.importing [MILESTONES]      (10000)
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bench.overdue import DATABASES
from bot.importers.file_checker import FileChecker
from bot.importers.national import national_days
from bot.importers.plan import plan_in
from bot.importers.plan_saving import save_plan
from bot.importers.plan_shape import KEYS
from bot.importers.plan_values import Plan
from bot.importers.yaml_lines import read_yaml
from scheduler.ladder.office import calendar_for
from storage.migrations import upgrade

T = TypeVar("T")

NATIONAL = national_days()
NOW = datetime(2025, 10, 8, 2, tzinfo=UTC)
FIRST_DUE = date(2025, 10, 20)
DUE_DAYS = 430
SECTORS, UNITS, POSTS = 3, 18, 40
WANTED = 2.0
"""Seconds to store 10,000 milestones."""

RO = "{nguoi: n, viec: v, trach_nhiem: t, quy_trinh: q, hieu_qua: h}"
HEAD = """\
commune: {key: xa, name: Xa, ro: 5}
source: {key: ke-hoach, name: Ke hoach, title: Ke hoach cong tac, date: 2025-10-08}
"""


def main(count: int) -> None:
    """Print a line for each stage."""
    text = plan_text(count)
    print(f"{count:,} milestones, {len(text):,} letters of YAML")
    sheet, took = timed(lambda: read_yaml(text))
    show("read the YAML", took)
    calendar = calendar_for(NOW, NATIONAL)
    plan, took = timed(lambda: plan_in(FileChecker(sheet, KEYS), "bench.yaml", calendar))
    show("check it", took)
    for kind in DATABASES:
        store(kind, plan)


def store(kind: str, plan: Plan) -> None:
    """Store the plan in an empty database of that kind, then once more."""
    with DATABASES[kind]() as database:
        upgrade(database)
        first, took = timed(lambda: save_plan(database, NATIONAL, plan, NOW))
        assert len(first.added) == len(plan.tasks)
        show(f"store it ({kind})", took, WANTED)
        again, took = timed(lambda: save_plan(database, NATIONAL, plan, NOW))
        assert not again.added
        assert not again.changed
        show(f"store it again ({kind})", took)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one stage: wall time, and CPU time of this process."""

    clock: float
    processor: float


def timed(work: Callable[[], T]) -> tuple[T, Took]:
    """The result of some work, and the time it took."""
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    return done, Took(time.perf_counter() - clock, time.process_time() - processor)


def show(stage: str, took: Took, wanted: float | None = None) -> None:
    """Print one line."""
    target = f"   wanted: under {wanted:.1f} s" if wanted else ""
    print(
        f"{stage:>28}: {took.clock:7.2f} s, {took.processor:7.2f} s of processor{target}",
        flush=True,
    )


def plan_text(count: int) -> str:
    """A plan file: of ten milestones five are dated, four phases of one task, one is a quota."""
    lines = [HEAD, "sectors:"]
    lines += [f"  - {{name: linh vuc {n}}}" for n in range(SECTORS)]
    lines.append("units:")
    lines += [f"  - {{key: u{n}, name: Phong {n}}}" for n in range(UNITS)]
    lines.append("posts:")
    lines += [
        f"  - {{key: p{n}, name: Chuc danh {n}, unit: Phong {n % UNITS}, rank: {rank}}}"
        for n, rank in enumerate(("secretary", "deputy", "head", *["official"] * (POSTS - 3)))
    ]
    lines.append("tasks:")
    made = 0
    while made < count:
        made += 1
        lines += task(made, "quota" if made % 10 == 0 else "phased" if made % 10 == 6 else "dated")
        if made % 10 == 6:
            lines += phases(made)
            made += 3
    return "\n".join(lines) + "\n"


def task(number: int, kind: str) -> Iterator[str]:
    """The lines of one task, without its phases."""
    yield f"  - key: t{number}"
    yield f"    title: Ke hoach cong tac so {number} cua Dang uy xa trong nam"
    yield f"    sector: linh vuc {number % SECTORS}"
    yield f"    kind: {kind}"
    yield f"    lead: Chuc danh {number % POSTS}"
    if number % 3 == 0:
        yield f"    support: [Chuc danh {(number + 7) % POSTS}]"
    yield f"    ro: {RO}"
    if kind != "phased":
        yield f"    due: {due(number)}"
    if kind == "quota":
        yield "    measure: ho so"
        yield "    target: 40"


def phases(first: int) -> Iterator[str]:
    """The lines of the four phases of a task."""
    yield "    phases:"
    for n in range(4):
        yield f"      - {{key: b{n}, title: Buoc {n}, due: {due(first, n * 7)}}}"


def due(number: int, later: int = 0) -> date:
    """A due date within DUE_DAYS of FIRST_DUE."""
    return FIRST_DUE + timedelta(days=number * 7 % DUE_DAYS + later)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
