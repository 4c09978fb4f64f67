"""How a command says that it cannot, and ends."""

from typing import NoReturn

import click

WRONG_CALL = 2
"""Exit code for anything the caller has to correct."""


def fail(*lines: str, code: int = WRONG_CALL) -> NoReturn:
    """Say why on the error stream and end."""
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(code)
