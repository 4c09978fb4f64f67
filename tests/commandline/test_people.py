"""`nhacviec invite`: a code for a post, as text and as JSON."""

import json
import re
from datetime import datetime

from tests.commandline.shell import Shell

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
