"""Citizens' names are removed; other text that begins like a name stays."""

import pytest

from bot.language.text.citizens import without_names

KNOWN = ("An Dương", "xã Nguyễn Lương Bằng", "Đoàn Thanh niên xã", "Hoàng Văn Hùng")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("đạt 15 gồm Nguyễn Văn Nam, Trần Thị Hoa", "đạt 15 gồm …, …"),
        ("công dân nguyễn văn nam hoãn", "công dân … hoãn"),
        ("LÊ VĂN TÁM hoãn khám", "… hoãn khám"),
        ("HOÃN: LÊ VĂN TÁM", "HOÃN: …"),
        ("Vũ Hải và Phạm Minh chưa đủ", "… và … chưa đủ"),
        ("em Lê Thị Hồng Nhung", "em …"),
    ],
)
def test_a_citizens_name_is_removed(said: str, kept: str) -> None:
    assert without_names(said, KNOWN) == kept


@pytest.mark.parametrize(
    "said",
    [
        "An Dương 9, Bình Minh 8",
        "xã Nguyễn Lương Bằng đạt 5",
        "đ/c Hoàng Văn Hùng báo đạt 5",
        "vướng do Đoàn Thanh niên chưa họp",
        "VƯỚNG DO ĐÀO TẠO CHƯA XONG, VŨ KHÍ THÔ SƠ",
        "Hà Nội 3, Thái Bình 5, thôn Đỗ Thượng 3",
        "mai báo, do đó chưa có số; cao lắm 5",
        "",
    ],
)
def test_text_that_only_begins_like_a_name_stays(said: str) -> None:
    assert without_names(said, KNOWN) == said
