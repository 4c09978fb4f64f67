"""What was so once and is no more: "lúc đầu dân chưa đồng ý, giờ ký hết rồi"."""

from bot.language.text.patterns import Pattern, pattern

_ONCE = (
    r"(?:trước|trước đây|trước đó|lúc đầu|ban đầu|hồi đầu|đầu tiên|mới đầu|hôm trước|bữa trước|"
    r"hôm kia|hôm nọ|hôm bữa|mấy hôm trước|tuần trước|tuần rồi|tháng trước|đợt trước|lần trước|"
    r"tưởng|cứ tưởng|em tưởng|tưởng là|ngỡ|lo là)"
)
_NOW = (
    r"(?:(?:nhưng|mà|song|thì|tuy nhiên|nhưng mà)(?: [^\s,.;!?]+)? )?(?:nay|giờ|bây giờ|hôm nay|"
    r"sáng nay|chiều nay|đến nay|đến giờ|hiện|hiện nay|hiện tại|ai dè|hóa ra|cuối cùng|may quá|"
    r"rồi cũng)"
)
_SETTLED = (
    r"(?:giải quyết|tháo gỡ|gỡ|khắc phục|xử lý|xử|thống nhất|đồng ý|ký|nộp|nhận|thông|ổn|cấp|sửa|"
    r"xin|vận động|thuyết phục|bàn giao|hoàn thành|làm|bổ sung|gửi|xong)"
)
_OVER = r"(?:xong|được|rồi|hết|cả|ổn|đủ|luôn|thỏa)"

# What stands before the turn is over when what follows says how it is now.
_ONCE_AND_NOW = pattern(rf"{_ONCE}(?! \d)(?= )[^.;!?\n]{{3,80}}?(?P<now>[, ]{_NOW})")
# An obstacle that the same sentence clears away.
_CLEARED = pattern(
    r"(?:vướng|kẹt|tắc|khó khăn|trục trặc|lỗi|hỏng|thiếu|mất|chưa|không)[^.;!?\n]{2,70}?"
    rf"(?P<now>[, ](?:(?:nhưng|mà|song) (?:em |bọn em |xã )?(?:đã|được|nay|giờ|cũng|rồi)|{_NOW})"
    rf"(?: [^\s,.;!?]+){{0,3}}? {_SETTLED}"
    rf"(?: [^\s,.;!?]+)? {_OVER}(?! chưa))"
)
_TURNS: tuple[Pattern, ...] = (_ONCE_AND_NOW, _CLEARED)


def as_of_now(key: str) -> str:
    """The key with what a later clause has made past left blank; places stay the same."""
    for shape in _TURNS:
        for match in shape.finditer(key):
            start, now = match.start(), match.start("now")
            key = key[:start] + " " * (now - start) + key[now:]
    return key
