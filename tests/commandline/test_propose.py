"""`nhacviec propose`, and sheets and papers given to `nhacviec import`."""

import json
from pathlib import Path

from tests.commandline.shell import PLAN, Shell
from tests.importers.files import docx_of, xlsx_of
from tests.importers.papers import marked

TEXT = """KẾT LUẬN
Hội nghị

Mẫu, ngày 08 tháng 10 năm 2025
I. NHIỆM VỤ
- Giao Công an xã chủ trì, phối hợp Ban CHQS xã tuần tra trước 15/12/2025.
"""


def test_propose_prints_one_json_line_a_proposal(shell: Shell) -> None:
    path = shell.folder / "ket-luan.docx"
    path.write_bytes(docx_of(TEXT))
    said = shell.run("propose", path, "--json")
    (line,) = said.lines
    told = json.loads(line)
    assert told["sentence"].startswith("Giao Công an xã chủ trì")
    assert (told["due"], told["lead"], told["supports"], told["kind"]) == (
        "2025-12-14",
        "Công an xã",
        ["Ban CHQS xã"],
        "dated",
    )
    assert told["section"] == "I.1"
    assert (said.code, said.errors) == (0, [])


def test_propose_text_output_matches_its_json(shell: Shell) -> None:
    path = shell.folder / "ket-luan.txt"
    path.write_text(marked("nguyen-luong-bang")[0], encoding="utf-8")
    said = shell.run("propose", path)
    assert said.lines[-1] == "Tổng: 42 đề xuất."
    assert any("chỉ tiêu 11/33 đồng chí" in line for line in said.lines)


def test_an_unreadable_file_gets_one_sentence(shell: Shell) -> None:
    path = shell.folder / "mat.txt"
    path.write_text(f"TỐI MẬT\n{TEXT}", encoding="utf-8")
    said = shell.run("propose", path)
    assert (said.code, said.lines, len(said.errors)) == (2, [], 1)
    assert "có dấu chỉ độ mật" in said.errors[0]
    assert shell.run("propose", shell.folder / "khong-co.docx").code == 2
    path.write_text("BÁO CÁO\nI. KẾT QUẢ\n- Đã làm xong mọi việc.", encoding="utf-8")
    assert shell.run("propose", path).code == 1


def test_a_sheet_is_imported_into_the_stored_commune(shell: Shell) -> None:
    head = ("Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Hạn")
    path = shell.folder / "ke-hoach.xlsx"
    path.write_bytes(
        xlsx_of(("KH", [head, ("Sơ kết", "xây dựng Đảng", "Văn phòng Đảng ủy", "31/12/2030")]))
    )
    assert shell.run("import", PLAN).code == 0
    dry = shell.run("import", path, "--dry-run")
    assert dry.lines[-1].startswith("Tổng: thêm 1")
    assert shell.run("import", path).lines[-1].startswith("Tổng: thêm 1")
    assert shell.run("import", path).lines[-1].startswith("Tổng: thêm 0, đổi 0")
    path.write_bytes(xlsx_of(("KH", [head, ("Sơ kết", "xây dựng Đảng", "Ông Ba", "31/2")])))
    said = shell.run("import", path)
    assert said.code == 2
    assert [line.split(": ")[0] for line in said.errors] == [f"{path}:2"] * 2


def test_a_conclusion_is_refused_as_a_plan(shell: Shell) -> None:
    path = Path(shell.folder / "ket-luan.docx")
    path.write_bytes(docx_of(TEXT))
    said = shell.run("import", path)
    assert said.code == 2
    assert f"nhacviec propose {path}" in said.errors[0]
