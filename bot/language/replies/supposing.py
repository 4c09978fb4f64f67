"""States that a message does not assert: they are asked, supposed, awaited or heard of."""

from bot.language.replies.clauses import clauses
from bot.language.replies.evidence import Span
from bot.language.replies.reply import Intent
from bot.language.text.patterns import pattern

_SUPPOSED = pattern(
    r"nếu(?! được)(?! có thể)|giả sử|giả dụ|giả thử|ví dụ|hễ|chừng nào|phải chi|giá mà|"
    r"(?:sau |đến |tới )?khi(?! đó)(?! ấy)|xong (?:rồi )?(?:thì|mới)|"
    r"(?:chờ|đợi)(?: [^\s,.;!?:]+){0,5}? xong"
)
_HEARD = pattern(
    r"ai (?:bảo|nói|báo|kêu|cho là|dám)|"
    r"(?:anh|chị|đồng chí|ông|bà|bác|cô|chú|sếp|bên|phòng|văn phòng|ban)"
    r"(?! (?:em|mình|tôi|này)(?!\w))(?: [^\s,.;!?:\d]+){0,3}? "
    r"(?:bảo|nói|kêu|nhắn|khẳng định|báo(?! cáo))(?: (?:là|rằng|cho))?(?! em)|"
    r"nghe (?:nói|bảo|đâu)|hình như|có vẻ|"
    r"sao(?! (?:y|kê|chụp|lục))|(?:=à|hả|=hở|chăng)(?: (?:anh|chị|em|bác|đồng chí|sếp))*$"
)
_STATES = frozenset({Intent.DONE, Intent.QUOTA, Intent.ACKNOWLEDGE})


def asserts(key: str, intent: Intent, place: Span) -> bool:
    """Whether the clause around a place of the key asserts the state that was read there.

    Requests are asked for politely, so only what is reached, counted or accepted is looked at.
    """
    if intent not in _STATES:
        return True
    start, end = next(
        ((a, b) for a, b in clauses(key) if a <= place[0] < b or place[0] < b <= place[1]),
        (0, len(key)),
    )
    clause = key[start:end]
    if "?" in key[end : end + 2]:
        return False
    return not _SUPPOSED.search(clause) and not _HEARD.search(clause)
