import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commandline.understand import app

RUNNER = CliRunner()
CONTEXT = {"task_kind": "deadline", "target": None, "done": None, "open_tasks": [3, 5]}


def written(folder: Path, *rows: object) -> str:
    path = folder / "samples.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(path)


def test_a_reply_is_printed_in_the_documented_format(tmp_path: Path) -> None:
    row = {"id": "a", "text": "việc 3 xong rồi", "reference_date": "2025-11-20", "context": CONTEXT}
    result = RUNNER.invoke(app, ["reply", written(tmp_path, row)])
    assert json.loads(result.stdout) == {
        "id": "a",
        "intent": "done",
        "percent": None,
        "new_deadline": None,
        "quota_done": None,
        "reason_present": False,
        "task_numbers": [3],
    }


def test_several_items_are_printed_as_updates(tmp_path: Path) -> None:
    text = "việc 3 xong, việc 5 đang làm 60%"
    row = {"text": text, "reference_date": "2025-11-20", "context": CONTEXT}
    result = RUNNER.invoke(app, ["reply", written(tmp_path, row)])
    (first, second) = json.loads(result.stdout)["updates"]
    assert (first["intent"], first["task_numbers"]) == ("done", [3])
    assert (second["percent"], second["task_numbers"]) == (60, [5])


def test_missing_fields_of_a_line_are_accepted(tmp_path: Path) -> None:
    row = {"text": "xong rồi", "reference_date": "2025-11-20"}
    result = RUNNER.invoke(app, ["reply", written(tmp_path, row)])
    assert json.loads(result.stdout)["intent"] == "done"


def test_a_date_is_printed_as_its_due_day_only(tmp_path: Path) -> None:
    rows = [
        {"text": text, "reference": "2025-11-20T08:00:00+07:00"}
        for text in ("30-11", "vài hôm nữa", "31/11")
    ]
    result = RUNNER.invoke(app, ["date", written(tmp_path, *rows)])
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"due": "2025-11-30"},
        {"due": None},
        {"due": None},
    ]


def test_questions_resolve_the_people_of_the_file(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    person = {
        "id": "p1",
        "name": "Ngô Xuân Cường",
        "title": "Trưởng Công an xã",
        "unit": "Công an xã",
    }
    units = [{"name": "Công an xã", "aliases": ["công an"]}]
    people.write_text(json.dumps({"people": [person], "units": units}), "utf-8")
    row = {"text": "Trưởng Công an trễ mấy việc", "reference_date": "2025-11-20"}
    result = RUNNER.invoke(app, ["query", written(tmp_path, row), "--people", str(people)])
    answer = json.loads(result.stdout)
    assert (answer["intent"], answer["person_ids"]) == ("overdue", ["p1"])


def test_the_score_counts_correct_and_accepted_alternative_answers(tmp_path: Path) -> None:
    right = {"text": "mai", "reference": "2025-11-20", "due": "2025-11-21"}
    also = {
        "text": "30-11",
        "reference": "2025-11-20",
        "due": "2025-12-01",
        "accept": ["2025-11-30"],
    }
    wrong = {"text": "thứ 6", "reference": "2025-11-20", "due": "2025-11-28"}
    result = RUNNER.invoke(app, ["date", written(tmp_path, right, also, wrong), "--score"])
    assert "due: 2/3 (66.7 %)" in result.stdout


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("không phải JSON", "cần một đối tượng JSON"),
        ("[1]", "cần một đối tượng JSON"),
        ('{"reference": "2025-11-20"}', "thiếu text"),
        ('{"text": "mai"}', "cần reference_date"),
    ],
)
def test_a_bad_line_is_reported_with_file_and_number(
    tmp_path: Path, line: str, problem: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "mai", "reference": "2025-11-20"}\n' + line, "utf-8")
    result = RUNNER.invoke(app, ["date", str(path)])
    assert result.exit_code == 2
    assert f"{path}:2: {problem}" in result.stderr
