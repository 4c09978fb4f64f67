"""The command line of the program."""

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from bot.commandline import people, planning, running
from bot.texts import commandline as texts

app = typer.Typer(help=texts.PROGRAM, no_args_is_help=True, pretty_exceptions_enable=False)
app.command("run", help=texts.RUN)(running.run)
app.command("import", help=texts.IMPORT)(planning.import_)
app.command("preview", help=texts.PREVIEW)(planning.preview)
app.command("invite", help=texts.INVITE)(people.invite)


def _say_version(wanted: bool) -> None:
    if wanted:
        try:
            typer.echo(version("nhacviec"))
        except PackageNotFoundError:
            typer.echo("0")
        raise typer.Exit


@app.callback()
def callback(
    shown: Annotated[
        bool, typer.Option("--version", callback=_say_version, help=texts.VERSION)
    ] = False,
) -> None:
    """What comes before any command."""


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
