"""YAML as plain data with line numbers: what is read and what is refused."""

import pytest

from bot.importers.yaml_lines import MAX_CHARACTERS, YamlText, read_yaml

TEXT = """\
name: xã Mẫu
# a comment
tasks:
  - key: a
    days: [14, 7]
  -
    key: 'b'
    sure: true
    none:
    share: 0.5
    due: 2025-12-31
    told: >-
      một
      hai
"""


def fault(text: str) -> tuple[int, str]:
    sheet = read_yaml(text)
    assert len(sheet.faults) == 1
    return sheet.faults[0].line, sheet.faults[0].text


def sheet() -> YamlText:
    found = read_yaml(TEXT)
    assert found.faults == []
    return found


def test_text_is_plain_data_and_dates_stay_text() -> None:
    assert sheet().data == {
        "name": "xã Mẫu",
        "tasks": [
            {"key": "a", "days": [14, 7]},
            {
                "key": "b",
                "sure": True,
                "none": None,
                "share": 0.5,
                "due": "2025-12-31",
                "told": "một hai",
            },
        ],
    }


def test_every_part_knows_its_line() -> None:
    found = sheet()
    assert found.line(("name",)) == 1
    assert found.line(("tasks", 0, "days")) == 5
    assert found.line(("tasks", 1, "key")) == 7
    assert found.line(("tasks", 1, "due")) == 11


def test_a_missing_key_has_the_line_of_its_block() -> None:
    assert sheet().line(("tasks", 0, "missing")) == 4
    assert sheet().line(("tasks", 1, "missing", "deep")) == 7
    assert sheet().line(("else",)) == 1


def test_numbers_in_quotes_are_text() -> None:
    assert read_yaml("a: '12'\nb: 12\nc: 0x1F\nd: 1:20").data == {
        "a": "12",
        "b": 12,
        "c": "0x1F",
        "d": "1:20",
    }


def test_a_too_long_number_is_text() -> None:
    assert read_yaml("a: " + "9" * 5000).data == {"a": "9" * 5000}


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\nb: 2\na: 3", 3, "khóa a viết hai lần"),
        ("a: 1\nb: &x 2", 2, "tham chiếu"),
        ("a: [1]\nb: *x", 2, "tham chiếu"),
        ("a: !!python/object:os.system 1", 1, "là thẻ"),
        ("a: !own 1", 1, "là thẻ"),
        ("a: 1\n---\nb: 2", 2, "tài liệu thứ hai"),
        ("? [a, b]\n: 1", 1, "khóa không phải là chữ"),
        ("a: 1\nb: c: d", 2, "cách viết YAML"),
        ("a: 'mở", 1, "cách viết YAML"),
        ("a:\n\t- b", 2, "cách viết YAML"),
        ("a: 1\nb: \x00", 2, "ký tự điều khiển"),
        ("[" * 40, 1, "lồng quá nhiều tầng"),
        ("a" * (MAX_CHARACTERS + 1), 1, "tệp quá lớn"),
    ],
)
def test_unsupported_yaml_is_refused_at_its_line(text: str, line: int, told: str) -> None:
    found_line, found_text = fault(text)
    assert (found_line, told in found_text) == (line, True), found_text


def test_an_alias_bomb_is_refused_at_the_first_alias() -> None:
    rows = ["a: &a [x, x]"] + [
        f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    assert fault("\n".join(rows))[0] == 1
