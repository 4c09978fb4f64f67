"""The state of the process after start."""

import gc

import click

from bot.__main__ import app


def test_garbage_is_collected_once_a_command_is_loaded() -> None:
    gc.disable()
    try:
        assert app.get_command(click.Context(app), "why") is not None
        assert gc.isenabled()
    finally:
        gc.enable()
