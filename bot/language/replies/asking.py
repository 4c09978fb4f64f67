"""Clauses that ask: what stands in them is no state of the work."""

from bot.language.replies.clauses import clauses
from bot.language.replies.lexicon_talk import CALLED
from bot.language.text.patterns import loose, pattern

_END = rf"{CALLED}[ ]?$"
_YES_OR_NO = (
    loose(rf"(?<!\w)(?:có|được|phải|cần|đúng|đã)(?: [^\s,.;!?:]+){{0,14}}? (?:không|chưa){_END}"),
    loose(rf"[^\W\d]+ [^\W\d]+ (?<!thì )(?<!là )(?<!cũng )(?<!vẫn )không{_END}"),
    loose(rf"(?<!\w)(?:hả|nhỉ|chăng|=hở|=hử){_END}"),
)
_HAS = pattern(r"^(?:dạ |vậy |thế |chị |anh |đồng chí |cho hỏi )*có (?:cần|phải|được)")
_FAVOUR = pattern(r"giúp|hỗ trợ|nhờ|can thiệp|xin|cho")
_WHICH = pattern(
    r"ai|gì|nào|đâu|mấy|bao nhiêu|sao|bao giờ|bao lâu|thế nào|ra sao|hay(?: là)?(?= [^\s]+)"
)
_NO_QUESTION = pattern(
    r"không|chưa|chẳng|chả|cũng|vài|giúp|hỗ trợ|nhờ|can thiệp|mấy (?:hôm|ngày|bữa|cái|chỗ|hộ|điểm)|"
    r"làm sao|đâu (?:có|phải)|rồi|đã|xin"
)


def is_question(clause: str, marked: bool) -> bool:
    """Whether a clause asks; `marked` by a question mark after it."""
    if any(shape.search(clause) for shape in _YES_OR_NO):
        return _HAS.search(clause) is not None or _FAVOUR.search(clause) is None
    return marked and _WHICH.search(clause) is not None and not _NO_QUESTION.search(clause)


def asks(key: str) -> bool:
    return any(
        is_question(key[start:end], "?" in key[end : end + 2]) for start, end in clauses(key)
    )


def without_questions(key: str) -> str:
    """The key with the clauses that ask left blank; places stay the same."""
    for start, end in clauses(key):
        marked = "?" in key[end : end + 2]
        if is_question(key[start:end], marked):
            key = key[:start] + " " * (end - start) + key[end:]
    return key
