"""Rules on the source files of the project."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

from bot.conversation.command import all_commands
from bot.texts.help import LINES as help_lines

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "scheduler", "storage")

VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
SPEAKS_VIETNAMESE = re.compile(
    r"(bot/(texts|language|web/templates)|tests|plans|docs)/"
    r"|tools/(catalogue|screenshots|templates)\.py$|(README|CONTRIBUTING)\.md$|.*\.vi\.md$|config\.example\.env$"
)
BINARY = (".png", ".ico", ".docx", ".mo")

LONGEST_FILE = 300
LONGEST_FUNCTION = 50

HOMES = {
    "aiohttp": r"bot/(web|channels|commandline/simulation)/",
    "alembic": r"storage/migrations/",
    "apscheduler": r"scheduler/engine/runners/embedded\.py",
    "click": r"bot/(__main__\.py|commandline/)",
    "dateutil": r"scheduler/calendar/repetition\.py",
    "defusedxml": r"bot/importers/(paper_limits|sheet_marks)\.py",
    "docx": r"bot/(reports/formats/docx\.py|importers/paper_docx)",
    "docxtpl": r"bot/reports/formats/docx\.py",
    "dotenv": r"bot/commandline/env_file\.py",
    "holidays": r"scheduler/calendar/public_holidays\.py",
    "icalendar": r"bot/reports/formats/ics\.py",
    "segno": r"bot/reports/qr_code\.py",
    "jinja2": r"bot/web/pages\.py",
    "lunar_vn": r"scheduler/calendar/lunar\.py",
    "lxml": r"bot/importers/paper_docx",
    "matplotlib": r"bot/(reports/charts/|reports/formats/png\.py|commandline/check\.py)",
    "openpyxl": r"bot/(reports/formats/xlsx|importers/(paper_sheet|plan_template))\.py",
    "procrastinate": r"scheduler/engine/runners/(jobs|workers)\.py",
    "prometheus_client": r"(scheduler/metrics|bot/web/health)\.py",
    "psycopg": r"bot/web/listening\.py",
    "pydantic": r"bot/importers/",
    "pydantic_core": r"bot/importers/",
    "pypdf": r"bot/importers/paper_pdf\.py",
    "rapidfuzz": r"bot/(language|importers)/",
    "reportlab": r"bot/reports/formats/pdf\.py",
    "rich": r"bot/commandline/progress\.py",
    "ruamel": r"bot/importers/yaml_lines\.py",
    "sqlalchemy": r"(bot|scheduler|storage)/",
    "telegram": r"bot/channels/telegram",
}
"""Each library of requirements.in, and the only files that may import it."""


def tracked() -> list[str]:
    """Every file of the repository that git knows."""
    git = shutil.which("git")
    known = git and subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if not known or known.returncode != 0:
        pytest.skip("not a git checkout, or no git, so the files of the project are not known")
    return [name for name in known.stdout.splitlines() if (ROOT / name).is_file()]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the program, parsed; migrations are records, not code that is read."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/versions/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_vietnamese_is_only_in_the_language_packages() -> None:
    found = []
    for name in tracked():
        if name.endswith(BINARY) or SPEAKS_VIETNAMESE.match(name):
            continue
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
            if VIETNAMESE.search(line):
                found.append(f"{name}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def test_files_are_short() -> None:
    long = {
        name: length
        for name, _ in modules()
        if (length := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_functions_are_short() -> None:
    long = [
        f"{name}:{node.lineno}: {node.name}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def imported(tree: ast.Module) -> Iterator[str]:
    """The first part of every module imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_each_library_is_imported_only_by_its_package() -> None:
    astray = [
        f"{name}: {library}"
        for name, tree in modules()
        for library in set(imported(tree)) & set(HOMES)
        if not re.match(HOMES[library], name)
    ]
    assert not astray, "\n".join(astray)


def test_every_imported_library_is_listed() -> None:
    own = {*PACKAGES, "plans"}
    known = {*own, *sys.stdlib_module_names, *HOMES}
    strangers = {
        f"{name}: {library}"
        for name, tree in modules()
        for library in imported(tree)
        if library not in known
    }
    assert not strangers


def test_no_import_is_hidden_in_a_function() -> None:
    hidden = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, "what is loaded when it is used is named for pkgutil.resolve_name"


LATE = {
    "docx",
    "docxtpl",
    "icalendar",
    "matplotlib",
    "openpyxl",
    "procrastinate",
    "psycopg",
    "pypdf",
    "reportlab",
    "telegram",
}
"""Libraries that draw, read papers, or serve a platform or a database not every office has."""


def test_heavy_libraries_are_loaded_late() -> None:
    told = "import sys, bot.commandline.run; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not LATE & set(loaded.stdout.split())


NAMED = re.compile(r"(bot|scheduler|storage)(\.\w+)+:\w+")


def test_every_function_named_by_a_string_exists() -> None:
    named = {
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAMED.fullmatch(node.value)
    }
    assert "bot.reports.drawings:units" in named
    for name in named:
        assert callable(resolve_name(name)), name


def test_the_sandbox_runner_imports_nothing_of_the_program() -> None:
    known = {
        node.module
        for name, tree in modules()
        for node in ast.walk(tree)
        if name.startswith("bot/sandbox/")
        and isinstance(node, ast.ImportFrom)
        and node.module is not None
        and node.module.split(".")[0] in PACKAGES
    }
    assert known == {"bot.sandbox", "bot.sandbox.call"}


def test_every_command_has_a_help_line() -> None:
    assert {command.name for command in all_commands()} == set(help_lines)


def test_only_city_totals_read_across_communes() -> None:
    named = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "storage.cross_commune"
    }
    assert named == {"bot/queries/totals.py"}
