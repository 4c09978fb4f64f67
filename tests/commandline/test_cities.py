"""`city`: a city is added, takes communes, and invites readers of its totals."""

from tests.commandline.shell import PLAN, Shell

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
