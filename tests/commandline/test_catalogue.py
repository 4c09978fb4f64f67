"""Every message of click that a user can see is translated into Vietnamese."""

import ast
import gettext
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.test_house import ROOT
from tools.catalogue import COUNTED, FILE, TRANSLATED, compiled

NEVER_SAID = {
    # Only a programmer who defines a command wrongly sees these.
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Choice({choices})",
    # By decorators, types and questions that we do not use.
    "%(prog)s, version %(version)s",
    "Show the version and exit.",
    "Do you want to continue?",
    "Confirm the action without prompting.",
    "Repeat for confirmation",
    "Error: The two entered values do not match.",
    "Press any key to continue...",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
    "d",
    "{value!r} does not match the format {format}.",
    "{value!r} is not a valid UUID.",
    # Of commands and options that we have none of: deprecated ones, completion in a shell.
    "deprecated",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Couldn't detect Bash version, shell completion is not supported.",
    # On another system than ours.
    "Windows error: {error}",
}
MARKS_NO_LITERAL = {"extra['required']": "required"}
"""Calls where click translates a value: the expression and its texts."""


def marked() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each sentence that click marks: the function that it is put through, and its forms."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "_":
                    yield "gettext", (said(node.args[0]),)
                elif node.func.id == "ngettext":
                    yield "ngettext", (said(node.args[0]), said(node.args[1]))


def said(node: ast.expr) -> str:
    """The sentence that a marked argument is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return MARKS_NO_LITERAL[ast.unparse(node)]


def fields(sentence: str) -> set[str]:
    """The placeholders of a message."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_click_message_is_translated_or_unused() -> None:
    plain = {forms[0] for function, forms in marked() if function == "gettext"}
    counted = {forms[0] for function, forms in marked() if function == "ngettext"}
    assert len(plain | counted) > 60
    assert plain - NEVER_SAID == set(TRANSLATED)
    assert counted - NEVER_SAID == set(COUNTED)
    assert plain | counted >= NEVER_SAID


def test_translations_use_only_the_placeholders_click_provides() -> None:
    given = {forms[0]: set.union(*map(fields, forms)) for _, forms in marked()}
    wrong = {
        sentence: words
        for sentence, words in {**TRANSLATED, **COUNTED}.items()
        if not fields(words) <= given[sentence]
    }
    assert not wrong


def test_the_compiled_catalogue_matches_the_tables() -> None:
    assert FILE.read_bytes() == compiled(), "run: python -m tools.catalogue"


@pytest.mark.parametrize("count", [1, 2])
def test_gettext_reads_every_sentence(count: int) -> None:
    with FILE.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert {key: read.gettext(key) for key in TRANSLATED} == TRANSLATED
    assert {key: read.ngettext(key, "", count) for key in COUNTED} == COUNTED


def test_click_is_vietnamese_under_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "frobnicate"],
        cwd=ROOT,
        env={"LANG": "C", "LC_ALL": "C", "LANGUAGE": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stderr.splitlines()[-1] == "Lỗi: không có lệnh 'frobnicate'."
