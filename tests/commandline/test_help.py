"""The help and the usage errors of the command line."""

import re

import pytest

from bot import __version__
from bot.__main__ import COMMANDS
from tests.commandline.shell import Shell


def test_version_is_printed(shell: Shell) -> None:
    said = shell.run("--version")
    assert (said.code, said.lines, said.errors) == (0, [__version__], [])


def test_help_names_every_command(shell: Shell) -> None:
    said = shell.run("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert any(command in line.split() for line in said.lines), command


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["frobnicate"], "không có lệnh 'frobnicate'."),
        (["runn"], "không có lệnh 'runn'. Có phải 'run'?"),
        (["city", "ad"], "không có lệnh 'ad'. Có phải 'add'?"),
        (["run", "--sped", "2"], "không có tùy chọn '--sped'. Có phải '--speed'?"),
        (["run", "--speed"], "tùy chọn '--speed' cần một giá trị."),
        (["run", "--training=1"], "tùy chọn '--training' không kèm giá trị."),
        (["run", "--speed", "0"], "'--speed': 0.0 nằm ngoài khoảng 0.001<=x<=100000."),
        (["why", "abc"], "'NUMBER': 'abc' không phải là số."),
        (
            ["report", "--form", "x"],
            "'--form': 'x' không dùng được, cần một trong: 'party', 'ubnd'.",
        ),
        (["city", "take", "a"], "thiếu đối số 'COMMUNES...'."),
        (["move"], "thiếu tùy chọn '--to'."),
        (["check", "that", "too"], "thừa that too."),
    ],
)
def test_a_wrong_call_gets_a_clear_error(words: list[str], problem: str, beginner: Shell) -> None:
    said = beginner.run(*words)
    assert (said.code, said.lines) == (2, [])
    assert said.errors[-1] == f"Lỗi: {problem}"
    # click does not show how a command is called where an option has or lacks its value.
    assert len(said.errors) == 1 or said.errors[0].startswith("Cách gọi: ")


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_has_no_english_words_of_the_library(words: list[str], beginner: Shell) -> None:
    said = beginner.run(*words, "--help")
    assert said.code == 0
    assert not re.search(
        r"Usage|Options|OPTIONS|ARGS|[Aa]rguments|Commands|Show|default|required"
        r"|INTEGER|FLOAT|TEXT|PATH",
        "\n".join(said.lines),
    )
