"""`city`: a city is added, takes communes, and invites readers of its totals."""

import json

from tests.commandline.shell import PLAN, YEARLY, Shell

HERE = "nguyen-luong-bang"


def add_city(shell: Shell) -> None:
    assert shell.run("import", PLAN).code == 0
    assert shell.run("commune", "add", "xa", "Xã Một").code == 0
    assert shell.run("city", "add", "hai-phong", "Thành phố Hải Phòng").code == 0


def test_communes_are_added_to_and_removed_from_a_city(shell: Shell) -> None:
    add_city(shell)
    taken = shell.run("city", "take", "hai-phong", HERE, "xa").lines
    assert taken == ["Thành phố Hải Phòng theo dõi 2 xã: Xã Một, xã Nguyễn Lương Bằng."]
    assert "không còn thuộc" in shell.run("city", "leave", "xa").lines[0]
    assert "1 xã: xã Nguyễn" in shell.run("city", "take", "hai-phong", HERE).lines[0]


def test_a_city_cannot_join_a_city_and_a_commune_cannot_have_communes(shell: Shell) -> None:
    add_city(shell)
    assert "kế hoạch riêng" in shell.run("city", "take", HERE, "xa").errors[0]
    shell.run("city", "take", "hai-phong", HERE)
    shell.run("city", "add", "ha-noi", "Thành phố Hà Nội")
    for wrong in ("hai-phong", "ha-noi"):
        assert "không thể là xã" in shell.run("city", "take", "ha-noi", wrong).errors[0]
    assert "Không có xã mang khóa x" in shell.run("city", "take", "ha-noi", "x").errors[0]


def test_a_reader_of_a_city_is_invited_by_code(shell: Shell) -> None:
    add_city(shell)
    for _ in range(2):
        said = shell.run("city", "invite", "hai-phong", "Chánh Văn phòng Thành ủy")
        assert said.lines[0].startswith("Mã kết nối cho Chánh Văn phòng Thành ủy: ")
    assert "không được trống" in shell.run("city", "invite", "hai-phong", " ").errors[0]


def open_work(shell: Shell) -> dict[str, int]:
    rows = map(json.loads, shell.run("commune", "list", "--json").lines)
    return {row["key"]: row["open"] for row in rows}


def test_a_city_gives_a_frame_to_all_its_communes(shell: Shell) -> None:
    add_city(shell)
    shell.run("commune", "add", "xa-khac", "Xã Khác")
    frame = ("city", "import", "hai-phong", YEARLY, "--year", "2026")
    assert shell.run(*frame).errors == [
        "Thành phố Hải Phòng chưa có xã nào. Thêm bằng nhacviec city take."
    ]
    shell.run("city", "take", "hai-phong", HERE, "xa")
    before = open_work(shell)
    told = shell.run(*frame, "--dry-run")
    assert told.code == 0
    assert any(line.startswith("Xã Một (xa): sẽ thêm 58 nhiệm vụ") for line in told.lines)
    assert open_work(shell) == before
    told = shell.run(*frame)
    assert any(line.startswith(f"xã Nguyễn Lương Bằng ({HERE}): đã thêm 58") for line in told.lines)
    after = open_work(shell)
    assert {key: after[key] - before[key] for key in after} == {
        HERE: 70,
        "xa": 70,
        "hai-phong": 0,
        "xa-khac": 0,
    }


def test_a_frame_that_one_commune_cannot_take_is_given_to_none(shell: Shell) -> None:
    add_city(shell)
    shell.run("city", "take", "hai-phong", HERE, "xa")
    text = YEARLY.read_text(encoding="utf-8")
    numbered = shell.folder / "khung.yaml"
    numbered.write_text(text.replace("    kind: dated\n", "    kind: dated\n    number: 3\n", 1))
    before = open_work(shell)
    told = shell.run("city", "import", "hai-phong", numbered, "--year", "2026")
    assert told.code == 2
    assert told.errors[-1].startswith(f"Tệp không nạp được cho {HERE}, nên chưa nạp cho xã nào")
    assert told.errors[0].startswith(f"{numbered}:")
    assert open_work(shell) == before


def test_a_city_takes_no_plan_of_its_own(shell: Shell) -> None:
    add_city(shell)
    shell.run("city", "take", "hai-phong", "xa")
    told = shell.run("import", YEARLY, "--year", "2026", "--commune", "hai-phong")
    assert told.code == 2
    assert "nhacviec city import hai-phong" in told.errors[0]
    assert open_work(shell)["hai-phong"] == 0
