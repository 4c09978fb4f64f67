"""`nhacviec invite`: a code for a post, as text and as JSON."""

import json
import re
import unicodedata
from datetime import datetime

import pytest

from tests.commandline.shell import PLAN, Shell

POST = "Trưởng Ban Xây dựng Đảng"


def test_an_invitation_code_is_printed_once(office: Shell) -> None:
    said = office.run("invite", POST)
    assert said.code == 0
    assert re.fullmatch(rf"Mã kết nối cho {POST}: [A-Z2-9]{{10}}", said.lines[0])


def test_invite_prints_json_for_scripts(office: Shell) -> None:
    said = office.run("invite", POST, "--json")
    assert said.code == 0
    told = json.loads("\n".join(said.lines))
    assert set(told) == {"post", "code", "link", "page", "expires_at"}
    assert told["post"] == POST
    assert datetime.fromisoformat(told["expires_at"]).utcoffset() is not None


def test_an_unknown_post_lists_the_existing_posts(office: Shell) -> None:
    said = office.run("invite", "Chủ tịch nước")
    assert (said.code, said.lines) == (2, [])
    assert POST in said.errors[0]


@pytest.mark.parametrize(
    "name",
    [
        "Chánh Văn phòng Ðảng ủy",
        "Chánh Văn phòng Ɖảng ủy",
        unicodedata.normalize("NFD", "Chánh Văn phòng Đảng ủy"),
    ],
)
def test_a_post_is_found_however_its_letters_are_typed(office: Shell, name: str) -> None:
    said = office.run("invite", name)
    assert (said.code, said.errors) == (0, [])
    assert said.lines[0].startswith("Mã kết nối cho Chánh Văn phòng Đảng ủy: ")


def test_a_plan_file_may_use_another_letter_than_its_other_parts(beginner: Shell) -> None:
    text = PLAN.read_text(encoding="utf-8")
    assert "lead: Trưởng Ban Xây dựng Đảng\n" in text
    own = beginner.folder / "own.yaml"
    own.write_text(
        text.replace("lead: Trưởng Ban Xây dựng Đảng\n", "lead: Trưởng Ban Xây dựng Ðảng\n"),
        "utf-8",
    )
    assert beginner.run("import", own).code == 0
