"""The present code reads every value that the first release stored.

A word may only leave `spellings.json` with a migration that changes the rows; audit actions never
leave it, since they are inside the chain of hashes.
"""

import ast
import re
from dataclasses import fields
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Enum

from bot.app.wiring import MAKERS
from bot.conversation.acts import ACTS_BY_NAME
from bot.conversation.dialog import NEXT_PAGE
from bot.conversation.open_question import ANSWER_HANDLERS
from bot.conversation.screen import QUESTION_STEP
from bot.reports.chart_files import Picture
from bot.reports.formats import __path__ as formats
from bot.reports.kinds import __path__ as reports
from bot.reports.order import MAKER
from bot.texts.steps import step_in_words
from scheduler.delivery.channel import Attachment, ChatChange, Inbound
from scheduler.delivery.digest import CHASE, OWN
from scheduler.delivery.groups import WEEK_STEP
from scheduler.delivery.message_json import decode, encode
from scheduler.delivery.summaries import LEADERS_STEP, SECRETARY_STEP
from scheduler.engine.runners.workers import QUEUES
from scheduler.ladder.hours import HOUR_STEPS
from scheduler.ladder.rules import LADDERS, QUOTA_REPORT, SNOOZE
from scheduler.work.record import AUDITED_COLUMNS
from storage.tables import metadata
from storage.words import ProposalVerdict
from tests.release.kept import ROWS, SPELLINGS
from tests.test_house import ROOT

PRODUCT = ("bot", "scheduler", "storage")
OTHER_STEPS = {"", CHASE, OWN, SECRETARY_STEP, LEADERS_STEP, WEEK_STEP, QUESTION_STEP}
"""Values of the step column for deliveries without a ladder."""


@cache
def code() -> tuple[ast.AST, ...]:
    """Every node of the product's code."""
    files = [path for package in PRODUCT for path in sorted((ROOT / package).rglob("*.py"))]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    return tuple(node for tree in trees for node in ast.walk(tree))


@cache
def literals() -> frozenset[str]:
    """Every string of the product's code, and the name of every class."""
    strings = {node.value for node in code() if isinstance(node, ast.Constant)}
    classes = {node.name for node in code() if isinstance(node, ast.ClassDef)}
    return frozenset(classes | {each for each in strings if isinstance(each, str)})


def audited() -> set[str]:
    """Every audit action, as written in the code."""
    named = {
        target.id: node.value.value
        for node in code()
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    found: set[str] = set()
    for node in code():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        told = [each.value for each in node.keywords if each.arg == "action"]
        told += node.args if called in ("record_change", "_audit") else []
        told += node.args[:1] if called == "audit" else []
        words = (
            each.value if isinstance(each, ast.Constant) else named.get(getattr(each, "id", ""))
            for each in told
        )
        found |= set(islice((word for word in words if isinstance(word, str)), 1))
    return found


def stored_in(column: str) -> set[str]:
    """The values in a column (`table.column`) of the release's database."""
    table, _, name = column.partition(".")
    return {row[name] for kept, row in ROWS if kept == table and row.get(name) is not None}


def test_every_audit_action_is_still_written_as_it_was() -> None:
    decided = set(SPELLINGS["enumerations"]["proposal.verdict"]) - {ProposalVerdict.PENDING}
    assert audited() | decided == set(SPELLINGS["columns"]["audit.action"])


@pytest.mark.parametrize("column", [each for each in SPELLINGS["columns"] if "step" not in each])
def test_every_stored_column_value_is_still_in_the_code(column: str) -> None:
    assert set(SPELLINGS["columns"][column]) - literals() == set()


@pytest.mark.parametrize("column", [*SPELLINGS["columns"], *SPELLINGS["enumerations"]])
def test_the_spellings_list_covers_everything_the_release_stored(column: str) -> None:
    listed = {**SPELLINGS["columns"], **SPELLINGS["enumerations"]}[column]
    found = stored_in(column)
    if column == "delivery.step":
        found, listed = ({_without_number(each) for each in words} for words in (found, listed))
    assert found <= set(listed)


def _without_number(step: str) -> str:
    return step.rstrip("0123456789")


@pytest.mark.parametrize("column", SPELLINGS["enumerations"])
def test_every_stored_enum_value_is_still_read(column: str) -> None:
    table, _, name = column.partition(".")
    kind = metadata.tables[table].c[name].type
    assert isinstance(kind, Enum)
    assert set(SPELLINGS["enumerations"][column]) <= set(kind.enums)


@pytest.mark.parametrize("step", SPELLINGS["columns"]["delivery.step"])
def test_every_stored_step_is_still_produced_and_has_a_text(step: str) -> None:
    if step not in OTHER_STEPS:
        assert step_in_words(step)
        patterns = [
            name.replace("{n}", r"\d+").replace("{role}", "(secretary|deputy|head)")
            for name in (*(row.name for row in LADDERS), *HOUR_STEPS, QUOTA_REPORT, SNOOZE)
        ]
        assert any(re.fullmatch(each, step) for each in patterns)


def test_every_stored_kind_of_open_question_is_still_answered() -> None:
    assert set(SPELLINGS["columns"]["dialog.question"]) == {*ANSWER_HANDLERS, NEXT_PAGE}


def test_every_stored_action_and_slot_of_an_open_question_is_still_known() -> None:
    assert {name: list(ACTS_BY_NAME[name].slots) for name in SPELLINGS["acts"]} == SPELLINGS["acts"]


def test_audited_milestone_fields_are_still_restored() -> None:
    assert set(SPELLINGS["audited"]) <= set(AUDITED_COLUMNS)


def test_every_stored_file_request_can_still_be_rendered() -> None:
    files = SPELLINGS["files"]
    assert set(files["makers"]) <= {*MAKERS, MAKER}
    assert set(files["pictures"]) <= {each.value for each in Picture}
    for folder, names in ((reports, files["reports"]), (formats, files["formats"])):
        assert all((Path(folder[0]) / f"{name}.py").is_file() for name in names)


def test_every_queued_job_name_is_still_handled() -> None:
    assert set(SPELLINGS["jobs"]) <= set(QUEUES)


@pytest.mark.parametrize("body", SPELLINGS["messages"])
def test_every_form_of_a_stored_message_is_read_and_written_unchanged(body: dict[str, Any]) -> None:
    assert encode(decode(body)) == body


def test_every_field_of_a_stored_inbound_message_is_still_known() -> None:
    body = SPELLINGS["inbound"]
    assert set(body) <= {each.name for each in fields(Inbound)}
    assert set(body["attachments"][0]) <= {each.name for each in fields(Attachment)}
    assert ChatChange(body["change"]) is ChatChange.MOVED
