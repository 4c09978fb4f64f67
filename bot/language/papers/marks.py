"""Marks of state secrets on a paper: as a stamp or a number, not as a word in running text."""

import re

from bot.language.papers.plain import plain
from bot.language.text.secrecy import is_marked

STAMP = 12
"""Words up to which a line may be a stamp; a longer one speaks of secrets without being one."""

_OF_SECRETS = re.compile(r"(?<!\w)(?:bí mật|bảo mật|cơ mật|mật khẩu|mật độ|mật thiết)(?!\w)")
_NUMBERED = re.compile(
    r"\d+[\s_]*[-/][\s_]*[A-ZĐ]{2,6}(?:[\s/_\-]+[A-ZĐ]{1,6})*[\s_\-]*\((?:M|TM|TuM|TUM)\)"
    r"|(?<!\w)(?:TỐI|TUYỆT) MẬT(?!\w)|(?<!\w)MẬT(?!\w)(?! (?:KHẨU|ĐỘ|MÃ|THIẾT|VỤ))"
)


def bears_mark(line: str) -> bool:
    """Whether a line of a paper marks it as a state secret."""
    if len(line.split()) > STAMP or _OF_SECRETS.search(plain(line)):
        return _NUMBERED.search(re.sub(r"BÍ MẬT|BẢO MẬT|CƠ MẬT", " ", line)) is not None
    return is_marked(line)
