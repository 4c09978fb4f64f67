"""Progress bars on stderr, shown on a terminal only."""

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
    """A progress bar; yields a function to call with the amount just done.

    Without `total` it is a spinner. Nothing is written to a pipe or a file.
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
def import_progress() -> Iterator[OnProgress]:
    """A bar for each stage of an import; yields a function of stage and share done (0 to 1)."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as shown:
        tasks = {
            stage: shown.add_task(texts.STEPS[stage], start=False, visible=False, total=1.0)
            for stage in ImportStage
        }

        def update(stage: ImportStage, share: float) -> None:
            if not shown.tasks[tasks[stage]].started:
                shown.start_task(tasks[stage])
            shown.update(tasks[stage], completed=share, visible=True)

        yield update
