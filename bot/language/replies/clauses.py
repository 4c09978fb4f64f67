"""A message cut into its clauses, and what kind of clause one is."""

import re

from bot.language.replies.evidence import Sign, Span, find
from bot.language.replies.lexicon_world import AGENTS, LEADERS, OUTSIDE, PEOPLE, THINGS
from bot.language.text.patterns import loose, pattern

_BORDER = re.compile(r"[;\n!?]+|[.,]+(?!\d)|:(?=\s)|(?:^|(?<=\s))-(?=\s)")
_CONNECTIVE = loose(
    r"(?<=\s)(?=(?:nhưng|nên|mà|(?<!đơn )(?<!chức )(?<!hành )(?<!quý )vì|=do|bởi|song|"
    r"tuy nhiên)\s)|"
    r"(?<=\srồi\s)(?=(?:chị|anh|sếp|đồng chí|bác|cô|chú) [^\s,.;!?]+ )"
)
_WORD = re.compile(r"[^\W\d_]+")

# Who speaks, or a thing of the speaker's own desk.
SELF = (
    r"(?:(?:vì|do|bởi|tại|nên|mà|dạ|thưa|hiện|giờ|nay|hôm nay|tuần này|mấy hôm nay|bữa nay|"
    r"nhưng) )*"
    r"(?:em|e|tôi|mình|tui|tớ|cháu|chúng em|chúng tôi|chúng mình|bọn em|bọn mình|bên em|bên mình|"
    r"phòng em|đơn vị em|đơn vị mình|ban em|chi bộ em|xã em|phòng mình|anh|chị|bác|chú)"
)
_BY_SELF = pattern(rf"^{SELF}")
_BY_LEADERS = pattern(rf"^(?:vì |do )?(?:đồng chí |anh |chị )?{LEADERS}")

# What softens a request or greets, and tells nothing.
_POLITE = pattern(
    r"thông cảm|mong (?:anh|chị|đồng chí|thường trực|lãnh đạo|các)|kính mong|rất mong|cảm ơn|"
    r"xin lỗi|"
    r"giúp (?:em|anh|chị|mình|tôi)|chấp thuận|xem xét|đồng ý|nhé|được (?:không|chưa)|báo cáo|"
    r"kính gửi|"
    r"thưa|ơi|ạ$|cho (?:em|e|anh|chị|tôi|mình|tui)|hứa|đảm bảo|bảo đảm|cố gắng|rút kinh nghiệm|"
    r"chắc chắn|sẽ|lần sau|lần này|xin"
)
_OWN_STEPS = (
    Sign.DONE,
    Sign.DID,
    Sign.UNFINISHED,
    Sign.STARTED,
    Sign.WAITS_INSIDE,
    Sign.OWN_PART,
    Sign.PROMISE,
    Sign.ACKNOWLEDGE,
    Sign.CHAT,
    Sign.QUESTION,
)
_FEWEST_WORDS = 3
_BY_OTHERS = pattern(rf"^(?:vì |do )?(?:{AGENTS}|{OUTSIDE}|{PEOPLE}|{THINGS})")


def clauses(key: str) -> list[Span]:
    """The clauses of a key in their order, without the marks that part them."""
    edges = [0]
    for match in sorted(
        [*_BORDER.finditer(key), *_CONNECTIVE.finditer(key)], key=lambda found: found.start()
    ):
        edges += [match.start(), match.end()]
    edges.append(len(key))
    cut = [(edges[place], edges[place + 1]) for place in range(0, len(edges), 2)]
    return [(start, end) for start, end in cut if key[start:end].strip()]


def tells_of_others(clause: str) -> bool:
    """Whether a clause states something of the world, not of the speaker's own steps."""
    clause = clause.strip()
    if len(_WORD.findall(clause)) < _FEWEST_WORDS:
        return False
    if _BY_SELF.search(clause) or _BY_LEADERS.search(clause):
        return False
    return not _POLITE.search(clause) and not any(find(clause, sign) for sign in _OWN_STEPS)


def is_of_others(clause: str) -> bool:
    """Whether a clause begins with others, or with things the work needs."""
    return _BY_OTHERS.search(clause.strip()) is not None


def states_a_reason(clause: str) -> bool:
    """Whether a clause beside a request can only be why it is made."""
    clause = clause.strip()
    if len(_WORD.findall(clause)) < _FEWEST_WORDS or _POLITE.search(clause):
        return False
    if is_of_others(clause):
        return True
    return not any(find(clause, sign) for sign in _OWN_STEPS if sign is not Sign.CHAT)
