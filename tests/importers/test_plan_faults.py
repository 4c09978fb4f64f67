"""Every fault of a plan file is reported at its line, with what is expected instead."""

import pytest

from bot.importers.faults import BadPlan
from bot.importers.plan import read_plan
from bot.texts.plan_faults import LADDER
from scheduler.ladder.overrides import NUMBERS, OverrideFault
from tests.importers.small import CALENDAR, SMALL

MARK = "¶"
"""Marks the line of the fault in a changed text."""

RO_NGUOI = "      nguoi: Chánh Văn phòng chủ trì\n"
DU_TOAN = "    due: 2025-12-31\n    basis: Luật Ngân sách\n"


def faults(text: str, year: int | None = None) -> list[tuple[int, str]]:
    with pytest.raises(BadPlan) as caught:
        read_plan(text, "ke-hoach.yaml", year, CALENDAR)
    return [(fault.line, fault.text) for fault in caught.value.faults]


ONE_FAULT = {
    "unknown key": ("    basis: Luật", "    ¶bassis: Luật", "bassis; có phải basis?"),
    "unknown key without a guess": ("    basis: Luật", "    ¶xyz: Luật", "không có khóa xyz"),
    "key of another kind": ("    basis: Luật", "    ¶phases: []\n    basis: Luật", "hoặc đổi kind"),
    "key twice": ("    basis: Luật", "    basis: B\n    ¶basis: Luật", "hai lần"),
    "unknown lead": ("lead: Trưởng Công an\n", "¶lead: Trưởng Công\n", "có phải Trưởng Công an?"),
    "unlike any post": (
        "lead: Trưởng Công an\n",
        "¶lead: Xyz\n",
        "cần một chức danh đã khai của xã",
    ),
    "unknown support": ("[Trưởng Công an]", "¶[Ông Năm]", "không có chức danh “Ông Năm”"),
    "no lead": (
        "    lead: Chánh Văn phòng\n    support",
        "    support",
        "thiếu lead; cần đúng một",
    ),
    "two leads": (
        "lead: Chánh Văn phòng\n    support",
        "¶lead: [Chánh Văn phòng, Bí thư]\n    support",
        "cần đúng một chức danh chủ trì",
    ),
    "lead left empty": ("lead: Chánh Văn phòng\n    support", "¶lead:\n    support", "để trống"),
    "lead supports": ("[Trưởng Công an]", "¶[Chánh Văn phòng]", "cần bỏ khỏi phối hợp"),
    "support twice": ("[Trưởng Công an]", "¶[Bí thư, Bí thư]", "viết hai lần"),
    "ro left empty": (RO_NGUOI, "      ¶nguoi:\n", "rõ người đang để trống"),
    "ro blank": (RO_NGUOI, "      ¶nguoi: '  '\n", "rõ người đang để trống"),
    "ro missing": ("    ro:\n" + RO_NGUOI, "    ¶ro:\n", "rõ người đang để trống"),
    "impossible date": ("due: 2025-12-31\n    basis", "¶due: 2025-11-31\n    basis", "2025-11-31"),
    "impossible lunar date": (
        "due: 2025-12-31\n    basis",
        "¶due: 30 tháng Chạp\n    basis",
        "không có ngày “30 tháng Chạp” trong lịch",
    ),
    "vague date": ("due: 2025-12-31\n    basis", "¶due: vài hôm nữa\n    basis", "không hiểu ngày"),
    "date as a number": ("due: 2025-12-31\n    basis", "¶due: 2025\n    basis", "không hiểu ngày"),
    "due before the source": (
        "due: 2025-12-31\n    basis",
        "¶due: 2025-10-07\n    basis",
        "ngày 07/10/2025 trước ngày văn bản 08/10/2025",
    ),
    "due before the source, in words": (
        "due: 2025-12-31\n    basis",
        "¶due: 30/09/2025\n    basis",
        "ngày 30/09/2025 trước ngày văn bản",
    ),
    "mistyped year": ("due: 2025-12-31\n    basis", "¶due: 2205-12-31\n    basis", "không hợp lý"),
    "end before start": ("closes: mùng 6 Tết", "¶closes: 2026-01-10", "trước ngày bắt đầu"),
    "phases out of order": ("due: hết tháng 12}", "due: 2025-11-15¶}", "xếp theo thứ tự ngày"),
    "stage after the whole": ("due: hết tháng 10,", "due: 2026-01-15,", "thứ tự ngày"),
    "stage named as the whole": ("key: quy-3", "¶key: quota", "key “quota” đã dùng"),
    "quota without target": ("    target: 33\n", "", "thiếu target; cần chỉ tiêu"),
    "quota target left empty": ("    target: 33\n", "    ¶target:\n", "target đang để trống"),
    "quota target zero": ("target: 33", "¶target: 0", "số lớn hơn 0"),
    "quota target in words": ("target: 33", "¶target: 33 đồng chí", "số lớn hơn 0"),
    "no measure": ("    measure: đồng chí\n", "", "thiếu measure"),
    "task key twice": ("key: chuong-trinh", "¶key: du-toan", "key “du-toan” đã dùng ở dòng 21"),
    "post key twice": ("{key: pho-bi-thu,", "¶{key: bi-thu,", "key “bi-thu” đã dùng"),
    "phase key twice": ("key: ban-hanh", "¶key: du-thao", "key “du-thao” đã dùng"),
    "sector name too long": (
        "sectors:\n",
        f"sectors:\n  - ¶name: {'a' * 61}\n",
        "tên lĩnh vực, không quá 60 chữ",
    ),
    "title too long": ("title: Dự thảo,", f"title: {'a' * 201}¶,", "không quá 200 chữ"),
    "short name twice": ("[CAX]", "¶[ĐU]", "name “ĐU” đã dùng"),
    "key with accents": ("key: du-toan", "¶key: dự-toán", "mã chữ thường không dấu"),
    "unknown sector": (
        "sector: xây dựng Đảng\n    kind: phased",
        "¶sector: xây dựng đảng\n    kind: phased",
        "có phải xây dựng Đảng?",
    ),
    "unknown kind": ("kind: dated", "¶kind: daily", "một trong: dated, phased"),
    "unknown unit": ("unit: Công an xã", "unit: Công an¶", "có phải Công an xã?"),
    "unknown rank": ("rank: deputy", "rank: boss¶", "một trong: official, secretary"),
    "no secretary": ("unit: Đảng ủy, rank: secretary", "unit: Đảng ủy", "rank: secretary"),
    "wrong count of clarities": ("name: xã Mẫu", "name: xã Mẫu\n  ¶ro: 7", "ro không đúng; cần 5"),
    "no yes or no": ("on_duty: true", "¶on_duty: có", "true hoặc false"),
    "phases empty": (
        "    phases:\n      - {key: du-thao, title: Dự thảo, due: hết tháng 11}\n"
        "      - {key: ban-hanh, title: Ban hành, due: hết tháng 12}\n",
        "    ¶phases: []\n",
        "phases đang để trống",
    ),
    "no source date": ("  date: 2025-10-08\n", "", "thiếu date"),
    "source date without year": ("date: 2025-10-08", "¶date: 08/10", "cần nhập với --year"),
    "source long ago": ("date: 2025-10-08", "¶date: 0025-10-08", "không hợp lý"),
    "villages of a stage that share out no target": (
        "      - {key: quy-3, title: Hết tháng 10, due: hết tháng 10, target: 20}",
        "      - {key: quy-3, title: Hết tháng 10, due: hết tháng 10, ¶villages: {A: 20, B: 12}}",
        "cộng lại 32, chỉ tiêu 33",
    ),
    "villages of a level": (
        "    target: 33",
        "    target: 33\n    figure: level\n    ¶villages: {A: 20, B: 13}",
        "chỉ số cộng dồn mới chia theo thôn",
    ),
    "villages of a stage of a percent": (
        "    target: 33\n    due: 2025-12-31\n    stages:\n"
        "      - {key: quy-3, title: Hết tháng 10, due: hết tháng 10, target: 20}",
        "    target: 33\n    figure: percent\n    due: 2025-12-31\n    stages:\n"
        "      - {key: quy-3, title: Hết tháng 10, due: hết tháng 10, ¶villages: {A: 20, B: 13}}",
        "chỉ số cộng dồn mới chia theo thôn",
    ),
    "a sum that is better lower": (
        "    measure: đồng chí",
        "    measure: đồng chí\n    better: lower\n    ¶figure: sum",
        "chỉ mức phải giữ (figure: level) mới tính là không quá",
    ),
    "a level above the whole": (
        "    measure: đồng chí\n    start: 11\n    target: 33",
        '    measure: "%"\n    start: 11\n    ¶target: 133',
        "một mức tính bằng % không quá 100",
    ),
    "more decimals than the plan counts": (
        "    target: 33",
        "    decimals: 1\n    ¶target: 33.25",
        "33,25 có quá 1 chữ số thập phân",
    ),
    "a number that may be thousands": ("target: 33", "¶target: 1.500", "không có dấu chấm"),
    "an unknown kind of number": ("    target: 33", "    ¶figure: ty le\n    target: 33", "sum"),
    "villages that are not the target": (
        "    target: 33",
        "    target: 33\n    ¶villages: {A: 20, B: 12}",
        "cộng lại 32, chỉ tiêu 33",
    ),
    "unknown ladder key": (DU_TOAN, DU_TOAN + "    ladder:\n      ¶befor: [3]\n", "ở befor"),
    "ladder out of order": (
        DU_TOAN,
        DU_TOAN + "    ladder:\n      ¶before: [1, 3]\n",
        "chưa xếp giảm dần",
    ),
    "ladder of the commune": (
        "  name: xã Mẫu",
        "  name: xã Mẫu\n  ladder:\n    escalate:\n      ¶boss: 3",
        "không có vai này",
    ),
    "ladder of a sector": (
        "  - name: kinh tế - xã hội",
        "  - name: kinh tế - xã hội\n    ladder:\n      ¶quota_day: 31",
        "số ngoài khoảng cho phép",
    ),
    "not YAML": ("    basis: Luật", "    ¶basis: Luật: số", "cần đúng cách viết YAML"),
    "tab": ("    basis: Luật", "¶\tbasis: Luật", "cần đúng cách viết YAML"),
    "anchor": ("title: Dự toán ngân sách", "¶title: &a Dự toán ngân sách", "tham chiếu"),
    "alias": ("title: Dự toán ngân sách", "¶title: *a", "tham chiếu"),
    "tag": ("title: Dự toán ngân sách", "¶title: !!python/name:os.system x", "là thẻ"),
    "second document": ("sectors:\n", "¶---\nsectors:\n", "tài liệu thứ hai"),
}


@pytest.mark.parametrize(("old", "new", "expected"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_fault_is_reported_at_its_line(old: str, new: str, expected: str) -> None:
    assert SMALL.count(old) >= 1
    changed = SMALL.replace(old, new, 1)
    found = faults(changed.replace(MARK, ""))
    assert [text for _, text in found if expected in text], found
    if MARK in changed:
        line = changed[: changed.index(MARK)].count("\n") + 1
        assert [at for at, _ in found] == [line]


def test_all_faults_are_reported_at_once_in_file_order() -> None:
    changed = (
        SMALL.replace("lead: Chánh Văn phòng", "lead: Chánh VP", 1)
        .replace(RO_NGUOI, "", 1)
        .replace("due: 2025-12-31", "due: 30 tháng Chạp", 1)
        .replace("rank: secretary", "rank: secretry")
        .replace("    target: 33\n", "")
        .replace("kind: campaign", "kind: campain")
    )
    found = faults(changed)
    assert [line for line, _ in found] == sorted(line for line, _ in found)
    told = "\n".join(text for _, text in found)
    for expected in ("“Chánh VP”", "rõ người", "30 tháng Chạp", "rank", "target", "kind"):
        assert expected in told


def test_a_fault_names_the_file_and_the_line() -> None:
    with pytest.raises(BadPlan) as caught:
        read_plan(SMALL.replace("  date: 2025-10-08", "  date: hôm kia"), "a.yaml", None, CALENDAR)
    assert str(caught.value).startswith("a.yaml:8: ")


def test_a_bad_source_date_causes_no_faults_of_other_dates() -> None:
    changed = SMALL.replace("  date: 2025-10-08", "  date: 2025-02-30")
    assert [line for line, _ in faults(changed)] == [8]
    changed = changed.replace("closes: 2026-01-31", "closes: 2026-01-32")
    assert len(faults(changed)) == 2


def test_six_clarities_ask_for_authority_and_time_and_not_for_process() -> None:
    six = SMALL.replace("name: xã Mẫu", "name: xã Mẫu\n  ro: 6")
    told = [text for _, text in faults(six)]
    tasks = SMALL.count("  - key: ")
    assert len([text for text in told if "rõ thẩm quyền" in text]) == tasks
    assert len([text for text in told if "rõ thời gian" in text]) == tasks
    more = "      tham_quyen: Chủ tịch ký\n      thoi_gian: Trong năm\n"
    clear = six.replace("      quy_trinh: Tổng hợp rồi trình\n", more)
    assert read_plan(clear, "a.yaml", None, CALENDAR).tasks[0].ro.authority == "Chủ tịch ký"


def test_a_plan_of_explicit_dates_is_not_moved_to_a_later_year() -> None:
    told = [text for _, text in faults(SMALL, 2026)]
    assert "ngày 31/12/2025 trước ngày văn bản 08/10/2026; cần ngày sau đó" in told


def test_a_year_without_calendar_is_refused() -> None:
    assert "không hợp lý" in faults(SMALL, 99999)[0][1]


@pytest.mark.parametrize("text", ["", "# chỉ có lời\n", "- a\n- b\n", "một câu", "{}"])
def test_a_file_that_is_no_plan_is_refused(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize("section", ["commune", "source", "sectors", "units", "posts", "tasks"])
@pytest.mark.parametrize("value", ["", " 5", " []", " {}", " [5]", " {a: [1]}"])
def test_a_block_of_the_wrong_type_is_refused(section: str, value: str) -> None:
    lines = SMALL.splitlines()
    start = lines.index(f"{section}:")
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), None)
    changed = lines[:start] + [f"{section}:{value}"] + (lines[end:] if end else [])
    assert start + 1 in [line for line, _ in faults("\n".join(changed))]


def test_every_rules_error_has_a_text() -> None:
    assert set(LADDER) == set(OverrideFault)


def test_every_number_of_the_rules_may_be_set() -> None:
    for key, (least, _) in NUMBERS.items():
        changed = SMALL.replace(DU_TOAN, f"{DU_TOAN}    ladder:\n      {key}: {int(least)}\n")
        assert read_plan(changed, "a.yaml", None, CALENDAR).tasks[0].ladder == {key: int(least)}
