"""The spelling of single words: one form for each, and words that never have accents."""

import re
import unicodedata

from bot.language.text.fold import fold

_OLD_TONES = ("oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ", "oè", "oé", "oẻ")
_NEW_TONES = ("òa", "óa", "ỏa", "õa", "ọa", "ùy", "úy", "ủy", "ũy", "ụy", "òe", "óe", "ỏe")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

# Words that have no accents: in an accented message they match only themselves.
_PLAIN = """
ai anh ba ban bao bay bi bia bo buông ca cam can cao cha chia chiêu cho chung co coi con cua cung
da dao dai dan dau do don dong du duy em ga gai gan gia gian giao giang gio ha hai ham han hay he
ho hoa hoang hoi hong hung huy huynh hy hương kha khai khi kho khoa khu khung kiêm kim kinh la lam
lan lang lao lau le lo loan loay long lu luân lui luôn lương ly ma mai man mang mau may me mua nam
nay ngay ngang nhai nhan nhau nhu nhung no nói nông nung oan oanh ong phai phân phe pho phong phu
qua quan quang quay quen qui quy ra ran rao rau riêng ro sa sai sang sao sau so song su ta tai tan
tang tay tem tham thang thanh theo thi thu thua thuê tim tin tinh to tra trai trang trao tre treo
tri trong tru trung trưa tu tung tuy va vai van vang vay ve vi vinh vo vu vui vung xa xanh xe xem
xin xoay xong xung xưa yên
"""
PLAIN = frozenset(_PLAIN.split())


_LONE_I = re.compile(r"(?<=^[hklmst])[iíìỉĩị]$|(?<=^qu)[iíìỉĩị]$")
_LONG = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")
_HOOK, _TILDE = "\u0309", "\u0303"

# Hook and tilde sound alike to many people and are often swapped; these words are the right ones.
_HOOK_OR_TILDE = """
đã những vẫn lỗi rõ giữ mỗi hỗ chỗ nghĩa lũ dễ hữu lễ khỏi phải giải chỉ hỏi gửi
chuyển khảo hủy để đủ ủy tỉnh phổ thảo sổ xử kiểm của cảnh thể quả tổng chủ biểu điểm quyển hưởng
"""
_CORRECT = frozenset(_HOOK_OR_TILDE.split())


def new_tones(word: str) -> str:
    """The word with the tone mark placed as in the newer spelling (hoà -> hòa)."""
    for old, new in zip(_OLD_TONES, _NEW_TONES, strict=True):
        if word.endswith(old) and not word.startswith("q"):
            return word[: -len(old)] + new
    return word


def one_spelling(word: str) -> str:
    """The word in the spelling that patterns use: hoà -> hòa, kí -> ký, qui -> quy, xữ -> xử."""
    moved = new_tones(word)
    if moved != word:
        return moved
    word = _LONE_I.sub(lambda found: found.group().translate(_LONG), word)
    swapped = _swapped(word)
    return swapped if swapped in _CORRECT and word not in _CORRECT else word


def _swapped(word: str) -> str:
    """The word with hook and tilde swapped."""
    apart = unicodedata.normalize("NFD", word)
    turned = apart.translate({ord(_HOOK): _TILDE, ord(_TILDE): _HOOK})
    return unicodedata.normalize("NFC", turned)


def is_whole(word: str) -> bool:
    """Whether an accented word has its tone mark: one that ends in a stop must have one ("nôp")."""
    if not fold(word).endswith(("c", "ch", "p", "t")):
        return True
    return any(mark in _TONES for mark in unicodedata.normalize("NFD", word))
