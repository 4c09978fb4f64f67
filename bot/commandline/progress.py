"""How far long work has come, shown to whoever watches a terminal and to nobody else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.importers.progress import ImportStage, OnProgress
from bot.texts import commandline as texts


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A line on the error stream while the work goes on; it is called with each part that is done.

    Without a total it only shows that something goes on. In a pipe or a log nothing is said.
    """
    console = Console(stderr=True)
    counted = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) if total else ()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *counted, TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as shown:
        task = shown.add_task(words, total=total)
        yield lambda done: shown.advance(task, done)


@contextmanager
def steps() -> Iterator[OnProgress]:
    """Lines on the error stream of how far each step of an import has come, as it is told."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as shown:
        tasks = {
            step: shown.add_task(texts.STEPS[step], start=False, visible=False, total=1.0)
            for step in ImportStage
        }

        def hear(step: ImportStage, share: float) -> None:
            if not shown.tasks[tasks[step]].started:
                shown.start_task(tasks[step])
            shown.update(tasks[step], completed=share, visible=True)

        yield hear
