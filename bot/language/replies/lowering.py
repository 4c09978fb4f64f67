"""Words by which a lower number than before is meant as it is said: "nhầm, 15 thôi"."""

import re

from bot.language.text.fold import fold

_CORRECTS = re.compile(
    r"(?<!\w)(?:nham|lon (?:so|mat|roi)|dinh chinh|sua (?:lai|so)|"
    r"(?:bao|ghi|go|nhan|tinh|dem|cong) (?:sai|nham|thua|trung)|"
    r"sai roi|bi sai|(?:thuc|that) ra|dung ra|dung la|chinh xac (?:la|chi)|"
    r"khong phai \d|tinh lai|dem lai|ra (?:soat )?lai|cap nhat lai|dieu chinh)(?!\w)"
)
_FELL = re.compile(
    r"(?<!\w)(?:giam|bot|tru|rut|rot|truot|bi loai|loai (?:ra|khoi|bot)|bi huy|thu hoi|"
    r"tra lai|chuyen di|chuyen cong tac|xin rut|khong du dieu kien|xoa ten|tut|sut)(?!\w)"
)
_BARE = re.compile(
    r"(?:(?:la|con|chi|co|dat|moi|duoc|dung|thoi|thuc te|tong)[ :]+)*"
    r"(?P<n>\d{1,9}(?:[.,]\d{1,6})?) ?(?P<mark>%|phan tram)?"
    r"(?: (?:dong chi|dang vien|nguoi|ho|giay|ho so|em|quan|ha|vu|diem))?"
    r"(?: (?:thoi|a|nhe|nha|chu|moi dung|roi|em|anh|chi))*[ .!]*"
)


def means_lower(text: str) -> bool:
    """Whether a message says itself that its number corrects an earlier one, or why it fell."""
    said = fold(text)
    return _CORRECTS.search(said) is not None or _FELL.search(said) is not None


def figure_alone(text: str) -> str | None:
    """The number of a text that says nothing else ("15 thôi", "là 98,5%"); None for any other."""
    found = _BARE.fullmatch(fold(text).strip())
    return found["n"] if found else None
