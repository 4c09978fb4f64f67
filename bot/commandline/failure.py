"""Ends a command with an error message."""

from typing import NoReturn

import click

USAGE_ERROR = 2
"""Exit code for anything the caller has to correct."""


def exit_with(*lines: str, code: int = USAGE_ERROR) -> NoReturn:
    """Print the lines on stderr and exit with `code`."""
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(code)
