"""A short name for what a clause orders."""

import re

from bot.language.papers.agencies import Charge
from bot.language.papers.orders import VERBS
from bot.language.papers.plain import begins, first_capital, plain, words
from bot.language.papers.sentences import without_links

READ = 600
"""Letters of a clause that its title is made of."""
LONGEST = 110
"""Letters; a longer title is cut where a phrase ends."""

_ORDERING = begins(
    r"(?:cao độ|giao(?: cho| nhiệm vụ cho| trách nhiệm cho)?|yêu cầu|đề nghị|phân công|chỉ đạo|"
    r"lãnh đạo|tiếp tục|tập trung|khẩn trương|"
    r"chủ động|tích cực|kịp thời|cần|phải|sớm|nghiêm túc|quyết liệt|đồng bộ|phấn đấu|"
    r"quyết tâm|thống nhất|có trách nhiệm|và)[ ,:]*"
)
_TAIL = re.compile(
    r"[,;(]? ?(?:(?:và )?(?:phải )?(?:hoàn thành|hoàn tất|xong|kết thúc|thời hạn|thời gian|hạn|"
    r"chậm nhất|muộn nhất|báo cáo kết quả)? ?(?:là )?"
    r"(?:trước|đến|chậm nhất|trong|vào|hạn)(?: (?:hết|ngày|là|cuối|"
    r"khoảng))*) ?[\d/.\-– ]{3,}(?:tháng \d+ ?)?(?:năm \d{4})?\)?$"
)
_REST_OF_NAME = begins(
    r"(?:còn lại|nêu trên|(?:có )?liên quan|trên địa bàn(?: xã| phường)?|"
    r"được phân công|trực thuộc)[ ,:]*"
)
"""What belongs to the name of whoever acts, and not to the work."""
_MEANS = re.compile(
    r"(?:(?:thực hiện|triển khai)(?: (?:đồng bộ|có hiệu quả|hiệu quả|tốt|"
    r"quyết liệt))* )?(?:các|nhiều|những) (?:giải pháp|biện pháp)(?:, (?:giải pháp|"
    r"biện pháp))?(?: (?:nhằm|để))?,? (?:quyết tâm )?"
)
_GOAL = re.compile(r"(?:hoàn thành|đạt)(?: \S+){0,3}? chỉ tiêu .{8,}$")
_CUTS = (r", ", r" và ", r" nhằm ", r" theo ", r" để ")


def title_of(clause: str, charge: Charge, above: str = "") -> str:
    """The clause without who is charged, the ordering words and the deadline at its end.

    `above` is put before it where the clause alone does not say what it is about.
    """
    text = clause.strip(" .;,:")[:READ]
    if charge.lead and charge.starts_at and charge.starts_at < len(text) - 12:
        rest = _after_charge(text[charge.starts_at :])
        text = rest if len(rest.split()) >= 3 else text
    bare = without_links(plain(text))
    text = text[len(text) - len(bare) :]
    text = _without_ordering(text)
    text = _TAIL.sub("", text).strip(" .;,:(")
    if above and not words(VERBS).search(plain(text)):
        text = f"{above}: {text}"
    return first_capital(_short(text))


def _after_charge(text: str) -> str:
    """What is to be done, after the names of who does it."""
    led = re.match(
        r"[ ,:]*(?:(?:là )?(?:cơ quan|"
        r"đơn vị)? ?chủ trì[ ,]*)?(?:phối hợp(?: chặt chẽ)?(?: cùng|"
        r" với)*[^,;]{0,90}?(?=,? (?:" + VERBS.replace("phối hợp|", "") + r")(?!\w)))?[ ,:]*",
        plain(text),
    )
    rest = text[led.end() :] if led else text
    named = _REST_OF_NAME.match(plain(rest))
    return rest[named.end() :].strip() if named else rest


def _without_ordering(text: str) -> str:
    while (found := _ORDERING.match(plain(text))) is not None:
        rest = text[found.end() :].strip()
        if len(rest.split()) < 4 or not words(VERBS).search(plain(rest[:40])):
            break
        text = rest
    means = _MEANS.match(plain(text))
    return text[means.end() :] if means and words(VERBS).match(plain(text[means.end() :])) else text


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    goal = _GOAL.search(plain(text))
    if goal is not None and goal.end() - goal.start() <= LONGEST:
        return text[goal.start() :]
    for cut in _CUTS:
        at = text.rfind(cut, 40, LONGEST)
        if at > 0:
            return text[:at]
    return text[: text.rfind(" ", 0, LONGEST)]
