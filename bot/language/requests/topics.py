"""What a question is about beside its filters: the words that a title must hold."""

import re

from bot.language.text.fold import fold
from bot.language.text.patterns import pattern
from bot.language.text.text import read

_WORD = re.compile(r"\w+")
_SAYS_NOTHING_WORDS = """
    đạt được phần trăm bao nhiêu hoàn thành xong thực hiện chỉ tiêu tỷ lệ khối mảng ra tổng thể
    hợp báo cáo đơn vị nhiệm vụ việc công tác lĩnh vực chung tiến độ tình hình kết quả chuẩn bị
    toàn bộ triển khai đang mở chờ duyệt xác nhận trong quá hạn sắp đến muộn trễ chậm đúng theo từng
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_WORDS.split())
_UNACCENTED = frozenset(map(fold, _SAYS_NOTHING))
_ABOUT = pattern(r"về (?P<topic>.*)")
_BY_UNIT = pattern(r"(?:các|từng|mỗi|theo|giữa các) (?:đơn vị|cơ quan|phòng ban|ban ngành)")


def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def telling(topic: str) -> str:
    """The words of a topic that tell one title from another; none where it means all work."""
    words = _WORD.findall(topic.lower())
    nothing = _UNACCENTED if fold(topic) == topic.lower() else _SAYS_NOTHING
    return " ".join(word for word in words if word not in nothing)


def topic_of(text: str) -> str:
    """What a text says outright that it is about: the words after "về"."""
    found = _ABOUT.search(read(text).key)
    return read(text).words(*found.span("topic")) if found else ""


def by_unit(text: str) -> bool:
    """Whether a text asks how units compare."""
    return _BY_UNIT.search(read(text).key) is not None
