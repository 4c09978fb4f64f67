"""Detect marks of state secrets in messages and file names.

"Mật" is a mark on its own, after a kind of document, or as a degree; in "bí mật", "mật độ" or a
person's name it is not, nor where the words speak of how secrets are handled ("quản lý tài liệu
mật"). Without accents only clear cases count: "toi mat" also means "I lost".
"""

import re
import unicodedata

from bot.language.text.fold import fold

_MAT = "[Mm][ậẬ][Tt]"
_DOCUMENTS = (
    "tài liệu|văn bản|công văn|hồ sơ|báo cáo|tờ trình|kế hoạch|quyết định|nghị quyết|thông báo|"
    "kết luận|chỉ thị|biên bản|đề án|phương án|danh sách|thông tin|nội dung|số liệu|bản|file|tệp|"
    "dấu|độ|mức|mức độ|cấp độ|loại|chế độ|diện|hướng dẫn|chương trình|điện|thư"
)
_NO_MARK_BEFORE = (
    "độ|ong|khẩu|mã|thiết|vụ|thám|đàm|lệnh|mía|hoa|tịch|gấu|ngọt|báo|thư|danh|pháp|thất|hiệu|tông|"
    "nghị|ước|cần|nguyệt|bò|lợn|cá|vịt|heo"
)
_TITLES = (
    "đ/c|đồng chí|anh|chị|ông|bà|cô|chú|bác|em|thầy|họ|tên|thị|văn|đức|hữu|quang|minh|thôn|xóm|"
    "chi bộ|xã"
)
_PARTS = ("bí", "bảo", "cơ", "thân", "ngọt", "túi", "sỏi", "trăng", "đường", "chi", "gan", "chất")

_DEGREES = re.compile(r"(?<!\w)(?:tối|tuyệt)[\s_.\-]+mật(?!\w)", re.IGNORECASE)
_AFTER_DOCUMENT = re.compile(
    rf"(?<!\w)(?:{_DOCUMENTS})[\s\"'“(\[:_.\-]+mật(?!\w)(?!\s+(?:{_NO_MARK_BEFORE})(?!\w))",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?<![^\W_]){_MAT}(?![^\W_])")
_BARE_DEGREES = re.compile(
    r"(?<![^\W_])(?:tuyet[\s_.\-]+mat(?![^\W_])(?!\s+(?:tich|tran|hang|voi)(?!\w))|"
    r"(?:do|dau|muc|loai)[\s_.\-]+(?:toi[\s_.\-]+)?mat(?![^\W_])(?!\s+\w)|"
    r"(?:tai lieu|van ban|cong van|to trinh|ho so|bao cao|ke hoach|nghi quyet|thong bao)"
    r"[\s_.\-]+(?:toi[\s_.\-]+)?mat(?=\s*(?:$|[.,;:!?)\]]|so\s))|"
    r"(?:tai|van|cong|to|ho|bao|ke|nghi|thong|[a-z]{2,4})[_\-](?:[a-z]+[_\-])?(?:toi[_\-])?mat"
    r"(?=\.\w{2,5}$))"
)
_CAPITALS = re.compile(r"(?<![^\W_])(?:TOI[\s_.\-]+MAT|TUYET[\s_.\-]+MAT|[(\[_]MAT(?![^\W_]))")
_BRACKETED = re.compile(r"(?<!size )(?<!cỡ )(?<! áo )\(\s*M\s*\)")
_HANDLING = re.compile(
    r"(?<![^\W_])(?:quan ly|bao ve|bao quan|tap huan|quy che|quy dinh|noi quy|ra soat|kiem tra|"
    r"thong ke|luu tru|tieu huy|giai mat|so theo doi|tuyen truyen|quan triet|nghi dinh|che do|"
    r"cong tac|su dung|lo lot|lam lo|mat an toan)(?![^\W_])[^.;:,!?()\[]*$"
)
"""Words that speak of handling secrets, up to what they handle."""
_OTHER_DEGREES = re.compile(r"(?:(?:toi |tuyet )?mat ?(?:,|va|hoac|/) ?)+$")
_OWN_NUMBER = re.compile(r"\W*so\W*\d")
NUMBERED = re.compile(
    r"(?<!\d)\d+\s*(?:[-_][\s_\-]*(?:/[\s_\-]*)?|/[\s_\-]*)[A-ZĐ]{2,6}(?:[\s/_\-]+[A-ZĐ]{1,6})*[\s_\-]*"
    r"(?:\(\s*(?:M|TM|TuM|TUM)\s*\)|[-_]M(?=$|[\s.,;:]))"
)


def is_marked(text: str) -> bool:
    """Whether a message or file name has the mark of a state secret."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cf", "Cc") or letter.isspace()
    )
    plain = re.sub(r"(?<!\w)([MTmt])\s+([ẬậỐốUu])", r"\1\2", plain)
    plain = re.sub(r"(?<!\w)([Mm][ậẬ])\s+([Tt])(?!\w)", r"\1\2", plain)
    return bool(
        any(_is_of_this(plain, match) for match in _DEGREES.finditer(plain))
        or any(_is_of_this(plain, match) for match in _AFTER_DOCUMENT.finditer(plain))
        or _BRACKETED.search(plain)
        or NUMBERED.search(plain)
        or _CAPITALS.search(plain)
        or any(_stands_alone(plain, match) for match in _ALONE.finditer(plain))
        or (not _accented(plain) and _bare_degree(plain.lower()))
    )


def _bare_degree(plain: str) -> bool:
    return any(_is_of_this(plain, match) for match in _BARE_DEGREES.finditer(plain))


def _is_of_this(text: str, match: re.Match[str]) -> bool:
    """Whether the words mark this message or file, and do not speak of handling secret ones."""
    before = _OTHER_DEGREES.sub("", re.sub(r"[\s_\-]+", " ", fold(text[: match.start()])))
    numbered = _OWN_NUMBER.match(fold(text[match.end() :]))
    return numbered is not None or _HANDLING.search(before) is None


def _accented(text: str) -> bool:
    return fold(text) != text.lower()


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether this "mật" is a mark by itself: capitalised, and no part of a word or name."""
    found, before, after = match.group(), text[: match.start()], text[match.end() :]
    if not found[0].isupper():
        return False
    last = re.search(r"([^\W\d_]+|đ/c)[ .]*$", before, re.IGNORECASE)
    word = last.group(1) if last else ""
    if word.lower() in _PARTS or re.search(rf"(?<!\w)(?:{_TITLES})[ .]*$", before, re.IGNORECASE):
        return False
    if re.match(rf"\s+(?:{_NO_MARK_BEFORE})(?!\w)", after, re.IGNORECASE):
        return False
    if found.isupper():
        return True
    named = word[:1].isupper() and not word.isupper() and bool(before.strip())
    ends = re.match(r"\s*(?:$|[^\w\s]|_|số\s|\d)", after)
    return ends is not None and not named
